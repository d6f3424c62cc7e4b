"""The README's table of platforms says what their classes say."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from handoff.management.commands import platforms
from handoff.providers import registry, table
from handoff.providers.base import Provider, Repeat

README = Path(__file__).resolve().parent.parent / "README.md"
TEXT = f"Before.\n{table.BEGIN}\nan old table\n{table.END}\nAfter.\n"
RENEW = "README.md is out of date. Mend it with: python3 dev.py manage platforms --write"


class Piped(Provider):
    slug, label = "piped", "A | B"


def test_the_table_is_up_to_date() -> None:
    text = README.read_text()
    assert table.renewed(text, registry.PROVIDERS) == text, RENEW


def test_each_platform_is_a_row_of_as_many_cells() -> None:
    rows = table.markdown([*registry.PROVIDERS, Piped]).splitlines()
    assert len(rows) == 2 + len(registry.PROVIDERS) + 1
    assert {row.count(" | ") for row in rows} == {len(table.COLUMNS) - 1}
    for platform, row in zip(registry.PROVIDERS, rows[2:], strict=False):
        assert row.startswith(f"| **{platform.label}** |")
        assert platform.customer_sees in row
        assert platform.rate_limit
        assert row.endswith(f"{platform.rate_limit} |")


def test_every_way_to_make_a_repeat_safe_has_its_words() -> None:
    assert set(table.REPEATS) == set(Repeat)


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    renewed = table.renewed(TEXT, registry.PROVIDERS)
    assert renewed == f"Before.\n{table.BEGIN}\n{table.markdown(registry.PROVIDERS)}{table.END}\nAfter.\n"
    assert table.renewed(renewed, registry.PROVIDERS) == renewed


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("platforms")
    assert capsys.readouterr().out == table.markdown(registry.PROVIDERS)


def test_the_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = tmp_path / "README.md"
    monkeypatch.setattr(platforms, "README", readme)
    readme.write_text(TEXT)
    call_command("platforms", "--write", verbosity=0)
    assert readme.read_text() == table.renewed(TEXT, registry.PROVIDERS)


@pytest.mark.parametrize("text", [None, "", table.BEGIN, table.END, f"{table.END}\n{table.BEGIN}"])
def test_a_readme_with_no_place_for_it_is_left_alone(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = tmp_path / "README.md"
    monkeypatch.setattr(platforms, "README", readme)
    if text is not None:
        readme.write_text(text)
    with pytest.raises(CommandError, match=r"README\.md"):
        call_command("platforms", "--write")
    assert text is None or readme.read_text() == text

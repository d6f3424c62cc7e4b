"""Past conversations through the whole flow: `manage replay`."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from agents.models import Brand

WISH = '{"id": 1, "turns": [{"role": "user", "text": "I want to talk to a human"}], "source": "ignored"}'
NO_WISH = '{"id": 2, "turns": [{"role": "user", "text": "Hello"}, {"role": "assistant", "text": "Hi!"}]}'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "past.jsonl"


@pytest.mark.parametrize(
    "row",
    [
        "no JSON",
        "[]",
        '{"id": 1}',
        '{"turns": []}',
        '{"id": 1, "turns": 5}',
        '{"id": 1, "turns": [{"role": "martian", "text": "Hello"}]}',
        '{"id": 1, "turns": [{"role": "user", "text": 5}]}',
        "[" * 100_000,
    ],
)
def test_a_bad_row_is_named_before_anything_runs(file: Path, row: str) -> None:
    file.write_text(f"{WISH}\n\n{row}\n")
    with pytest.raises(CommandError, match="Line 3 is not a conversation such as"):
        call_command("replay", str(file))


def test_a_file_that_is_not_there_is_said_so(file: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("replay", str(file))


@pytest.mark.django_db(transaction=True)
def test_what_would_have_happened_is_counted_and_the_brand_of_the_run_goes(
    file: Path, capfd: pytest.CaptureFixture[str], settings: Settings
) -> None:
    settings.STAND_IN_URL = ""  # the command sets it; this puts it back afterwards
    file.write_text(f"{WISH}\n{NO_WISH}\n")
    out = StringIO()
    call_command("replay", str(file), stdout=out, stderr=StringIO())
    assert json.loads(out.getvalue().splitlines()[-1]) == {
        "conversations": 2,
        "handoffs": 1,
        "final": 1,
        "lost": 0,
        "duplicated": 0,
        "by_reason": {"customer_request": 1, "no_trigger": 1},
    }
    assert not Brand.objects.exists()
    assert capfd.readouterr().err == "", "The stand-in's process ends in silence."

"""The benchmarks run, and say what they find; how fast this machine is, is no test's matter."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as run
from benchmarks import measuring, size
from benchmarks.measuring import BYTES, Result, Runner, compare, figure
from benchmarks.tables import table
from devtools import node
from devtools.environment import Environment

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def two_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "ROUNDS", 2)


def result(value: float, target: float | None, against: str = "one astimezone") -> Result:
    return Result("hours", "is open", "plain week", 1.5, against, 0.5 if against else None, value, 0.9, 3.1, target)


@pytest.mark.parametrize(("value", "target", "met"), [(2, 2.0, True), (2.1, 2.0, False), (2, None, None)])
def test_a_target_is_met_missed_or_none(value: float, target: float | None, met: bool | None) -> None:
    assert result(value, target).met is met


def test_the_table_says_what_was_missed() -> None:
    head, _, ratio, own = table([result(3, 2.0), result(40, 50.0, against="")]).splitlines()
    assert head.split()[:3] == ["measure", "case", "ours"]
    assert ratio.endswith("  MISSED")
    assert "3.00x (0.90-3.10)" in ratio
    assert "<= 2x" in ratio
    assert "40.00 µs (0.90-3.10)" in own
    assert own.endswith("  met")


def test_rounds_take_turns_and_what_is_prepared_is_handed_over(two_rounds: None) -> None:
    seen: list[str] = []
    runners = [Runner("ours", 10, seen.append, lambda: "ours"), Runner("theirs", 10, seen.append, lambda: "theirs")]
    found = compare("hours", "is open", "any", runners, target=1.0, tick=lambda: None)
    assert seen == ["ours", "theirs"] * 3
    assert found.low <= found.value <= found.high
    assert found.against == "theirs"


def test_without_anybody_to_be_held_against_it_is_our_own_time(two_rounds: None) -> None:
    found = compare("hours", "never", "any", [Runner("ours", 1, lambda _: None)], target=None, tick=lambda: None)
    assert found.theirs is None
    assert found.value == found.ours


def test_the_suite_of_hours_runs_whole(two_rounds: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--json", "--only", "hours"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["targets"] == 13
    assert len(figures["results"]) == run.SUITES["hours"].count()
    assert {row["suite"] for row in figures["results"]} == {"hours"}


def test_the_suite_of_directives_runs_whole(two_rounds: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--json", "--only", "directives"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["targets"] == 3
    assert len(figures["results"]) == run.SUITES["directives"].count()


def test_a_plain_figure_is_told_in_its_unit() -> None:
    row = table([figure("size", "minified", "core", 8200, unit=BYTES, target=8192)]).splitlines()[-1]
    assert "8,200 bytes" in row
    assert "<= 8,192 bytes" in row
    assert row.endswith("  MISSED")


def test_the_suite_of_sizes_weighs_the_core_and_each_platform(capsys: pytest.CaptureFixture[str]) -> None:
    node.set_up(Environment())
    assert run.main(["--json", "--only", "size"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["targets"], figures["missed"]) == (1, [])
    cases = {row["case"] for row in figures["results"]}
    assert cases == {"core", *(file.stem for file in (ROOT / "static/handoff/providers").glob("*.js"))}
    assert all(row["value"] > 100 for row in figures["results"])


def test_a_platform_s_own_calls_are_not_in_the_core() -> None:
    node.set_up(Environment())
    assert b"showNewMessage" not in size.minify(size.STATIC / "handoff.js")
    assert b"showNewMessage" in size.minify(size.STATIC / "providers/intercom.js")


def test_one_command_starts_it() -> None:
    command = [sys.executable, "-m", "benchmarks", "--help"]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert "--only" in asked.stdout

"""The engine against two others: python -m tests.differential says more."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from handoff.availability import Closure, Hours, Schedule, Window
from tests.differential import main, run
from tests.random_hours import ZONES


def test_three_readings_of_many_random_hours_agree() -> None:
    report = run(20_000, seed=1)
    assert not report.disagreements, "\n".join(report.shown)
    assert report.instants == 20_000
    assert report.seen_zones == set(ZONES)
    assert report.to_brute_force < report.instants / 4


@pytest.mark.long
def test_three_readings_of_a_million_random_hours_agree() -> None:
    report = run(1_000_000, seed=2)
    assert not report.disagreements, "\n".join(report.shown)


class InclusiveEnd(Hours):
    """A planted fault: still open at the closing instant."""

    def is_open(self, now: datetime) -> bool:
        return super().is_open(now) or super().is_open(now - timedelta(microseconds=1))


def test_a_planted_fault_is_seen() -> None:
    report = run(400, seed=1, engine=InclusiveEnd)
    assert report.disagreements
    assert "engine: open until" in report.shown[0]


def test_the_command_ends_with_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--instants", "120", "--seed", "5"]) == 0
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures == {"instants": 120, "zones": 1, "disagreements": 0, "to_brute_force": figures["to_brute_force"]}


def test_the_same_seed_asks_the_same() -> None:
    assert run(300, seed=9).figures() == run(300, seed=9).figures()


def test_a_closure_years_ahead_ends_nights_that_overlap_the_days() -> None:
    day = date(2040, 6, 8)
    windows = (Window(weekday, *pair) for weekday in range(7) for pair in ((1320, 600), (540, 1320)))
    hours = Hours(Schedule("America/New_York", True, tuple(windows), (Closure(day, day),)))
    assert hours.next_change(datetime(2026, 11, 22, tzinfo=UTC)) == datetime(2040, 6, 8, 14, tzinfo=UTC)

"""Late context: from when on it is late, and what the team reads then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from handoff.contexts import context_of
from handoff.languages import LANGUAGES
from handoff.lateness import LATE_AFTER, is_late, late_line
from tests.admin_builders import a_started_handoff
from tests.builders import a_brand, a_provider

START = datetime(2026, 11, 28, 14, 5, 59, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "late"),
    [(None, False), (START, False), (START + LATE_AFTER, False), (START + LATE_AFTER + A_SECOND, True)],
)
def test_late_is_more_than_a_quarter_of_an_hour(at: datetime | None, late: bool) -> None:
    assert is_late(START, at) is late


def test_in_time_there_is_no_line() -> None:
    assert late_line(START, START + LATE_AFTER, "en") == ""


def test_the_line_names_the_moment_in_utc() -> None:
    tokyo = START.astimezone(timezone(timedelta(hours=9)))
    assert late_line(tokyo, START + timedelta(hours=1), "en") == "Sent late: the handoff was on 28 Nov, 14:05 UTC."


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_line_of_its_own_with_the_moment(language: str) -> None:
    line = late_line(START, START + timedelta(days=1), language)
    assert all(part in line for part in ("28", "11" if language != "en" else "Nov", "14:05", "UTC"))
    assert "{" not in line
    assert language == "en" or line != late_line(START, START + timedelta(days=1), "en")


@pytest.mark.django_db
@pytest.mark.parametrize(("ago", "late"), [(timedelta(minutes=14), False), (timedelta(hours=3), True)])
def test_a_summary_that_goes_out_late_begins_with_it_in_the_teams_language(ago: timedelta, late: bool) -> None:
    brand = a_brand()
    a_provider(brand, team_language="de")
    handoff = a_started_handoff(brand)
    handoff.started_at -= ago
    summary = context_of(handoff, "Die Zusammenfassung.").summary
    assert summary.endswith("Die Zusammenfassung.")
    assert summary.startswith("Verspätet gesendet: ") is late

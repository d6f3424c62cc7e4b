"""What the admin says of hours and of a handoff's history."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handoff import words
from handoff.availability import Schedule, Window, availability

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (Schedule("UTC", restricted=False), "Open at all hours"),
        (Schedule("UTC", True, (Window(0, 480, 1200),)), "Open now, until 20:00 (UTC)"),
        (Schedule("Europe/Berlin", True, (Window(0, 480, 1200),)), "Open now, until 20:00 (Europe/Berlin)"),
        (Schedule("UTC", True, (Window(0, 480, 120),)), "Open now, until Tuesday 02:00 (UTC)"),
        (Schedule("UTC", True, (Window(0, 1200, 1260),)), "Closed, opens Monday 20:00 (in 8 h), UTC"),
        (Schedule("UTC", True, (Window(0, 480, 540),)), "Closed, opens Monday, 30 Nov 2026, 08:00 (in 7 days), UTC"),
        (Schedule("UTC", True, ()), "Closed, and never opens"),
        (Schedule("Mars/Phobos", True, (Window(0, 480, 540),)), "Closed: the time zone no longer exists"),
        (Schedule("UTC", True, tuple(Window(day, 0, 1440) for day in range(7))), "Open now, without an end (UTC)"),
    ],
)
def test_the_state_of_the_hours(schedule: Schedule, said: str) -> None:
    now = MONDAY_NOON
    assert words.state(availability(schedule, now), now, restricted=schedule.restricted) == said


@pytest.mark.parametrize(
    ("name", "detail", "said"),
    [
        ("started", {"reason": "stuck"}, "Handed off to your team"),
        ("context", {"status": "delivered", "reason": ""}, "The context reached your team"),
        ("context", {"status": "not_supported", "reason": "not_supported"}, "No context was passed"),
        (
            "context",
            {"status": "failed", "reason": "Intercom said 401."},
            "The context could not be passed: Intercom said 401.",
        ),
        ("chat", {"status": "opened", "reason": ""}, "The support chat opened in the customer's browser"),
        ("context", {"via": "browser_fields"}, "The context goes to your team with the customer's browser"),
        ("chat", {"status": "failed", "reason": "widget_missing"}, "The support chat did not open: widget missing"),
        (
            "chat",
            {"status": "failed", "reason": "launch_unavailable"},
            "The support chat did not open: the page could not reach Handoff in time",
        ),
        ("ended", {"reason": "returned"}, "Given back to the AI agent"),
        ("ended", {"reason": "something_new"}, "The AI agent helps again: something new"),
        ("something_new", {}, "Something new"),
    ],
)
def test_each_event_in_plain_words(name: str, detail: dict[str, object], said: str) -> None:
    assert words.event(name, detail) == said


def test_a_moment_on_the_brands_clocks() -> None:
    assert words.moment(MONDAY_NOON, "Europe/Berlin") == "23 Nov 2026, 13:00"
    assert words.moment(MONDAY_NOON, "Mars/Phobos") == "23 Nov 2026, 12:00"
    assert words.moment(None, "UTC") == "–"


def test_a_day_and_a_moment_are_those_of_the_zone() -> None:
    at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert words.day_and_moment(at, "Europe/Berlin") == "Monday, 23 Nov 2026, 00:30 (Europe/Berlin)"
    assert words.day_and_moment(at, "Nowhere/At all") == "Sunday, 22 Nov 2026, 23:30 (Nowhere/At all)"

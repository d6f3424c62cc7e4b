"""The brute-force reading itself, held against the standard's own words and against counting minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handoff.availability import Closure, Schedule, Window
from handoff.evaluation.rfc5545 import Reading, stretches

BERLIN, LORD_HOWE, NEW_YORK = "Europe/Berlin", "Australia/Lord_Howe", "America/New_York"
SUN = 6
NOON = 12 * 60


def weekly(zone: str, *pairs: tuple[int, int], closures: tuple[Closure, ...] = ()) -> Schedule:
    return Schedule(zone, True, tuple(Window(day, *pair) for day in range(7) for pair in pairs), closures)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# RFC 5545, 3.3.5: with TZID=America/New_York, 2007-11-04 01:30 is the first one, in EDT; 2007-03-11 02:30, which never
# was, is read with the offset before the gap: 03:30 EDT. The others follow from the same two sentences.
@pytest.mark.parametrize(
    ("zone", "pair", "day", "found"),
    [
        (NEW_YORK, (90, 300), "2007-11-04", ("2007-11-04T05:30", "2007-11-04T10:00")),
        (NEW_YORK, (150, 300), "2007-03-11", ("2007-03-11T07:30", "2007-03-11T09:00")),
        (BERLIN, (60, 150), "2025-03-30", ("2025-03-30T00:00", "2025-03-30T01:30")),
        (BERLIN, (120, 165), "2025-10-26", ("2025-10-26T00:00", "2025-10-26T00:45")),
        (BERLIN, (150, 195), "2025-03-30", None),
        (LORD_HOWE, (135, 240), "2025-10-05", ("2025-10-04T15:45", "2025-10-04T17:00")),
        (BERLIN, (1320, 150), "2025-03-29", ("2025-03-29T21:00", "2025-03-30T01:30")),
    ],
)
def test_skipped_and_repeated_times(zone: str, pair: tuple[int, int], day: str, found: tuple[str, str] | None) -> None:
    on = date.fromisoformat(day)
    expected = [(utc(found[0]), utc(found[1]))] if found else []
    assert stretches(weekly(zone, pair), on, on) == expected


@pytest.mark.parametrize("zone", [BERLIN, LORD_HOWE, "Asia/Kathmandu"])
@pytest.mark.parametrize("first", ["2025-03-28", "2025-10-03", "2025-10-24"])
def test_away_from_the_changes_hours_it_is_what_the_clock_on_the_wall_says(zone: str, first: str) -> None:
    pairs = ((NOON, NOON + 90), (0, 60), (1380, 45))
    start = utc(f"{first}T12:00")
    reading = Reading(weekly(zone, *pairs), start.date())
    for minute in range(4 * 24 * 60):
        now = start + timedelta(minutes=minute)
        wall = now.astimezone(ZoneInfo(zone))
        clock = wall.hour * 60 + wall.minute
        assert reading.is_open(now) == (NOON <= clock < NOON + 90 or clock < 60 or clock >= 1380), now


def test_next_changes() -> None:
    reading = Reading(weekly(BERLIN, (540, 1020)), date(2025, 7, 1))
    now = utc("2025-07-01T08:00")
    assert reading.is_open(now)
    assert reading.next_closing(now) == reading.next_change(now) == utc("2025-07-01T15:00")
    assert reading.next_opening(now) == utc("2025-07-02T07:00")
    assert reading.next_closing(utc("2025-07-01T15:00")) == utc("2025-07-02T15:00")


def test_far_changes_and_none() -> None:
    christmas = Closure(date(2036, 12, 25), date(2036, 12, 25))
    leap_day = Closure(date(2000, 2, 29), date(2000, 2, 29), ((600, 720),), yearly=True)
    now = utc("2025-07-01T08:00")
    always = weekly(BERLIN, (0, 1440))
    assert Reading(always, now.date()).next_change(now) is None
    assert Reading(weekly(BERLIN), now.date()).next_change(now) is None
    assert Reading(Schedule(BERLIN, False), now.date()).next_change(now) is None
    assert Reading(Schedule(BERLIN, False), now.date()).is_open(now)
    to_christmas = Reading(weekly(BERLIN, (0, 1440), closures=(christmas,)), now.date())
    assert to_christmas.next_closing(now) == utc("2036-12-24T23:00")
    assert Reading(weekly(BERLIN, closures=(leap_day,)), now.date()).next_opening(now) == utc("2028-02-29T09:00")


def test_an_unknown_zone_is_closed() -> None:
    reading = Reading(weekly("Mars/Phobos", (0, 1440)), date(2025, 7, 1))
    assert not reading.is_open(utc("2025-07-01T08:00"))
    assert reading.next_change(utc("2025-07-01T08:00")) is None


# 2026-11-24 is a Tuesday.
DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("name", "closures", "opens"),
    [
        ("none", (), 9),
        ("closed", (Closure(DAY, DAY),), None),
        ("dated beats yearly", (Closure(DAY, DAY, yearly=True), Closure(DAY, DAY, ((600, 720),))), 10),
        (
            "dated beats a shorter yearly",
            (Closure(DAY, DAY, yearly=True), Closure(DAY, date(2026, 12, 1), ((600, 720),))),
            10,
        ),
        ("the shorter of two", (Closure(DAY, date(2026, 12, 1)), Closure(DAY, DAY, ((600, 720),))), 10),
        ("the lesser hours of two", (Closure(DAY, DAY, ((660, 720),)), Closure(DAY, DAY, ((600, 720),))), 10),
        ("closed beats hours", (Closure(DAY, DAY, ((660, 720),)), Closure(DAY, DAY)), None),
        ("yearly over the new year", (Closure(date(2000, 11, 1), date(2000, 2, 1), yearly=True),), None),
        ("yearly from one day to the one before it", (Closure(DAY, date(2027, 11, 23), yearly=True),), None),
        ("yearly before", (Closure(date(2000, 11, 1), date(2000, 11, 23), yearly=True),), 9),
    ],
)
def test_the_strongest_closure_of_a_day(name: str, closures: tuple[Closure, ...], opens: int | None) -> None:
    found = stretches(weekly("UTC", (540, 1020), closures=closures), DAY, DAY)
    assert [opening.hour for opening, _ in found] == ([opens] if opens else [])

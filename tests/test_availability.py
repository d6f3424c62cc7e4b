from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff.availability import Availability, Schedule, Window, availability, open_intervals

BERLIN = "Europe/Berlin"
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def minutes(clock: str) -> int:
    hours, rest = clock.split(":")
    return int(hours) * 60 + int(rest)


def schedule(*windows: tuple[int, str, str], zone: str = BERLIN) -> Schedule:
    return Schedule(zone, True, tuple(Window(day, minutes(opens), minutes(closes)) for day, opens, closes in windows))


def at(wall: str, zone: str = BERLIN, fold: int = 0) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone), fold=fold)


def offset_of(moment: datetime | None) -> timedelta | None:
    return moment.utcoffset() if moment else None


OFFICE = schedule(*((day, "09:00", "17:00") for day in (MON, TUE, WED, THU, FRI)))
ALL_WEEK = schedule(*((day, "00:00", "24:00") for day in range(7)))
NIGHT = schedule((FRI, "22:00", "02:00"))
BREAK = schedule((MON, "09:00", "12:00"), (MON, "13:00", "18:00"))
TOUCHING = schedule((MON, "09:00", "24:00"), (TUE, "00:00", "24:00"), (WED, "00:00", "03:00"))
OVERLAPPING = schedule((MON, "09:00", "13:00"), (MON, "12:00", "17:00"), (MON, "12:15", "12:30"))


# 2025-03-03 is a Monday.
@pytest.mark.parametrize(
    ("name", "given_schedule", "now", "opens", "closes"),
    [
        ("before opening", OFFICE, "2025-03-03T08:59:59", "2025-03-03T09:00", None),
        ("opening instant is open", OFFICE, "2025-03-03T09:00", "2025-03-04T09:00", "2025-03-03T17:00"),
        ("last microsecond is open", OFFICE, "2025-03-03T16:59:59.999999", "2025-03-04T09:00", "2025-03-03T17:00"),
        ("closing instant is closed", OFFICE, "2025-03-03T17:00", "2025-03-04T09:00", None),
        ("over the weekend", OFFICE, "2025-03-07T17:00", "2025-03-10T09:00", None),
        ("before midnight of a night", NIGHT, "2025-03-07T23:00", "2025-03-14T22:00", "2025-03-08T02:00"),
        ("after midnight of a night", NIGHT, "2025-03-08T01:59", "2025-03-14T22:00", "2025-03-08T02:00"),
        ("the night is over", NIGHT, "2025-03-08T02:00", "2025-03-14T22:00", None),
        ("no night the day before", NIGHT, "2025-03-07T01:00", "2025-03-07T22:00", None),
        ("in a break", BREAK, "2025-03-03T12:00", "2025-03-03T13:00", None),
        ("before a break", BREAK, "2025-03-03T11:00", "2025-03-03T13:00", "2025-03-03T12:00"),
        ("touching windows are one", TOUCHING, "2025-03-03T10:00", "2025-03-10T09:00", "2025-03-05T03:00"),
        ("overlapping windows are one", OVERLAPPING, "2025-03-03T09:30", "2025-03-10T09:00", "2025-03-03T17:00"),
        ("once a week, just closed", schedule((MON, "09:00", "09:15")), "2025-03-03T09:15", "2025-03-10T09:00", None),
    ],
)
def test_state_and_next_changes(
    name: str, given_schedule: Schedule, now: str, opens: str | None, closes: str | None
) -> None:
    state = availability(given_schedule, at(now))
    assert state.open_now == (closes is not None)
    assert state.next_open_at == (at(opens) if opens else None)
    assert state.closes_at == (at(closes) if closes else None)
    assert state.next_change_at == (state.closes_at if state.open_now else state.next_open_at)


@pytest.mark.parametrize(
    ("name", "given_schedule", "open_now"),
    [
        ("not restricted is always open", Schedule(BERLIN, False), True),
        ("not restricted overrules windows", Schedule(BERLIN, False, OFFICE.windows), True),
        ("restricted with no window is never open", Schedule(BERLIN, True), False),
        ("around the clock never closes", ALL_WEEK, True),
        ("touching nights never close", schedule(*((day, "12:00", "12:00") for day in range(7))), True),
    ],
)
def test_what_never_changes_has_no_next_change(name: str, given_schedule: Schedule, open_now: bool) -> None:
    assert availability(given_schedule, at("2025-03-29T23:00")) == Availability(open_now, BERLIN)


@pytest.mark.parametrize(
    "zone", ["Mars/Phobos", "", "../etc/passwd", "/etc/localtime", "Europe", "x" * 5000, "a\0b", "\ud800"]
)
def test_an_unknown_zone_is_closed_and_says_so(zone: str) -> None:
    now = at("2025-03-03T10:00")
    state = availability(Schedule(zone, True, ALL_WEEK.windows), now)
    assert state == Availability(False, zone, unknown_timezone=True)
    assert list(open_intervals(Schedule(zone, True, ALL_WEEK.windows), now, now + timedelta(days=2))) == []
    assert availability(Schedule(zone, False), now) == Availability(True, zone, unknown_timezone=True)


# Clocks go from 02:00 to 03:00 on 2025-03-30 (a Sunday) and from 03:00 back to 02:00 on 2025-10-26 in Berlin;
# Lord Howe's go by half an hour, from 02:00 to 02:30 on 2025-10-05.
@pytest.mark.parametrize(
    ("name", "window", "zone", "day", "hours", "ends"),
    [
        ("a skipped opening moves on", ("02:30", "05:00"), BERLIN, "2025-03-30", 1.5, "05:00"),
        ("a skipped closing moves on", ("01:00", "02:30"), BERLIN, "2025-03-30", 1.5, "03:30"),
        ("a window over the gap is an hour short", ("01:00", "05:00"), BERLIN, "2025-03-30", 3, "05:00"),
        ("a repeated opening is its first", ("02:30", "05:00"), BERLIN, "2025-10-26", 3.5, "05:00"),
        ("a repeated closing is its first", ("01:00", "02:30"), BERLIN, "2025-10-26", 1.5, "02:30"),
        ("a window within the repeated hour opens once", ("02:00", "02:45"), BERLIN, "2025-10-26", 0.75, "02:45"),
        ("the gap may be half an hour", ("02:15", "04:00"), "Australia/Lord_Howe", "2025-10-05", 1.25, "04:00"),
        ("midnight may be skipped", ("00:00", "02:00"), "Africa/Cairo", "2025-04-25", 1, "02:00"),
    ],
)
def test_clock_changes(name: str, window: tuple[str, str], zone: str, day: str, hours: float, ends: str) -> None:
    start = at(f"{day}T00:00", zone) - timedelta(hours=2)
    weekday = at(f"{day}T12:00", zone).weekday()
    found = list(open_intervals(schedule((weekday, *window), zone=zone), start, start + timedelta(hours=30)))
    assert len(found) == 1
    opens, closes = (moment.astimezone(UTC) for moment in found[0])
    assert closes - opens == timedelta(hours=hours)
    assert closes == at(f"{day}T{ends}", zone).astimezone(UTC)


def test_a_window_that_the_gap_empties_is_dropped() -> None:
    early_sunday = schedule((SUN, "02:30", "03:15"))
    assert availability(early_sunday, at("2025-03-30T03:31")).next_open_at == at("2025-04-06T02:30")
    assert availability(early_sunday, at("2025-03-29T12:00")).next_open_at == at("2025-04-06T02:30")


def test_a_break_that_the_gap_fills_does_not_close() -> None:
    week = schedule(*((day, "00:00", "24:00") for day in range(6)), (SUN, "00:00", "02:00"), (SUN, "03:00", "24:00"))
    assert availability(week, at("2025-03-29T12:00")).closes_at == at("2025-04-06T02:00")


def test_hours_follow_the_zone_and_not_the_one_who_asks() -> None:
    state = availability(OFFICE, at("2025-03-03T01:30", "America/New_York"))
    assert not state.open_now
    assert state.next_open_at == at("2025-03-03T03:00", "America/New_York")
    assert offset_of(state.next_open_at) == timedelta(hours=1)


@pytest.mark.parametrize("moment", [datetime(2025, 3, 3, 10), datetime.min, datetime.max])  # noqa: DTZ001, DTZ901
def test_a_naive_datetime_is_refused(moment: datetime) -> None:
    with pytest.raises(ValueError, match="naive"):
        availability(OFFICE, moment)
    with pytest.raises(ValueError, match="naive"):
        list(open_intervals(OFFICE, moment, at("2025-03-03T10:00")))


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Europe/Amsterdam"])
@pytest.mark.parametrize("asked_in", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
@pytest.mark.parametrize("moment", [datetime.min, datetime.max, datetime(2, 1, 1), datetime(9998, 12, 31)])  # noqa: DTZ001, DTZ901
def test_the_ends_of_the_calendar_are_answered(moment: datetime, zone: str, asked_in: str) -> None:
    now = moment.replace(tzinfo=ZoneInfo(asked_in))
    for restricted in (True, False):
        given_schedule = Schedule(zone, restricted, OFFICE.windows)
        state = availability(given_schedule, now)
        assert state.next_change_at is None or state.next_change_at > now
        assert all(opens < closes for opens, closes in open_intervals(given_schedule, now, now))


def test_intervals_are_clipped_merged_and_in_order() -> None:
    found = list(open_intervals(BREAK, at("2025-03-03T10:00"), at("2025-03-10T09:30")))
    assert found == [
        (at("2025-03-03T10:00"), at("2025-03-03T12:00")),
        (at("2025-03-03T13:00"), at("2025-03-03T18:00")),
        (at("2025-03-10T09:00"), at("2025-03-10T09:30")),
    ]


@pytest.mark.parametrize(
    ("given_schedule", "count"),
    [(ALL_WEEK, 1), (Schedule(BERLIN, False), 1), (Schedule(BERLIN, True), 0), (OFFICE, 10)],
)
def test_intervals_of_two_weeks(given_schedule: Schedule, count: int) -> None:
    start = at("2025-03-03T00:00")
    assert len(list(open_intervals(given_schedule, start, start + timedelta(days=14)))) == count
    assert list(open_intervals(given_schedule, start, start)) == []
    assert list(open_intervals(given_schedule, start, start - timedelta(days=1))) == []


def test_never_opening_is_found_out_quickly() -> None:
    dropped = schedule((SUN, "02:30", "02:30"))
    begun = time.perf_counter()
    for given_schedule in (Schedule(BERLIN, True), dropped, ALL_WEEK):
        for _ in range(20):
            availability(given_schedule, at("2025-03-29T12:00"))
    assert time.perf_counter() - begun < 2


STEPS = st.integers(0, 95).map(lambda step: step * 15)
WINDOWS = st.builds(Window, st.integers(0, 6), STEPS, STEPS.map(lambda opens: opens + 15))
ZONES = st.sampled_from(
    [BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "Africa/Cairo"]
)
# Around the clock changes of those zones.
NOWS = st.sampled_from(
    ["2025-03-09", "2025-03-30", "2025-04-06", "2025-04-25", "2025-10-05", "2025-10-26", "2025-06-15"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WINDOWS, max_size=8), ZONES, NOWS, st.integers(-5000, 5000), st.floats(0, 0.99))
def test_the_state_holds_until_the_next_change_and_differs_there(
    windows: list[Window], zone: str, day: str, away: int, part: float
) -> None:
    given_schedule = Schedule(zone, True, tuple(windows))
    now = datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(minutes=away)
    state = availability(given_schedule, now)
    change = state.next_change_at
    if change is None:
        assert availability(given_schedule, now + timedelta(days=40)).open_now == state.open_now
        return
    assert change > now
    assert availability(given_schedule, change).open_now != state.open_now
    between = availability(given_schedule, now + part * (change.astimezone(UTC) - now))
    assert (between.open_now, between.next_change_at) == (state.open_now, change)


@settings(max_examples=60, deadline=None)
@given(st.lists(WINDOWS, max_size=8), ZONES, NOWS, st.integers(-5000, 5000))
def test_open_is_what_some_interval_covers(windows: list[Window], zone: str, day: str, away: int) -> None:
    given_schedule = Schedule(zone, True, tuple(windows))
    now = datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(minutes=away)
    around = open_intervals(given_schedule, now - timedelta(days=9), now + timedelta(days=9))
    covered = any(opens <= now < closes for opens, closes in around)
    assert availability(given_schedule, now).open_now == covered

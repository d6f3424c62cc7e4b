"""What holds of all hours: the engine against two others that share no line with it, and laws that need no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from handoff.availability import DAY_MINUTES, Closure, Hours, Schedule, Window
from handoff.evaluation.rfc5545 import Reading

MICROSECOND, MINUTE, DAY = timedelta(microseconds=1), timedelta(minutes=1), timedelta(days=1)
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ALL_WEEK = tuple(Window(day, 0, DAY_MINUTES) for day in range(7))

# Each zone with days on which its clock changed, or on which its offset is a rare one.
ZONE_DAYS = (
    ("Europe/Berlin", "2025-03-30", "2025-10-26", "1970-01-01", "2038-01-19", "2024-02-29", "2025-12-31"),
    ("America/New_York", "2025-03-09", "2025-11-02", "2007-03-11"),
    ("Australia/Lord_Howe", "2025-04-06", "2025-10-05"),
    ("Antarctica/Troll", "2025-03-30", "2025-10-26"),
    ("Africa/Casablanca", "2025-02-23", "2025-04-06"),
    ("Africa/Cairo", "2023-04-28", "2023-10-27"),
    ("America/Sao_Paulo", "2018-11-04", "2019-02-17"),
    ("Asia/Beirut", "2023-03-26", "2023-03-30", "2023-10-29"),
    ("Asia/Kathmandu", "1986-01-01", "2025-06-15"),
    ("Africa/Monrovia", "1970-03-01", "1972-01-07"),
    ("Pacific/Apia", "2011-12-30", "2011-12-31", "2012-04-01"),
    ("Pacific/Kiritimati", "1994-12-31", "1995-01-01"),
    ("Pacific/Pago_Pago", "2025-06-15"),
    ("Pacific/Chatham", "2025-04-06", "2025-09-28"),
    ("America/Toronto", "1919-03-31"),
    ("Asia/Manila", "1844-12-31"),
)
# No offset of these has changed for long: a local day has 24 hours.
STEADY_ZONES = ("UTC", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Pago_Pago", "Pacific/Kiritimati")

STEPS = st.integers(0, 95).map(lambda step: step * 15)
PAIRS = st.tuples(STEPS, STEPS.map(lambda opens: opens + 15))
WINDOWS = st.builds(lambda weekday, pair: Window(weekday, *pair), st.integers(0, 6), PAIRS)
WEEKS = st.lists(WINDOWS, max_size=8).map(tuple) | st.just(ALL_WEEK)


@st.composite
def zones_and_days(draw: st.DrawFn) -> tuple[str, date]:
    zone, *days = draw(st.sampled_from(ZONE_DAYS))
    return zone, date.fromisoformat(draw(st.sampled_from(days)))


@st.composite
def closures(draw: st.DrawFn, near: date) -> Closure:
    first = near + draw(st.integers(-20, 20)) * DAY
    length = draw(st.sampled_from([0, 0, 1, 2, 9, 100, 330]))
    hours = draw(st.lists(PAIRS, max_size=2).map(tuple))
    return Closure(first, first + length * DAY, hours, yearly=draw(st.booleans()))


@st.composite
def questions(draw: st.DrawFn) -> tuple[Schedule, datetime]:
    """A schedule, and an instant within days of a clock change, often at an edge or a microsecond from it."""
    zone, day = draw(zones_and_days())
    schedule = Schedule(zone, True, draw(WEEKS), draw(st.lists(closures(day), max_size=4).map(tuple)))
    now = datetime.combine(day, datetime.min.time(), UTC) + draw(st.integers(-5000, 5000)) * MINUTE
    edges = [edge.astimezone(UTC) for edge in edges_between(schedule, now - DAY, now + DAY)]
    if edges and draw(st.booleans()):
        now = draw(st.sampled_from(edges))
    return schedule, now + draw(st.sampled_from([-1, 0, 1])) * MICROSECOND


def edges_between(schedule: Schedule, start: datetime, end: datetime) -> Iterator[datetime]:
    return (edge for interval in Hours(schedule).open_intervals(start, end) for edge in interval)


def open_time(schedule: Schedule, start: datetime, end: datetime) -> timedelta:
    stretches = Hours(schedule).open_intervals(start, end)
    return sum((closing.astimezone(UTC) - opening.astimezone(UTC) for opening, closing in stretches), timedelta())


def utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


@settings(max_examples=200, deadline=None)
@given(questions())
def test_it_agrees_with_a_reading_of_rfc_5545(question: tuple[Schedule, datetime]) -> None:
    schedule, now = question
    reading = Reading(schedule, now.date() - 2 * DAY)
    state = Hours(schedule).availability(now)
    assert state.open_now == reading.is_open(now)
    assert utc(state.next_change_at) == reading.next_change(now)
    if state.closes_at:
        assert utc(state.next_open_at) == reading.next_opening(state.closes_at)


def osm(windows: tuple[Window, ...]) -> str:
    """The week as opening-hours-py reads it: every rule adds, a night runs on beyond 24:00."""
    rules = []
    for window in windows:
        closes = window.closes if window.closes > window.opens else window.closes + DAY_MINUTES
        clocks = (f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (window.opens, closes))
        rules.append(f"{WEEKDAYS[window.weekday]} {'-'.join(clocks)}")
    return ", ".join(rules)


@settings(max_examples=120, deadline=None)
@given(st.lists(WINDOWS, min_size=1, max_size=8).map(tuple), zones_and_days(), st.integers(-20000, 20000))
def test_it_agrees_with_opening_hours_py(windows: tuple[Window, ...], place: tuple[str, date], away: int) -> None:
    zone, day = place
    assume(day.year >= 1970)
    now = datetime.combine(day, datetime.min.time(), UTC) + away * MINUTE
    # In days of a clock change opening-hours-py errs: the reading of RFC 5545 judges those.
    offsets = {(now + hours * timedelta(hours=1)).astimezone(ZoneInfo(zone)).utcoffset() for hours in range(-48, 49)}
    assume(len(offsets) == 1)
    theirs = OpeningHours(osm(windows), timezone=ZoneInfo(zone))
    hours = Hours(Schedule(zone, True, windows))
    asked = now.astimezone(ZoneInfo(zone))
    assert hours.is_open(now) == theirs.is_open(asked)
    change = theirs.next_change(asked)
    if change and change - now < 2 * DAY:
        assert hours.next_change(now) == change


@settings(max_examples=120, deadline=None)
@given(questions(), st.lists(st.floats(0, 0.999), min_size=8, max_size=8))
def test_the_state_holds_until_the_next_change_and_differs_there(
    question: tuple[Schedule, datetime], parts: list[float]
) -> None:
    schedule, now = question
    hours = Hours(schedule)
    state, change = hours.availability(now), utc(hours.next_change(now))
    if change is None:
        assert {hours.is_open(now + days * DAY) for days in range(400)} == {state.open_now}
        return
    assert change > now
    assert hours.is_open(change) is not state.open_now
    assert hours.is_open(change - MICROSECOND) is state.open_now
    for part in parts:
        between = hours.availability(now + part * (change - MICROSECOND - now))
        assert (between.open_now, between.next_change_at) == (state.open_now, state.next_change_at)


@settings(max_examples=100, deadline=None)
@given(questions())
def test_each_door_gives_the_same_answer(question: tuple[Schedule, datetime]) -> None:
    schedule, now = question
    hours = Hours(schedule)
    state = hours.availability(now)
    assert hours.is_open(now) == state.open_now
    assert hours.next_change(now) == state.next_change_at
    stretches = list(hours.open_intervals(now - 9 * DAY, now + 9 * DAY))
    assert any(opening <= now < closing for opening, closing in stretches) == state.open_now
    for opening, closing in [(utc(opening), utc(closing)) for opening, closing in stretches[1:-1]]:
        assert (hours.is_open(opening), hours.is_open(closing)) == (True, False)
        assert (hours.is_open(opening - MICROSECOND), hours.is_open(closing - MICROSECOND)) == (False, True)


@settings(max_examples=100, deadline=None)
@given(questions(), st.integers(-1439, 1439))
def test_whoever_asks_from_wherever_gets_the_same_answer(question: tuple[Schedule, datetime], offset: int) -> None:
    schedule, now = question
    elsewhere = now.astimezone(timezone(offset * MINUTE))
    assert Hours(schedule).availability(elsewhere) == Hours(schedule).availability(now)


@settings(max_examples=150, deadline=None)
@given(questions())
def test_no_local_time_is_shown_that_a_clock_change_skips(question: tuple[Schedule, datetime]) -> None:
    schedule, now = question
    state = Hours(schedule).availability(now)
    for shown in (state.next_open_at, state.closes_at):
        if shown:
            again = shown.astimezone(UTC).astimezone(ZoneInfo(schedule.timezone))
            assert (again.isoformat(), again.fold) == (shown.isoformat(), shown.fold)


@settings(max_examples=100, deadline=None)
@given(questions(), st.integers(0, 20000), st.integers(0, 20000))
def test_intervals_add_up(question: tuple[Schedule, datetime], first: int, then: int) -> None:
    schedule, start = question
    middle = start + first * MINUTE
    end = middle + then * MINUTE
    assert open_time(schedule, start, end) == open_time(schedule, start, middle) + open_time(schedule, middle, end)


@settings(max_examples=60, deadline=None)
@given(questions())
def test_the_order_of_rows_means_nothing(question: tuple[Schedule, datetime]) -> None:
    schedule, now = question
    other = replace(schedule, windows=schedule.windows[::-1], closures=schedule.closures[::-1])
    assert Hours(other).availability(now) == Hours(schedule).availability(now)


@settings(max_examples=100, deadline=None)
@given(questions(), st.integers(0, 6))
def test_unchecking_a_day_opens_nothing(question: tuple[Schedule, datetime], weekday: int) -> None:
    schedule, now = question
    fewer = replace(schedule, windows=tuple(window for window in schedule.windows if window.weekday != weekday))
    assert Hours(schedule).is_open(now) or not Hours(fewer).is_open(now)


STEADY_DAY = datetime(2025, 6, 15, tzinfo=UTC)


@settings(max_examples=100, deadline=None)
@given(WEEKS, st.sampled_from(STEADY_ZONES), st.integers(0, 20000))
def test_widening_closes_nothing(windows: tuple[Window, ...], zone: str, away: int) -> None:
    now = STEADY_DAY + away * MINUTE
    wider = tuple(
        replace(window, opens=window.opens - 15) if 15 <= window.opens < window.closes else window for window in windows
    )
    assert Hours(Schedule(zone, True, wider)).is_open(now) or not Hours(Schedule(zone, True, windows)).is_open(now)


@settings(max_examples=100, deadline=None)
@given(WEEKS, st.sampled_from(STEADY_ZONES), st.integers(0, 20000))
def test_windows_a_day_later_open_a_day_later(windows: tuple[Window, ...], zone: str, away: int) -> None:
    now = STEADY_DAY + away * MINUTE
    later = tuple(replace(window, weekday=(window.weekday + 1) % 7) for window in windows)
    before = Hours(Schedule(zone, True, windows))
    assert before.is_open(now) == Hours(Schedule(zone, True, later)).is_open(now + DAY)
    assert before.is_open(now) == before.is_open(now + 7 * DAY)


# A window a weekday, of whole hours, none with an edge in an hour that Berlin skips or repeats.
BERLIN_DAYS = st.lists(
    st.none() | st.tuples(st.sampled_from([0, 1, 4, 8]), st.sampled_from([9, 17, 24])), min_size=7, max_size=7
)


@settings(max_examples=60, deadline=None)
@given(BERLIN_DAYS, st.sampled_from([("2025-03-24", -1), ("2025-06-16", 0), ("2025-10-20", 1)]))
def test_a_week_is_as_long_as_its_windows_but_for_the_clock_change(
    days: list[tuple[int, int] | None], week: tuple[str, int]
) -> None:
    monday, change = datetime.fromisoformat(week[0]).replace(tzinfo=ZoneInfo("Europe/Berlin")), week[1]
    windows = tuple(Window(day, pair[0] * 60, pair[1] * 60) for day, pair in enumerate(days) if pair)
    hours = sum(pair[1] - pair[0] for pair in days if pair)
    sunday = days[6]
    if sunday and sunday[0] < 2:
        hours += change
    found = open_time(Schedule("Europe/Berlin", True, windows), monday, monday + 7 * DAY)
    assert found == timedelta(hours=hours)


@pytest.mark.parametrize("zone", [zone for zone, *_ in ZONE_DAYS])
def test_all_week_is_as_no_restriction_at_all(zone: str) -> None:
    always = Hours(Schedule(zone, True, ALL_WEEK))
    for year in (1900, 1970, 1995, 2011, 2025, 2038, 2100):
        now = datetime(year, 1, 1, tzinfo=UTC)
        assert always.availability(now) == Hours(Schedule(zone, False)).availability(now)
        assert len(list(always.open_intervals(now, now + 366 * DAY))) == 1


ODD_WINDOWS = tuple(
    Window(weekday, opens, closes)
    for weekday in range(7)
    for opens, closes in ((15, 30), (45, 120), (150, 195), (600, 1380), (1395, 15))
)


@pytest.mark.parametrize(("zone", "day"), [(zone, day) for zone, *days in ZONE_DAYS for day in days])
def test_each_quarter_of_an_hour_around_a_clock_change(zone: str, day: str) -> None:
    schedule = Schedule(zone, True, ODD_WINDOWS)
    start = datetime.fromisoformat(day).replace(tzinfo=UTC) - DAY
    hours, reading = Hours(schedule), Reading(schedule, start.date())
    for quarter in range(3 * 96):
        now = start + quarter * 15 * MINUTE
        for moment in (now - MICROSECOND, now):
            assert hours.is_open(moment) == reading.is_open(moment), moment
            assert utc(hours.next_change(moment)) == reading.next_change(moment), moment

"""The next two weeks as they are drawn."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from handoff import words
from handoff.availability import Closure, Hours, Schedule, Window
from handoff.fortnight import DAYS, Day, fortnight
from handoff.meaning import meaning_of
from tests.random_hours import ZONES

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORKING_WEEK = tuple(Window(day, 480, 1200) for day in range(5))
ALL_WEEK = tuple(Window(day, 0, 1440) for day in range(7))


def drawn(now: datetime, *windows: Window, zone: str = "UTC", closures: tuple[Closure, ...] = ()) -> list[Day]:
    return fortnight(Hours(Schedule(zone, True, windows, closures)), now)


def spans(day: Day) -> list[tuple[int, int]]:
    return [(stretch.starts, stretch.ends) for stretch in day.stretches]


def test_fourteen_days_from_today_on_with_the_present_minute_on_the_first() -> None:
    days = drawn(MONDAY_NOON, *WORKING_WEEK, zone="America/New_York")
    assert [day.date for day in days] == [date(2026, 11, 23) + timedelta(days=ahead) for ahead in range(DAYS)]
    assert [day.now for day in days] == [7 * 60] + [None] * 13
    assert [spans(day) for day in days] == ([[(480, 1200)]] * 5 + [[], []]) * 2


def test_today_is_the_day_of_the_schedules_clocks() -> None:
    assert drawn(datetime(2026, 11, 23, 2, tzinfo=UTC), zone="America/New_York")[0].date == date(2026, 11, 22)


def test_what_goes_on_through_midnight_is_cut_there() -> None:
    monday, tuesday = drawn(MONDAY_NOON, Window(0, 1320, 120))[:2]
    assert (spans(monday), spans(tuesday)) == ([(1320, 1440)], [(0, 120)])


def test_the_clocks_go_back() -> None:
    days = drawn(datetime(2026, 10, 25, 12, tzinfo=UTC), *ALL_WEEK, zone="America/New_York")
    changed = [day for day in days if day.changes]
    assert [day.date for day in changed] == [date(2026, 11, 1)]
    assert words.clock_change(changed[0].changes[0]) == "clocks go back 02:00 → 01:00"
    assert all(spans(day) == [(0, 1440)] for day in days)


@pytest.mark.parametrize(
    ("zone", "today", "day", "said"),
    [
        ("Europe/Berlin", date(2027, 3, 20), date(2027, 3, 28), "clocks go forward 02:00 → 03:00"),
        (
            "Australia/Lord_Howe",
            datetime(2026, 10, 1, tzinfo=UTC),
            date(2026, 10, 4),
            "clocks go forward 02:00 → 02:30",
        ),
        ("Antarctica/Troll", date(2027, 3, 20), date(2027, 3, 28), "clocks go forward 01:00 → 03:00"),
        ("Asia/Beirut", date(2027, 3, 20), date(2027, 3, 28), "clocks go forward 00:00 → 01:00"),
        ("Africa/Casablanca", date(2026, 2, 10), date(2026, 2, 15), "clocks go back 03:00 → 02:00"),
        ("America/Nuuk", date(2026, 10, 20), date(2026, 10, 24), "clocks go back 00:00 → 23:00"),
    ],
)
def test_a_change_of_the_clocks_is_found_on_its_day(zone: str, today: date, day: date, said: str) -> None:
    now = datetime.combine(today, time(), UTC)
    changed = [drawn_day for drawn_day in drawn(now, zone=zone) if drawn_day.changes]
    assert [(it.date, words.clock_change(it.changes[0])) for it in changed] == [(day, said)]


def test_a_day_that_a_zone_skipped_is_empty() -> None:
    days = drawn(datetime(2011, 12, 28, 12, tzinfo=UTC), *ALL_WEEK, zone="Pacific/Apia")
    skipped = next(day for day in days if day.date == date(2011, 12, 30))
    assert spans(skipped) == []


@pytest.mark.parametrize(
    ("closure", "closed"),
    [
        (Closure(date(2026, 11, 26), date(2026, 11, 26), label="Thanksgiving"), {26}),
        (Closure(date(2026, 11, 24), date(2026, 11, 25), label="Move"), {24, 25}),
        (Closure(date(2001, 11, 26), date(2001, 11, 27), yearly=True, label="Each year"), {26, 27}),
        (Closure(date(2001, 11, 28), date(2002, 11, 27), yearly=True, label="Always"), set(range(23, 37))),
        (Closure(date(2025, 12, 24), date(2026, 1, 2), yearly=True, label="Over the new year"), set()),
    ],
)
def test_closures_are_named_on_their_days_and_nothing_is_open(closure: Closure, closed: set[int]) -> None:
    days = drawn(MONDAY_NOON, *ALL_WEEK, closures=(closure,))
    first = date(2026, 11, 1)
    assert {(day.date - first).days + 1 for day in days if day.closure} == closed
    assert {(day.date - first).days + 1 for day in days if not day.stretches} == closed


def test_a_closure_over_the_new_year_comes_every_year() -> None:
    closure = Closure(date(2020, 12, 31), date(2021, 1, 1), yearly=True)
    days = drawn(datetime(2026, 12, 30, tzinfo=UTC), *ALL_WEEK, closures=(closure,))
    assert [day.date for day in days if day.closure] == [date(2026, 12, 31), date(2027, 1, 1)]


def test_of_two_closures_the_one_that_counts_is_named() -> None:
    long = Closure(date(2026, 11, 1), date(2026, 12, 31), label="Stocktaking")
    day = Closure(date(2026, 11, 26), date(2026, 11, 26), ((600, 720),), label="Short day")
    named = drawn(MONDAY_NOON, *ALL_WEEK, closures=(long, day))[3]
    assert (named.closure, spans(named)) == (day, [(600, 720)])


@pytest.mark.parametrize("zone", ZONES)
def test_each_zone_can_be_drawn_through_a_year(zone: str) -> None:
    hours = Hours(Schedule(zone, True, (*WORKING_WEEK, Window(4, 1380, 165))))
    for week in range(0, 53, 2):
        for day in fortnight(hours, datetime(2026, 1, 5, tzinfo=UTC) + timedelta(weeks=week)):
            assert all(0 <= stretch.starts <= stretch.ends <= 1440 for stretch in day.stretches)
            assert len(day.changes) <= 1


def test_the_days_are_said_in_words_too() -> None:
    hours = Hours(Schedule("UTC", True, (Window(0, 480, 720), Window(0, 780, 1200), Window(1, 0, 1440))))
    rows = meaning_of(hours, timedelta(), MONDAY_NOON).rows
    assert [row.hours for row in rows[:3]] == ["08:00 to 12:00, 13:00 to 20:00", "open all day", "closed"]
    assert (rows[0].title, rows[0].full_title) == ("Mon 23 Nov", "Monday 23 November")


@pytest.mark.parametrize("schedule", [Schedule("UTC", restricted=False), Schedule("Mars/Phobos", True, WORKING_WEEK)])
def test_nothing_is_drawn_at_all_hours_or_in_no_zone(schedule: Schedule) -> None:
    assert meaning_of(Hours(schedule), timedelta(), MONDAY_NOON).rows == ()


@pytest.mark.parametrize(
    ("margin", "said"),
    [
        (0, ""),
        (15, "Closes for offers at 19:45"),
        (8 * 60, "No more offers until closing; a customer who asks for a human still gets one"),
    ],
)
def test_from_when_on_nothing_is_offered(margin: int, said: str) -> None:
    hours = Hours(Schedule("UTC", True, WORKING_WEEK))
    assert meaning_of(hours, timedelta(minutes=margin), MONDAY_NOON).offers == said
    assert meaning_of(hours, timedelta(minutes=margin), MONDAY_NOON + timedelta(hours=12)).offers == ""

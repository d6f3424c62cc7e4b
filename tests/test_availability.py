from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handoff.availability import Availability, Closure, Hours, Schedule, Window, availability, open_intervals

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


def closure(text: str) -> Closure:
    """Of "yearly 2024-12-24..2025-01-06 10:00-12:00 14:00-15:00", where only one day is a must."""
    days, *hours = text.removeprefix("yearly ").split()
    first, _, last = days.partition("..")
    pairs = [clocks.split("-") for clocks in hours]
    return Closure(
        date.fromisoformat(first),
        date.fromisoformat(last or first),
        tuple((minutes(opens), minutes(closes)) for opens, closes in pairs),
        text.startswith("yearly "),
    )


def with_closures(given_schedule: Schedule, *texts: str) -> Schedule:
    return replace(given_schedule, closures=tuple(map(closure, texts)))


NIGHTS = schedule(*((day, "22:00", "06:00") for day in range(7)))
MONDAYS = schedule((MON, "09:00", "17:00"))
NO_WEEK = Schedule(BERLIN, True)


# 2025-03-03 is a Monday.
@pytest.mark.parametrize(
    ("name", "given_schedule", "text", "now", "opens"),
    [
        ("closed all day", OFFICE, "2025-03-03", "2025-03-03T10:00", "2025-03-04T09:00"),
        ("seen from the day before", OFFICE, "2025-03-04", "2025-03-03T17:00", "2025-03-05T09:00"),
        ("a range with both its ends", OFFICE, "2025-03-03..2025-03-05", "2025-03-03T09:00", "2025-03-06T09:00"),
        ("hours of its own", OFFICE, "2025-03-03 10:00-12:00", "2025-03-03T09:30", "2025-03-03T10:00"),
        ("its hours end the day", OFFICE, "2025-03-03 10:00-12:00", "2025-03-03T12:00", "2025-03-04T09:00"),
        ("in any order", OFFICE, "2025-03-03 14:00-15:00 10:00-12:00", "2025-03-03T12:00", "2025-03-03T14:00"),
        ("it opens a Sunday", OFFICE, "2025-03-09 10:00-12:00", "2025-03-07T17:00", "2025-03-09T10:00"),
        ("a night that starts on it is dropped", NIGHTS, "2025-03-04", "2025-03-04T22:00", "2025-03-05T22:00"),
        ("yearly, first years ago", OFFICE, "yearly 2001-03-03", "2025-03-03T10:00", "2025-03-04T09:00"),
        ("yearly, and before the first", OFFICE, "yearly 2031-03-03", "2025-03-03T10:00", "2025-03-04T09:00"),
        ("over the new year", OFFICE, "yearly 2024-12-24..2025-01-06", "2029-12-24T10:00", "2030-01-07T09:00"),
        ("the same, in one year", OFFICE, "yearly 2024-12-24..2024-01-06", "2029-12-24T10:00", "2030-01-07T09:00"),
        ("29 February", OFFICE, "yearly 2024-02-29", "2028-02-29T10:00", "2028-03-01T09:00"),
        ("over 29 February", OFFICE, "yearly 2024-02-28..2024-03-02", "2027-02-27T10:00", "2027-03-03T09:00"),
        ("no day but 29 February", MONDAYS, "yearly 2025-03-01..2025-02-28", "2025-03-03T10:00", "2044-02-29T09:00"),
        ("no leap day in 2100", MONDAYS, "yearly 2025-03-01..2025-02-28", "2072-03-01T10:00", "2112-02-29T09:00"),
        ("one opening far away", NO_WEEK, "2900-01-01 09:00-10:00", "2025-03-03T10:00", "2900-01-01T09:00"),
        ("closed for centuries", OFFICE, "0001-01-01..2899-12-31", "2025-03-03T10:00", "2900-01-01T09:00"),
        ("it ends before it begins", OFFICE, "2025-03-05..2025-03-03", "2025-03-03T08:00", "2025-03-03T09:00"),
    ],
)
def test_closed_around_a_closure(name: str, given_schedule: Schedule, text: str, now: str, opens: str) -> None:
    state = availability(with_closures(given_schedule, text), at(now))
    assert state == Availability(False, BERLIN, next_open_at=at(opens))


@pytest.mark.parametrize(
    ("name", "given_schedule", "text", "now", "closes"),
    [
        ("in hours of its own", OFFICE, "2025-03-03 10:00-12:00", "2025-03-03T11:00", "2025-03-03T12:00"),
        ("they run past midnight", OFFICE, "2025-03-03 20:00-02:00", "2025-03-04T01:00", "2025-03-04T02:00"),
        ("they touch the next day's", OFFICE, "2025-03-03 20:00-09:00", "2025-03-03T21:00", "2025-03-04T17:00"),
        ("the night before stays open", NIGHTS, "2025-03-04", "2025-03-04T05:00", "2025-03-04T06:00"),
        ("around the clock but for a day", ALL_WEEK, "2025-03-05", "2025-03-03T10:00", "2025-03-05T00:00"),
        ("but for a day of a later year", ALL_WEEK, "2028-12-25", "2025-03-03T10:00", "2028-12-25T00:00"),
        ("but for a day of each year", ALL_WEEK, "yearly 2020-12-25", "2025-12-26T00:00", "2026-12-25T00:00"),
        ("no 29 February, no closure", OFFICE, "yearly 2024-02-29", "2027-03-01T10:00", "2027-03-01T17:00"),
    ],
)
def test_open_around_a_closure(name: str, given_schedule: Schedule, text: str, now: str, closes: str) -> None:
    state = availability(with_closures(given_schedule, text), at(now))
    assert (state.open_now, state.closes_at) == (True, at(closes))


DAY, WEEK = "2025-03-05", "2025-03-03..2025-03-09"
YEARLY_DAY, YEARLY_WEEK = "yearly 2020-03-05 14:00-15:00", "yearly 2020-03-01..2020-03-09 15:00-16:00"
EACH_DAY = "yearly 2025-01-01..2025-12-31"


@pytest.mark.parametrize(
    ("name", "closures", "opens"),
    [
        ("a dated one beats a yearly one", [WEEK, YEARLY_DAY], None),
        ("even a longer one", [f"{WEEK} 11:00-12:00", YEARLY_DAY], "11:00"),
        ("a shorter one beats a longer", [WEEK, f"{DAY} 10:00-11:00"], "10:00"),
        ("whichever closes", [f"{WEEK} 11:00-12:00", DAY], None),
        ("closed beats open, equal in length", [f"{DAY} 10:00-11:00", DAY], None),
        ("the earlier hours beat the later", [f"{DAY} 12:00-13:00", f"{DAY} 10:00-11:00"], "10:00"),
        ("a shorter yearly one beats a longer", [YEARLY_WEEK, YEARLY_DAY], "14:00"),
        ("a yearly one beats one of every day", [f"{EACH_DAY} 16:00-17:00", YEARLY_WEEK], "15:00"),
        ("one of every day beats the week", [f"{EACH_DAY} 16:00-17:00"], "16:00"),
        (
            "the more closures",
            [EACH_DAY, YEARLY_WEEK, YEARLY_DAY, WEEK, f"{DAY} 12:00-13:00", f"{DAY} 10:00-11:00"],
            "10:00",
        ),
    ],
)
def test_of_several_closures_one_has_the_day(name: str, closures: list[str], opens: str | None) -> None:
    day = at("2025-03-05T00:00"), at("2025-03-06T00:00")
    for order in (closures, closures[::-1]):
        found = [opening for opening, _ in open_intervals(with_closures(OFFICE, *order), *day)]
        assert found == ([at(f"2025-03-05T{opens}")] if opens else [])


@pytest.mark.parametrize("days", ["2025-01-01..2025-12-31", "2025-12-31..2026-12-30", "2025-12-31..2027-06-01"])
def test_a_yearly_closure_of_a_year_or_more_is_every_day(days: str) -> None:
    always_closed = with_closures(ALL_WEEK, f"yearly {days}")
    assert availability(always_closed, at("2028-02-29T10:00")) == Availability(False, BERLIN)


def test_closures_mean_nothing_where_hours_are_not_restricted() -> None:
    always = with_closures(Schedule(BERLIN, False), "2025-03-03")
    assert availability(always, at("2025-03-03T10:00")) == Availability(True, BERLIN)


HALVES = "yearly 2025-01-01..2025-06-30", "yearly 2025-07-01..2025-12-31"
CHRISTMASES = [f"{year}-12-25" for year in range(2000, 3000)]
OVERLAPPING_ALL_WEEK = schedule(
    *((day, *hours) for day in range(7) for hours in (("00:00", "13:00"), ("12:00", "24:00")))
)


@pytest.mark.parametrize(
    ("name", "given_schedule"),
    [
        ("no window", NO_WEEK),
        ("a yearly closure of each day", with_closures(OFFICE, EACH_DAY)),
        ("two that share the year", with_closures(OFFICE, *HALVES)),
        ("closed to the end of the calendar", with_closures(OFFICE, "2025-01-01..9999-12-31")),
        ("closed in all the calendar", with_closures(OFFICE, "0001-01-01..9999-12-31")),
        ("its only opening is over", with_closures(NO_WEEK, "2020-01-01 09:00-10:00", "yearly 2020-12-25")),
        ("a thousand holidays of no week", with_closures(NO_WEEK, *CHRISTMASES)),
        ("around the clock", ALL_WEEK),
        ("around the clock on holidays, too", with_closures(ALL_WEEK, "yearly 2025-12-25 00:00-24:00")),
        ("overlapping around the clock", OVERLAPPING_ALL_WEEK),
    ],
)
def test_what_never_changes_is_found_out_quickly(name: str, given_schedule: Schedule) -> None:
    begun = time.perf_counter()
    for year in range(2025, 2035):
        state = availability(given_schedule, at(f"{year}-03-03T12:00"))
        assert state.next_change_at is None
        assert state.next_open_at is None
    assert time.perf_counter() - begun < 2


def test_a_thousand_overlapping_closures() -> None:
    start = date(2025, 1, 1)
    days = [start + timedelta(days=3 * number) for number in range(1000)]
    closures = [Closure(day, day + timedelta(days=number % 9)) for number, day in enumerate(days)]
    begun = time.perf_counter()
    hours = Hours(replace(schedule((THU, "09:00", "09:15")), closures=tuple(closures)))
    free = [
        day
        for day in map(date.fromordinal, range(start.toordinal(), start.toordinal() + 3000))
        if day.weekday() == THU and not any(closure.first <= day <= closure.last for closure in closures)
    ]
    found = [
        opening.date() for opening, _ in hours.open_intervals(at("2025-01-01"), at("2025-01-01") + timedelta(days=2999))
    ]
    assert found == free
    assert hours.availability(at("2025-01-01")).next_open_at == at(f"{free[0]}T09:00")
    assert time.perf_counter() - begun < 2


def test_a_day_that_the_zone_skipped() -> None:
    apia = schedule((THU, "22:00", "06:00"), (FRI, "09:00", "17:00"), (SAT, "08:00", "10:00"), zone="Pacific/Apia")
    found = list(open_intervals(apia, at("2011-12-29T12:00", "UTC"), at("2012-01-01T12:00", "UTC")))
    # Friday 30 December did not exist: its times are those of the Saturday.
    assert [(opening.isoformat(), closing.isoformat()) for opening, closing in found] == [
        ("2011-12-29T22:00:00-10:00", "2011-12-31T06:00:00+14:00"),
        ("2011-12-31T08:00:00+14:00", "2011-12-31T17:00:00+14:00"),
    ]


def test_offsets_may_have_seconds() -> None:
    # Monrovia was 44 minutes and 30 seconds behind until 1972. 2 February 1970 is a Monday.
    monrovia = schedule((MON, "09:00", "17:00"), zone="Africa/Monrovia")
    opening = datetime(1970, 2, 2, 9, 44, 30, tzinfo=UTC)
    assert availability(monrovia, opening - timedelta(microseconds=1)).next_open_at == opening
    assert availability(monrovia, opening).open_now


def test_threads_may_share_hours() -> None:
    shared = Hours(with_closures(OFFICE, "2025-03-05", "yearly 2025-12-25"))
    moments = [at("2020-01-01T12:34") + timedelta(days=3 * number) for number in range(1500)]
    alone = [Hours(shared.schedule).availability(moment) for moment in moments[::50]]
    with ThreadPoolExecutor(8) as pool:
        everybody = list(pool.map(lambda _: [shared.availability(moment) for moment in moments], range(8)))
    assert all(answers == everybody[0] for answers in everybody)
    assert everybody[0][::50] == alone

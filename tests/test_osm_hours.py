"""What opening-hours-py can be asked, and proof of each difference for which it is not asked."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handoff.availability import Closure, Schedule, Window
from handoff.evaluation.rfc5545 import stretches
from tests.clock_changes import clock_changes
from tests.osm_hours import OsmHours, expression, same_tz_data

BERLIN = "Europe/Berlin"
MON, TUE, WED = range(3)
SUN = 6
DAY = timedelta(days=1)
# 2026-11-23 is a Monday.
MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))
TEN_TO_NOON = (10 * 60, 12 * 60)
NIGHT = (22 * 60, 2 * 60)


def schedule(*windows: tuple[int, tuple[int, int]], closures: tuple[Closure, ...] = ()) -> Schedule:
    return Schedule(BERLIN, True, tuple(Window(day, *pair) for day, pair in windows), closures)


def at(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(BERLIN))


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (schedule(), "off"),
        (schedule((MON, TEN_TO_NOON), (MON, (0, 1440))), "Mo 10:00-12:00, Mo 00:00-24:00"),
        (schedule((SUN, NIGHT), (TUE, (720, 720))), "Su 22:00-26:00, Tu 12:00-36:00"),
        (schedule(closures=(Closure(MONDAY, TUESDAY),)), "off; 2026 Nov 23-2026 Nov 24 off"),
        (
            schedule(closures=(Closure(MONDAY, MONDAY, (TEN_TO_NOON, (900, 960)), yearly=True),)),
            "off; Nov 23 10:00-12:00,15:00-16:00",
        ),
        (
            schedule(
                closures=(Closure(MONDAY, MONDAY), Closure(MONDAY, WEDNESDAY), Closure(MONDAY, MONDAY, yearly=True))
            ),
            "off; Nov 23 off; 2026 Nov 23-2026 Nov 25 off; 2026 Nov 23 off",
        ),
    ],
)
def test_a_schedule_is_written_as_it_reads_it(given: Schedule, written: str) -> None:
    assert expression(given) == written


EVERY_DAY = tuple((day, TEN_TO_NOON) for day in range(7))
LEAP_DAY = date(2000, 2, 29)


@pytest.mark.parametrize(
    ("name", "closures", "first"),
    [
        ("one day", (Closure(TUESDAY, TUESDAY),), date(2026, 11, 20)),
        ("other hours", (Closure(TUESDAY, WEDNESDAY, ((660, 780), (900, 960))),), date(2026, 11, 20)),
        ("over the new year", (Closure(date(2000, 12, 30), date(2000, 1, 2), yearly=True),), date(2026, 12, 25)),
        ("leap day in a common year", (Closure(LEAP_DAY, LEAP_DAY, yearly=True),), date(2027, 2, 22)),
        ("leap day in a leap year", (Closure(LEAP_DAY, LEAP_DAY, yearly=True),), date(2028, 2, 22)),
        ("until a leap day", (Closure(date(2000, 2, 27), LEAP_DAY, yearly=True),), date(2027, 2, 22)),
        ("from a leap day", (Closure(LEAP_DAY, date(2000, 3, 2), yearly=True),), date(2027, 2, 22)),
        (
            "the stronger of two",
            (Closure(MONDAY, WEDNESDAY), Closure(TUESDAY, TUESDAY, ((660, 780),))),
            date(2026, 11, 20),
        ),
    ],
)
def test_closures_without_nights_mean_the_same(name: str, closures: tuple[Closure, ...], first: date) -> None:
    given = schedule(*EVERY_DAY, closures=closures)
    osm, now, found = OsmHours(given), at(f"{first}T00:00"), []
    while (change := osm.next_change(now)) and change < at(f"{first + 14 * DAY}T00:00"):
        assert osm.can_tell(now, change)
        found.append(change)
        now = change
    edges = [edge for stretch in stretches(given, first, first + 13 * DAY) for edge in stretch]
    assert found == edges


def test_difference_a_closure_cuts_the_night_before() -> None:
    given = schedule((MON, NIGHT), closures=(Closure(TUESDAY, TUESDAY),))
    one_at_night = at("2026-11-24T01:00")
    assert not OsmHours(given).is_open(one_at_night)
    assert stretches(given, MONDAY, TUESDAY) == [(at("2026-11-23T22:00"), at("2026-11-24T02:00"))]
    assert not OsmHours(given).can_tell(one_at_night, None)


def test_difference_the_night_of_a_closed_day_goes_on() -> None:
    given = schedule((MON, NIGHT), closures=(Closure(MONDAY, MONDAY),))
    one_at_night = at("2026-11-24T01:00")
    assert OsmHours(given).is_open(one_at_night)
    assert stretches(given, MONDAY, TUESDAY) == []
    assert not OsmHours(given).can_tell(one_at_night, None)


# In Berlin 02:00-03:00 is skipped on 2025-03-30 and repeated on 2025-10-26.
def test_difference_a_skipped_closing_is_early() -> None:
    given = schedule((SUN, (60, 150)))
    late = at("2025-03-30T03:15")
    assert not OsmHours(given).is_open(late)
    assert stretches(given, late.date(), late.date()) == [(at("2025-03-30T01:00"), at("2025-03-30T03:30"))]
    assert not OsmHours(given).can_tell(late, None)


def test_difference_a_window_in_the_repeated_hour_opens_twice() -> None:
    given = schedule((SUN, (120, 165)))
    second = at("2025-10-26T02:30").replace(fold=1)
    assert OsmHours(given).is_open(second)
    assert stretches(given, second.date(), second.date())[-1][1] == datetime(2025, 10, 26, 0, 45, tzinfo=UTC)
    assert not OsmHours(given).can_tell(second, None)


def test_far_changes_are_not_asked() -> None:
    given = schedule(*((day, (0, 1440)) for day in range(7)), closures=(Closure(date(2037, 1, 5), date(2037, 1, 5)),))
    now = at("2026-11-22T12:00")
    assert OsmHours(given).next_change(now) is None
    assert not OsmHours(given).can_tell(now, at("2037-01-05T00:00"))


@pytest.fixture
def odd_zone(tmp_path: Path) -> Iterator[str]:
    """A zone whose clocks are an hour later with us than with opening-hours-py."""
    name = "Europe/Busingen"
    (tmp_path / "Europe").mkdir()
    (tmp_path / name).write_bytes((resources.files("tzdata.zoneinfo") / "Europe/Lisbon").read_bytes())
    ZoneInfo.clear_cache(only_keys=[name])
    zoneinfo.reset_tzpath([tmp_path])
    yield name
    ZoneInfo.clear_cache(only_keys=[name])
    zoneinfo.reset_tzpath()


def test_its_tz_database_is_held_against_ours(odd_zone: str) -> None:
    assert not same_tz_data(odd_zone, date(2025, 3, 30))
    assert same_tz_data(BERLIN, date(2025, 3, 30))


def test_clock_changes_are_found_to_the_second() -> None:
    [spring] = [one for one in clock_changes(BERLIN) if one.at.date() == date(2025, 3, 30)]
    assert spring.at == datetime(2025, 3, 30, 1, tzinfo=UTC)
    assert spring.size == timedelta(hours=1)
    skipped = [hour for hour in range(5) if spring.touches_wall(datetime(2025, 3, 30, hour))]  # noqa: DTZ001
    assert skipped == [2]
    assert len(clock_changes("UTC")) == 0
    [apia] = [one for one in clock_changes("Pacific/Apia") if one.size == DAY]
    assert apia.at == datetime(2011, 12, 30, 10, tzinfo=UTC)

"""A schedule as opening-hours-py understands it, and where it cannot be asked: there the brute-force reading answers.

It is another program with other rules (tests/test_osm_hours.py shows each):
- wall times that a clock change skips or repeats are not resolved as RFC 5545 does;
- a closure cuts the night of the evening before, and the night of its own last day goes on as if it were open;
- it brings its own tz database, which may be older or newer than ours;
- a change that is years ahead takes it seconds, so that it looks ahead for two years only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours

from handoff.availability import DAY_MINUTES, Closure, Schedule
from handoff.evaluation.rfc5545 import precedence, wall_windows
from tests.clock_changes import ClockChange, changes_between

_UTC = ZoneInfo("UTC")  # the only UTC that it takes
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
AHEAD = timedelta(days=731)
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def expression(schedule: Schedule) -> str:
    """Windows add up; of the closures after them the last one that covers a day wins, so the strongest comes last."""
    week = ", ".join(f"{_WEEKDAYS[one.weekday]} {_span(one.opens, one.closes)}" for one in schedule.windows)
    closures = sorted(schedule.closures, key=precedence, reverse=True)
    return "; ".join([week or "off", *(_rule(closure) for closure in closures)])


def _rule(closure: Closure) -> str:
    first, last = _day(closure.first, closure.yearly), _day(closure.last, closure.yearly)
    days = first if first == last else f"{first}-{last}"
    return f"{days} {','.join(_span(*pair) for pair in closure.hours) or 'off'}"


def _day(day: date, yearly: bool) -> str:
    month_and_day = f"{_MONTHS[day.month - 1]} {day.day:02}"
    return month_and_day if yearly else f"{day.year} {month_and_day}"


def _span(opens: int, closes: int) -> str:
    ends = closes if closes > opens else closes + DAY_MINUTES
    return f"{opens // 60:02}:{opens % 60:02}-{ends // 60:02}:{ends % 60:02}"


class OsmHours:
    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule
        self._zone = ZoneInfo(schedule.timezone)
        self._hours = OpeningHours(expression(schedule), timezone=self._zone, max_interval_days=AHEAD.days)
        self._cut_days = set(_cut_days(schedule))
        self._hit: dict[ClockChange, bool] = {}

    def is_open(self, at: datetime) -> bool:
        return self._hours.is_open(at.astimezone(_UTC))

    def next_change(self, at: datetime) -> datetime | None:
        found = self._hours.next_change(at.astimezone(_UTC))
        return found.astimezone(UTC) if found else None

    def can_tell(self, at: datetime, until: datetime | None) -> bool:
        """`until`: the next change by whoever knows. Nothing between the two that it reads by other rules?"""
        if until is None:
            # It would look as far as it can for something that it reads otherwise.
            until = at + AHEAD
        elif until - at > AHEAD - 30 * _DAY:
            return False
        changes = changes_between(self._schedule.timezone, at, until)
        if any(change.touches(at) or self._has_edge_in(change) for change in changes):
            return False
        if not (
            same_tz_data(self._schedule.timezone, at.date()) and same_tz_data(self._schedule.timezone, until.date())
        ):
            return False
        return self._cut_days.isdisjoint(_local_days(at, until, self._zone)) if self._cut_days else True

    def _has_edge_in(self, change: ClockChange) -> bool:
        """Does a window open or close at a wall time that this change skipped or repeated?"""
        if change not in self._hit:
            day = change.at.date()
            windows = wall_windows(self._schedule, day - 3 * _DAY, day + 2 * _DAY)
            self._hit[change] = any(change.touches_wall(edge) for window in windows for edge in window)
        return self._hit[change]


def _local_days(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[date]:
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    while day <= last:
        yield day
        day += _DAY


def _cut_days(schedule: Schedule) -> Iterator[date]:
    """The days on which a night meets a closure's first day, or the day after its last one."""
    pairs = [(window.opens, window.closes) for window in schedule.windows]
    pairs += [pair for closure in schedule.closures for pair in closure.hours]
    if not any(closes <= opens for opens, closes in pairs):
        return
    for closure in schedule.closures:
        for first, last in _times(closure):
            yield from (first, last + _DAY)


def _times(closure: Closure) -> Iterator[tuple[date, date]]:
    if not closure.yearly:
        yield closure.first, closure.last
        return
    over_new_year = (closure.last.month, closure.last.day) < (closure.first.month, closure.first.day)
    for year in range(1969, 2048):
        yield _in_year(closure.first, year), _in_year(closure.last, year + over_new_year)


def _in_year(day: date, year: int) -> date:
    """29 February of other years is the day after the 28th: the first of what follows."""
    return date(year, day.month, 1) + (day.day - 1) * _DAY


@cache
def same_tz_data(zone: str, day: date) -> bool:
    """Do its clocks and ours show the same on the days around this one, and change at the same minute?"""
    noons = [datetime.combine(day + away * _DAY, time(12), UTC) for away in (-1, 0, 1)]
    changes = [change.at for change in changes_between(zone, noons[0], noons[-1])]
    moments = [*noons, *changes, *(change - _MINUTE for change in changes)]
    return all(_same_clock(zone, moment) for moment in moments)


def _same_clock(zone: str, moment: datetime) -> bool:
    wall = moment.astimezone(ZoneInfo(zone))
    return _open_for_a_minute(zone, wall.hour * 60 + wall.minute).is_open(moment.astimezone(_UTC))


@cache
def _open_for_a_minute(zone: str, minute: int) -> OpeningHours:
    return OpeningHours(_span(minute, minute + 1), timezone=ZoneInfo(zone))

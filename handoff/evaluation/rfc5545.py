"""Opening hours by a brute-force reading of RFC 5545: day after day, window after window.

It shares no line with handoff/availability.py and is slow on purpose: what the engine and this agree on is right.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handoff.availability import Closure, Schedule

Interval = tuple[datetime, datetime]

_DAY = timedelta(days=1)
_LEAP_YEAR, _YEAR = 2000, 365
# A week is looked for first, then ever further; the last time nine years beyond every date that is named, when each
# yearly closure, 29 February among them, and each day of a clock change has met the week's windows.
_HORIZONS = (timedelta(days=40), timedelta(days=400), timedelta(days=4000))
_LONG_ENOUGH = timedelta(days=9 * 366)
_LAST = date(2210, 1, 1)


class Reading:
    """One schedule from one day on: open or closed, and the next opening and closing of any later instant."""

    def __init__(self, schedule: Schedule, start: date) -> None:
        self.schedule = schedule
        self._first = start - 3 * _DAY
        named = (min(closure.last, _LAST) for closure in schedule.closures if not closure.yearly)
        self._horizons = [*(start + far for far in _HORIZONS), max([start, *named]) + _LONG_ENOUGH]
        self._look_further()

    def is_open(self, at: datetime) -> bool:
        return not self.schedule.restricted or bisect_right(self._edges, at) % 2 == 1

    def next_change(self, at: datetime) -> datetime | None:
        """None where nothing ever changes."""
        if not self.schedule.restricted:
            return None
        while True:
            found = self._edges[bisect_right(self._edges, at) :][:1]
            if found and found[0] < self._trusted:
                return found[0]
            if not self._horizons:
                return None
            self._look_further()

    def next_opening(self, at: datetime) -> datetime | None:
        return self._next(at, opening=True)

    def next_closing(self, at: datetime) -> datetime | None:
        return self._next(at, opening=False)

    def _next(self, at: datetime, *, opening: bool) -> datetime | None:
        change = self.next_change(at)
        if change is None or self.is_open(change) == opening:
            return change
        return self.next_change(change)

    def _look_further(self) -> None:
        last = self._horizons.pop(0)
        self._edges = [edge for interval in stretches(self.schedule, self._first, last) for edge in interval]
        # A window that starts a day later may still lengthen the last stretch, or fill the last break.
        self._trusted = datetime.combine(last - 2 * _DAY, time(), UTC)


def stretches(schedule: Schedule, first: date, last: date) -> list[Interval]:
    """When it is open, in UTC, by the windows that start on these days: the union, in order."""
    union: list[Interval] = []
    for opening, closing in sorted(_intervals(schedule, first, last)):
        if union and opening <= union[-1][1]:
            union[-1] = union[-1][0], max(union[-1][1], closing)
        else:
            union.append((opening, closing))
    return union


def wall_windows(schedule: Schedule, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """Each window that starts on one of these days, as the wall times that its merchant wrote; no zone yet."""
    day = first
    while day <= last:
        midnight = datetime.combine(day, time())
        for opens, closes in _hours_of(schedule, day):
            ends = closes if closes > opens else closes + 24 * 60
            yield midnight + timedelta(minutes=opens), midnight + timedelta(minutes=ends)
        day += _DAY


def _intervals(schedule: Schedule, first: date, last: date) -> Iterator[Interval]:
    try:
        zone = ZoneInfo(schedule.timezone)
    except (KeyError, ValueError, OSError):
        return  # nobody knows when these hours are: closed
    for opens, closes in wall_windows(schedule, first, last):
        # fold 0: a skipped time has the offset before the gap, a repeated one is its first occurrence.
        opening = opens.replace(tzinfo=zone, fold=0).astimezone(UTC)
        closing = closes.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if opening < closing:
            yield opening, closing


def _hours_of(schedule: Schedule, day: date) -> list[tuple[int, int]]:
    closures = [closure for closure in schedule.closures if _covers(closure, day)]
    if closures:
        return list(min(closures, key=precedence).hours)
    return [(window.opens, window.closes) for window in schedule.windows if window.weekday == day.weekday()]


def _covers(closure: Closure, day: date) -> bool:
    if not closure.yearly:
        return closure.first <= day <= closure.last
    if _length(closure) == _YEAR:
        return True
    first, this, last = ((one.month, one.day) for one in (closure.first, day, closure.last))
    return first <= this <= last if first <= last else this >= first or this <= last


def precedence(closure: Closure) -> tuple[bool, int, tuple[tuple[int, int], ...]]:
    """The least wins: a dated one, then the shorter, then the lesser hours."""
    return closure.yearly, _length(closure), closure.hours


def _length(closure: Closure) -> int:
    days = (closure.last - closure.first).days
    if not closure.yearly:
        return days
    if days >= _YEAR - 1:
        return _YEAR
    first, last = closure.first.replace(year=_LEAP_YEAR), closure.last.replace(year=_LEAP_YEAR)
    return (last - first).days % (_YEAR + 1)

"""When a zone's clocks changed, and which wall times that skipped or repeated."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

FIRST, LAST = datetime(1969, 12, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ClockChange:
    at: datetime
    before: timedelta
    after: timedelta

    @property
    def size(self) -> timedelta:
        return abs(self.after - self.before)

    def touches_wall(self, wall: datetime) -> bool:
        """Did the change skip or repeat this wall time?"""
        naive = self.at.replace(tzinfo=None)
        low, high = sorted((naive + self.before, naive + self.after))
        return low <= wall < high

    def touches(self, moment: datetime) -> bool:
        """Was this instant's wall time repeated, or may a skipped one have moved there?"""
        return self.at - self.size <= moment <= self.at + self.size


@cache
def clock_changes(zone: str) -> list[ClockChange]:
    return list(_found(ZoneInfo(zone)))


def changes_between(zone: str, start: datetime, end: datetime) -> list[ClockChange]:
    """Those that touch an instant of [start, end]; no change is larger than a day."""
    changes = clock_changes(zone)
    low = bisect_left(changes, start - _DAY, key=lambda change: change.at)
    high = bisect_right(changes, end + _DAY, key=lambda change: change.at)
    return [one for one in changes[low:high] if one.at - one.size <= end and start <= one.at + one.size]


def _found(zone: ZoneInfo) -> Iterator[ClockChange]:
    day = FIRST
    while day < LAST:
        before, after = _offset(day, zone), _offset(day + _DAY, zone)
        if before != after:
            yield ClockChange(_moment(day, day + _DAY, zone), before, after)
        day += _DAY


def _moment(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The first second with the new offset."""
    old = _offset(low, zone)
    while high - low > _SECOND:
        middle = low + (high - low) // _SECOND // 2 * _SECOND
        low, high = (middle, high) if _offset(middle, zone) == old else (low, middle)
    return high


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()

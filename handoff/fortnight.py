"""The next two weeks as they are drawn: each local day with its open stretches, closures and clock changes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handoff.availability import DAY_MINUTES, Closure, Hours
from handoff.days import start_of

DAYS = 14
_SECOND = timedelta(seconds=1)
_A_YEAR = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Wall-clock minutes of its day; `ends` may be 1440. What goes on through midnight is cut there."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The wall times just before and just after."""

    before: datetime
    after: datetime

    @property
    def back(self) -> bool:
        return self.after.replace(tzinfo=None) < self.before.replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    stretches: tuple[Stretch, ...]
    closure: Closure | None
    changes: tuple[ClockChange, ...]
    # The wall-clock minute it is, on the first day alone.
    now: int | None = None


def fortnight(hours: Hours, now: datetime) -> list[Day]:
    """From today on, by the schedule's clocks. The zone must exist."""
    zone = ZoneInfo(hours.schedule.timezone)
    local = now.astimezone(zone)
    return [_day(hours, local.date() + timedelta(days=ahead), zone, local) for ahead in range(DAYS)]


def _day(hours: Hours, day: date, zone: ZoneInfo, now: datetime) -> Day:
    start, end = start_of(day, zone), start_of(day + timedelta(days=1), zone)
    return Day(
        day,
        stretches=tuple(_stretch(*interval, end) for interval in hours.open_intervals(start, end)),
        closure=closure_on(day, hours.schedule.closures),
        changes=tuple(_changes(start, end, zone)),
        now=_minute(now) if day == now.date() else None,
    )


def _stretch(opens: datetime, closes: datetime, end: datetime) -> Stretch:
    starts = _minute(opens)
    ends = DAY_MINUTES if closes >= end else _minute(closes)
    return Stretch(starts, max(starts, ends))


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute


def closure_on(day: date, closures: Iterable[Closure]) -> Closure | None:
    """The one to name: of several, that which the engine obeys."""
    found = (closure for closure in closures if _covers(closure, day))
    return min(found, key=lambda it: (it.yearly, it.last - it.first, it.hours), default=None)


def _covers(closure: Closure, day: date) -> bool:
    """One that comes every year may run over the new year, or be all of it."""
    if not closure.yearly:
        return closure.first <= day <= closure.last
    if closure.last - closure.first >= _A_YEAR:
        return True
    first, last, it = ((d.month, d.day) for d in (closure.first, closure.last, day))
    return first <= it <= last if first <= last else it >= first or it <= last


def _changes(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[ClockChange]:
    """The change of the clocks in [start, end), if there is one; found to the second by halving."""
    early, late = start - _SECOND, end - _SECOND
    old, new = _offset(early, zone), _offset(late, zone)
    if start >= end or old == new:
        return
    while late - early > _SECOND:
        middle = early + (late - early) // _SECOND // 2 * _SECOND
        early, late = (middle, late) if _offset(middle, zone) == old else (early, middle)
    yield ClockChange(before=late + old, after=late + new)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()

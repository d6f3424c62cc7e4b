"""When the human team can be reached: windows and a time zone in, open or closed out. Pure; the time is an argument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

STEP_MINUTES = 15
DAY_MINUTES = 24 * 60

# A week's pattern repeats, but a clock change may fill one week's break or drop one week's window: what has not changed
# in three weeks never will. Most answers are near, so the near ones are looked for first.
_HORIZONS = (timedelta(days=3), timedelta(days=22))
# A window can start two local days before an instant that it covers: one night, and one day that a zone skipped.
_DAYS_BEFORE, _DAYS_AFTER = 2, 1
# Nobody chats outside these years, where adding a zone's offset would leave the calendar.
_EARLIEST, _LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)

Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Window:
    """Local wall times in minutes of a weekday (0 = Monday). `closes` <= DAY_MINUTES; closes <= opens is overnight."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which `hours` (pairs of local minutes, as a Window's) replace the week's windows; () = closed all day.

    From `first` to `last`, both included. `yearly`: on these months and days of every year (then 29 February comes in
    leap years alone, and a `last` before `first` runs over the new year). On a day with several, a dated one beats a
    yearly one, then the shorter one the longer, then the one with the lesser `hours`, of which () is the least.
    """

    first: date
    last: date
    hours: tuple[tuple[int, int], ...] = ()
    yearly: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """`restricted` off means always open whatever else is set; on with no window and no closure's hours, never."""

    timezone: str
    restricted: bool
    windows: tuple[Window, ...] = ()
    closures: tuple[Closure, ...] = ()


@dataclass(frozen=True, slots=True)
class Availability:
    """The state at one instant. Instants are aware, in the schedule's zone (UTC where the zone is unknown)."""

    open_now: bool
    timezone: str
    next_open_at: datetime | None = None
    closes_at: datetime | None = None
    unknown_timezone: bool = False

    @property
    def next_change_at(self) -> datetime | None:
        return self.closes_at if self.open_now else self.next_open_at


def availability(schedule: Schedule, now: datetime) -> Availability:
    """Open now? If so until when, and when it opens next (while open: after the closing). None = never."""
    start = _in_utc(now)
    zone = _zone(schedule.timezone)
    if not schedule.restricted:
        return Availability(True, schedule.timezone, unknown_timezone=zone is None)
    if zone is None or not _EARLIEST < start < _LATEST:
        return Availability(False, schedule.timezone, unknown_timezone=zone is None)
    for horizon in _HORIZONS:
        answer = _looking_ahead(schedule, zone, start, start + horizon)
        if answer.next_change_at and answer.next_open_at:
            break
    return answer


class Hours:
    """A schedule made ready to be asked often."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule

    def is_open(self, now: datetime) -> bool:
        return availability(self.schedule, now).open_now

    def next_change(self, now: datetime) -> datetime | None:
        return availability(self.schedule, now).next_change_at

    def availability(self, now: datetime) -> Availability:
        return availability(self.schedule, now)

    def open_intervals(self, start: datetime, end: datetime) -> Iterator[Interval]:
        return open_intervals(self.schedule, start, end)


def _looking_ahead(schedule: Schedule, zone: ZoneInfo, start: datetime, end: datetime) -> Availability:
    """The availability at `start`, with None for what happens only from `end` on."""
    ahead = list(_merged(schedule, zone, start, end))
    current = ahead.pop(0) if ahead and ahead[0][0] == start else None
    return Availability(
        current is not None,
        schedule.timezone,
        next_open_at=ahead[0][0].astimezone(zone) if ahead else None,
        closes_at=current[1].astimezone(zone) if current and current[1] < end else None,
    )


def open_intervals(schedule: Schedule, start: datetime, end: datetime) -> Iterator[Interval]:
    """The open stretches of [start, end), merged and clipped to it, in order, in the schedule's zone."""
    first, last = _in_utc(start), _in_utc(end)
    zone = _zone(schedule.timezone)
    if first >= last:
        return
    if not schedule.restricted:
        yield first.astimezone(zone or UTC), last.astimezone(zone or UTC)
    elif zone is not None:
        for opening, closing in _merged(schedule, zone, first, last):
            yield opening.astimezone(zone), closing.astimezone(zone)


def _merged(schedule: Schedule, zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Interval]:
    """The stretches of [start, end) that any window covers; those that touch are one."""
    current: Interval | None = None
    for opening, closing in sorted(_windows_between(schedule, zone, start, end)):
        if closing <= start or opening >= end:
            continue
        opening, closing = max(opening, start), min(closing, end)
        if current is None:
            current = opening, closing
        elif opening <= current[1]:
            current = current[0], max(current[1], closing)
        else:
            yield current
            current = opening, closing
    if current is not None:
        yield current


def _windows_between(schedule: Schedule, zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Interval]:
    """Each window that may touch [start, end), as the one interval between its two instants."""
    if not schedule.windows:
        return
    for ordinal in range(start.toordinal() - _DAYS_BEFORE, end.toordinal() + _DAYS_AFTER + 1):
        day = date.fromordinal(ordinal)
        for window in _windows_of(schedule, day):
            closes = window.closes if window.closes > window.opens else window.closes + DAY_MINUTES
            opening, closing = _instant(day, window.opens, zone), _instant(day, closes, zone)
            # A clock change can leave nothing of a window: 02:30-03:15 where 02:30 becomes 03:30.
            if opening < closing:
                yield opening, closing


def _windows_of(schedule: Schedule, day: date) -> list[Window]:
    """The windows that start on this day."""
    weekday = day.weekday()
    return [window for window in schedule.windows if window.weekday == weekday]


def _instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """PEP 495 with fold 0: a skipped wall time moves on by the gap, of a repeated one the first occurrence counts."""
    wall = datetime.combine(day, time(), zone) + timedelta(minutes=minutes)
    return wall.astimezone(UTC)


def _in_utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("A naive datetime has no place in time: give it a time zone.")
    if moment.year < _EARLIEST.year:
        return _EARLIEST
    return _LATEST if moment.year > _LATEST.year else moment.astimezone(UTC)


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    """None where the tz database has no such zone, or the name is no name (a path, a folder, too long)."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None

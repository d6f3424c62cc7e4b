"""When the human team can be reached: windows and a time zone in, open or closed out. Pure; the time is an argument."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice, takewhile
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handoff.calendar import FIRST_DAY, LAST_DAY, Calendar, Window
from handoff.closures import DAY_MINUTES, Closure
from handoff.instants import DAY_SECONDS, EPOCH_DAY, edges_of, midnight_of, moment_of, second_of, zone_of

__all__ = [
    "DAY_MINUTES",
    "STEP_MINUTES",
    "Availability",
    "Closure",
    "Hours",
    "Interval",
    "Schedule",
    "Window",
    "availability",
    "open_intervals",
]

STEP_MINUTES = 15

Interval = tuple[datetime, datetime]

_EARLIEST, _LATEST = moment_of(midnight_of(FIRST_DAY)), moment_of(midnight_of(LAST_DAY))

# A window can start two days before an instant that it covers (a night, and a zone's offset or a day that it skipped),
# and an offset can bring the windows of one day more into a span.
_DAYS_BEFORE, _DAYS_AFTER = 2, 1
# How many days with windows are looked at for an answer: the next ones, then so many that each clock change comes by.
# Nobody needs more of them: a long way without a change is a single step, see `Calendar.days`.
_NEAR, _FAR = 20, 800
_BLOCK_DAYS = 7
_BLOCK_SECONDS = _BLOCK_DAYS * DAY_SECONDS
_BLOCKS_KEPT = 128


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


class Block(NamedTuple):
    """A week of seconds. `edges`: those at which it opens, closes, opens ..., up to the first opening after the week.

    `changes`: the same in the schedule's zone, and None for what never comes.
    """

    edges: list[int]
    changes: list[datetime | None]


_NEVER_OPEN = Block([], [None, None])
_ALWAYS_OPEN = Block([-(LAST_DAY * DAY_SECONDS)], [None, None, None])


class Hours:
    """A schedule made ready to be asked often, by several threads at once: a warm answer is one look into a block."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self._zone = zone_of(schedule.timezone)
        self._calendar = Calendar(schedule.windows, schedule.closures)
        self._blocks: dict[int, Block] = {}

    def is_open(self, now: datetime) -> bool:
        second = second_of(now)
        return bisect_right(self._block_of(second).edges, second) % 2 == 1

    def next_change(self, now: datetime) -> datetime | None:
        """None = never."""
        second = second_of(now)
        edges, changes = self._block_of(second)
        return changes[bisect_right(edges, second)]

    def availability(self, now: datetime) -> Availability:
        """Open now? If so until when, and when it opens next (while open: after the closing). None = never."""
        second = second_of(now)
        edges, changes = self._block_of(second)
        place = bisect_right(edges, second)
        unknown = self._zone is None
        if place % 2 == 0:
            return Availability(False, self.schedule.timezone, changes[place], None, unknown)
        return Availability(True, self.schedule.timezone, changes[place + 1], changes[place], unknown)

    def open_intervals(self, start: datetime, end: datetime) -> Iterator[Interval]:
        """The open stretches of [start, end), merged and clipped to it, in order, in the schedule's zone."""
        first, last = _in_utc(start), _in_utc(end)
        zone = self._zone or UTC
        for opening, closing in self._stretches(first, last):
            opening, closing = max(opening, first), min(closing, last)
            if opening < closing:
                yield opening.astimezone(zone), closing.astimezone(zone)

    def _stretches(self, first: datetime, last: datetime) -> Iterator[Interval]:
        if not self.schedule.restricted:
            yield first, last
        elif self._zone is not None:
            days = self._calendar.days(first.toordinal() - _DAYS_BEFORE)
            until = last.toordinal() + _DAYS_AFTER
            edges = [moment_of(edge) for edge in edges_of(takewhile(lambda day: day[0] <= until, days), self._zone)]
            yield from zip(edges[::2], edges[1::2], strict=True)

    def _block_of(self, second: int) -> Block:
        number = second // _BLOCK_SECONDS
        try:
            return self._blocks[number]
        except KeyError:
            if len(self._blocks) >= _BLOCKS_KEPT:
                self._blocks.clear()
            return self._blocks.setdefault(number, self._new_block(number))

    def _new_block(self, number: int) -> Block:
        if not self.schedule.restricted:
            return _ALWAYS_OPEN
        if self._zone is None:
            return _NEVER_OPEN
        for most_days in (_NEAR, _FAR):
            edges, complete = self._edges_from(EPOCH_DAY + number * _BLOCK_DAYS, self._zone, most_days)
            after = bisect_left(edges, (number + 1) * _BLOCK_SECONDS)
            opening = after + after % 2
            if complete or opening < len(edges):
                break
        edges = edges[: opening + 1]
        return Block(edges, [*(moment_of(edge).astimezone(self._zone) for edge in edges), None, None])

    def _edges_from(self, first: int, zone: ZoneInfo, most_days: int) -> tuple[list[int], bool]:
        """The edges from a day on, as far as so many days with windows tell; and whether there are no more."""
        days = list(islice(self._calendar.days(first - _DAYS_BEFORE), most_days))
        complete = len(days) < most_days
        edges = edges_of(days, zone)
        # From the last day on, windows of later days might lengthen a stretch or fill a break.
        known_until = LAST_DAY if complete else days[-1][0]
        return edges[: bisect_left(edges, midnight_of(known_until))], complete


def availability(schedule: Schedule, now: datetime) -> Availability:
    return Hours(schedule).availability(now)


def open_intervals(schedule: Schedule, start: datetime, end: datetime) -> Iterator[Interval]:
    return Hours(schedule).open_intervals(start, end)


def _in_utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("A naive datetime has no place in time: give it a time zone.")
    if moment.year < _EARLIEST.year:
        return _EARLIEST
    return _LATEST if moment.year > _LATEST.year else moment.astimezone(UTC)

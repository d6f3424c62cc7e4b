"""A calendar file as closures: what can be added, and what is left out and why. Pure, and bounded whatever is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo

from handoff.availability import Closure
from handoff.imports.calendar_events import Event, Refused, read_event
from handoff.imports.calendar_lines import CalendarFileError, events
from handoff.imports.recurrences import Budget, TooMuch, days_between, is_plain_yearly

__all__ = ["CalendarFile", "CalendarFileError", "LeftOut", "read"]

AHEAD = timedelta(days=731)
MOST_REPEATS = 400
# The page posts each closure as a field, and a request has at most 1,000.
MOST_CLOSURES = 900
OVER = "it is over"
TOO_FAR = "it is more than 24 months ahead"
TOO_LONG = "it lasts more than a year"
NEVER = "it repeats, but on no day of the next 24 months"
TOO_MANY_REPEATS = f"its further repeats are beyond the first {MOST_REPEATS}"
TOO_MUCH_WORK = "it repeats too often to work out"
TOO_MANY = f"it comes after the first {MOST_CLOSURES} days off"
_SHOWN_LABELS = 20
_BUDGET_DAYS = 100_000
_LEAP_YEAR = 2000
_EARLIEST_YEAR = 1970


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Events that are not offered: why, how many, and what the first of them are called."""

    why: str
    count: int
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """`repeats`: some of the closures are single days of what repeats in the file."""

    closures: tuple[Closure, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    repeats: bool = False


@dataclass(slots=True)
class _Reading:
    today: date
    found: dict[Closure, None] = field(default_factory=dict)
    left_out: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    budget: Budget = field(default_factory=lambda: Budget(_BUDGET_DAYS))
    repeats: int = 0

    def add(self, closure: Closure) -> None:
        if closure.last - closure.first >= timedelta(days=366):
            self.leave_out(closure.label, TOO_LONG)
        elif closure.yearly or (self.today <= closure.last and closure.first <= self.end):
            self.found[closure] = None
        else:
            self.leave_out(closure.label, OVER if closure.last < self.today else TOO_FAR)

    def leave_out(self, label: str, why: str) -> None:
        self.left_out[why].append(label)

    @property
    def end(self) -> date:
        return min(self.today, date.max - AHEAD) + AHEAD


def read(data: bytes, today: date, zone: tzinfo) -> CalendarFile:
    """What is to come, as of `today`. `zone` is the team's own. Raises CalendarFileError."""
    reading = _Reading(today)
    read_events = [read_event(lines, zone) for lines in events(data)]
    replaced = _replaced(read_events)
    for event in read_events:
        if isinstance(event, Refused):
            reading.leave_out(event.label, event.why)
        elif event.replaces or not (event.rule or event.more):
            reading.add(Closure(event.first, event.last, label=event.label))
        else:
            _add_series(reading, event, replaced.get(event.uid, frozenset()))
    return _result(reading)


def _replaced(read_events: Iterable[Event | Refused]) -> dict[str, frozenset[date]]:
    """By series: the days on which something else happens instead, or nothing."""
    days: dict[str, set[date]] = defaultdict(set)
    for event in read_events:
        if event.uid and event.replaces:
            days[event.uid].add(event.replaces)
    return {uid: frozenset(of_series) for uid, of_series in days.items()}


def _add_series(reading: _Reading, event: Event, replaced: frozenset[date]) -> None:
    without = event.without | replaced
    if not (event.more or without) and _comes_each_year(event, reading.today):
        reading.add(_every_year(event))
        return
    try:
        starts = sorted({*_starts(reading, event)} - without)
    except TooMuch:
        reading.leave_out(event.label, TOO_MUCH_WORK)
        return
    room = MOST_REPEATS - reading.repeats
    for start in starts[:room]:
        reading.add(Closure(start, start + (event.last - event.first), label=event.label))
    reading.repeats += len(starts[:room])
    if len(starts) > room:
        reading.leave_out(event.label, TOO_MANY_REPEATS)
    if not starts:
        reading.leave_out(event.label, OVER if event.rule and event.rule.until else NEVER)


def _comes_each_year(event: Event, today: date) -> bool:
    """From now on, on the same day and without end."""
    soon = event.first <= today + timedelta(days=365)
    return soon and event.rule is not None and is_plain_yearly(event.rule, event.first)


def _starts(reading: _Reading, event: Event) -> Iterator[date]:
    """Of the repeats that are not over by today, up to 24 months ahead."""
    length = event.last - event.first
    first = max(reading.today, date.min + length) - length
    if event.rule:
        yield from days_between(event.rule, event.first, first, reading.end, reading.budget)
    for day in (*event.more, *(() if event.rule else (event.first,))):
        if first <= day <= reading.end:
            yield day


def _every_year(event: Event) -> Closure:
    """Years so early that calendars mean "ever since" become one that has every day."""
    first, last = event.first, event.last
    if first.year < _EARLIEST_YEAR and last - first < timedelta(days=366):
        first, last = first.replace(year=_LEAP_YEAR), last.replace(year=_LEAP_YEAR + last.year - first.year)
    return Closure(first, last, yearly=True, label=event.label)


def _result(reading: _Reading) -> CalendarFile:
    closures = sorted(reading.found, key=lambda closure: (closure.yearly, closure.first, closure.last, closure.label))
    for closure in closures[MOST_CLOSURES:]:
        reading.leave_out(closure.label, TOO_MANY)
    left_out = (
        LeftOut(why, len(labels), tuple(label for label in labels if label)[:_SHOWN_LABELS])
        for why, labels in reading.left_out.items()
    )
    return CalendarFile(tuple(closures[:MOST_CLOSURES]), tuple(left_out), repeats=reading.repeats > 0)

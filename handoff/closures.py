"""Which closure has which day, where several want it. Pure; a day is a number, as of `date.toordinal`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

DAY_MINUTES = 24 * 60

# Yearly closures are settled in the days of a leap year, from 0. Other years lack the last day before _MARCH.
_LEAP_YEAR = date(2000, 1, 1)
_MARCH, _LAST = 60, 365
WHOLE_YEAR = 0, _LAST

# Opening and closing, in minutes from the midnight that begins the day: the closing of a night is beyond DAY_MINUTES.
Windows = tuple[tuple[int, int], ...]
# The windows of each weekday, from Monday.
Week = tuple[Windows, ...]


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which `hours` (pairs of local minutes, as a Window's) replace the week's windows; () = closed all day.

    From `first` to `last`, both included. `yearly`: on these months and days of every year (then 29 February comes in
    leap years alone, a `last` before `first` runs over the new year, and 365 days or more are every day). On a day with
    several, a dated one beats a yearly one, then the shorter one the longer (yearly ones measured in a leap year), then
    the one with the lesser `hours`, of which () is the least.
    """

    first: date
    last: date
    hours: tuple[tuple[int, int], ...] = ()
    yearly: bool = False
    label: str = ""


class Stretch(NamedTuple):
    """The days from `first` to `last`, both included, on which `week` holds."""

    first: int
    last: int
    week: Week


class Claim(NamedTuple):
    """The days that one closure wants. Where several want a day, the least claim has it."""

    length: int
    hours: tuple[tuple[int, int], ...]
    first: int
    last: int


def windows_of(hours: Iterable[tuple[int, int]]) -> Windows:
    return tuple(sorted((opens, closes if closes > opens else closes + DAY_MINUTES) for opens, closes in hours))


def dated(closures: Iterable[Closure]) -> list[Stretch]:
    return _settled(_dated_claim(closure) for closure in closures if not closure.yearly)


def yearly(closures: Iterable[Closure]) -> list[Stretch]:
    """In days of a leap year."""
    return _settled(claim for closure in closures if closure.yearly for claim in _yearly_claims(closure))


def in_year(stretches: Iterable[Stretch], year: int) -> Iterator[Stretch]:
    """The yearly stretches as the days of one year."""
    january, march = date(year, 1, 1).toordinal(), date(year, 3, 1).toordinal()
    for first, last, week in stretches:
        begin, after = (january + day if day < _MARCH else march + day - _MARCH for day in (first, last + 1))
        if begin < after:
            yield Stretch(begin, after - 1, week)


def _dated_claim(closure: Closure) -> Claim:
    first, last = closure.first.toordinal(), closure.last.toordinal()
    return Claim(last - first, closure.hours, first, last)


def _yearly_claims(closure: Closure) -> list[Claim]:
    """In days of a leap year. One that runs over the new year claims the year's end and its beginning."""
    if (closure.last - closure.first).days >= _LAST - 1:
        return [Claim(_LAST, closure.hours, 0, _LAST)]
    first, last = ((day.replace(year=_LEAP_YEAR.year) - _LEAP_YEAR).days for day in (closure.first, closure.last))
    length = (last - first) % (_LAST + 1)
    if first <= last:
        return [Claim(length, closure.hours, first, last)]
    return [Claim(length, closure.hours, first, _LAST), Claim(length, closure.hours, 0, last)]


def _settled(claims: Iterable[Claim]) -> list[Stretch]:
    """Each day given to the claim that has it; in order, and as few stretches as can be."""
    waiting = sorted(claims, key=attrgetter("first"), reverse=True)
    edges = sorted({claim.first for claim in waiting} | {claim.last + 1 for claim in waiting})
    rivals: list[Claim] = []
    settled: list[Stretch] = []
    for first, after in pairwise(edges):
        while waiting and waiting[-1].first == first:
            heappush(rivals, waiting.pop())
        while rivals and rivals[0].last < first:
            heappop(rivals)
        if rivals:
            week = (windows_of(rivals[0].hours),) * 7
            if settled and settled[-1].last == first - 1 and settled[-1].week == week:
                first = settled.pop().first
            settled.append(Stretch(first, after - 1, week))
    return settled

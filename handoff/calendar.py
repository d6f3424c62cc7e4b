"""Which windows start on which day: the week's, unless a closure replaces them. Pure, and without a clock or a zone.

Days are numbers, as of `date.toordinal`. The calendar is read in stretches of days that share one week, so that a
search passes over a closure of many years as quickly as over one of a day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

DAY_MINUTES = 24 * 60

# Nobody chats outside these years, where adding a zone's offset would leave the calendar.
FIRST_DAY, LAST_DAY = date(2, 1, 1).toordinal(), date(9998, 12, 31).toordinal()

# The days of a leap year, from 0; other years have no 29 February, the day before _MARCH.
_JANUARY_OF_LEAP_YEAR = date(2000, 1, 1)
_MARCH, _LAST_OF_YEAR = 60, 365
# A clock change may part windows that only overlap, so that some years of them are looked at.
_TWO_YEARS = 2 * 366

# Opening and closing, in minutes from the midnight that begins the day: the closing of a night is beyond DAY_MINUTES.
Windows = tuple[tuple[int, int], ...]
# The windows of each weekday, from Monday.
Week = tuple[Windows, ...]


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


class Calendar:
    """The dated closures; where they say nothing the yearly ones; where these say nothing either, the week."""

    def __init__(self, windows: Iterable[Window], closures: Iterable[Closure]) -> None:
        closures = tuple(closures)
        self._dated = _settled(_dated_claim(closure) for closure in closures if not closure.yearly)
        self._yearly = _settled(claim for closure in closures if closure.yearly for claim in _yearly_claims(closure))
        self._week = _week(windows)
        # What replaces the whole week is the week, and what changes nothing would only hold up a search.
        if [stretch[:2] for stretch in self._yearly] == [(0, _LAST_OF_YEAR)]:
            self._week = self._yearly[0].week
        self._yearly = [stretch for stretch in self._yearly if stretch.week != self._week]

    def days(self, first: int) -> Iterator[tuple[int, Windows]]:
        """The days from `first` on that have windows, in order, with these.

        Where a week leaves no break, one window of many days stands for those amid the stretch: a search for the
        closing passes over them in one step. The days at both ends show what a clock change does to their windows.
        """
        for begin, end, week in self._stretches(min(max(first, FIRST_DAY), LAST_DAY), LAST_DAY):
            if not any(week):
                continue
            steady = _steady_after(week)
            if steady is None or end - begin < steady + 5:
                yield from _days_with_windows(begin, end, week)
            else:
                yield from _days_with_windows(begin, begin + steady, week)
                yield begin + steady, ((0, (end - begin - steady - 1) * DAY_MINUTES),)
                yield from _days_with_windows(end - 2, end, week)

    def _stretches(self, first: int, last: int) -> Iterator[Stretch]:
        ahead = bisect_left(self._dated, first, key=attrgetter("last"))
        return _layered(first, last, self._dated[ahead:], self._undated)

    def _undated(self, first: int, last: int) -> Iterator[Stretch]:
        return _layered(first, last, self._each_year(first), self._plain)

    def _plain(self, first: int, last: int) -> Iterator[Stretch]:
        yield Stretch(first, last, self._week)

    def _each_year(self, first: int) -> Iterator[Stretch]:
        """The yearly stretches of the year of `first` and of all later ones."""
        years = range(date.fromordinal(first).year, MAXYEAR) if self._yearly else ()
        for year in years:
            january, march = date(year, 1, 1).toordinal(), date(year, 3, 1).toordinal()
            for begin, end, week in self._yearly:
                opening, after = (january + day if day < _MARCH else march + day - _MARCH for day in (begin, end + 1))
                if opening < after:
                    yield Stretch(opening, after - 1, week)


def _layered(
    first: int, last: int, upper: Iterable[Stretch], lower: Callable[[int, int], Iterator[Stretch]]
) -> Iterator[Stretch]:
    """From `first` to `last`: the upper stretches, and between them the lower ones."""
    for stretch in upper:
        if stretch.first > last:
            break
        if stretch.last < first:
            continue
        if first < stretch.first:
            yield from lower(first, stretch.first - 1)
        yield Stretch(max(first, stretch.first), min(last, stretch.last), stretch.week)
        first = stretch.last + 1
    if first <= last:
        yield from lower(first, last)


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
            week = (_windows(rivals[0].hours),) * 7
            if settled and settled[-1].last == first - 1 and settled[-1].week == week:
                first = settled.pop().first
            settled.append(Stretch(first, after - 1, week))
    return settled


def _dated_claim(closure: Closure) -> Claim:
    first, last = closure.first.toordinal(), closure.last.toordinal()
    return Claim(last - first, closure.hours, first, last)


def _yearly_claims(closure: Closure) -> list[Claim]:
    """In days of a leap year. One that runs over the new year claims the year's end and its beginning."""
    if (closure.last - closure.first).days >= _LAST_OF_YEAR - 1:
        return [Claim(_LAST_OF_YEAR, closure.hours, 0, _LAST_OF_YEAR)]
    first, last = (
        (day.replace(year=_JANUARY_OF_LEAP_YEAR.year) - _JANUARY_OF_LEAP_YEAR).days
        for day in (closure.first, closure.last)
    )
    length = (last - first) % (_LAST_OF_YEAR + 1)
    if first <= last:
        return [Claim(length, closure.hours, first, last)]
    return [Claim(length, closure.hours, first, _LAST_OF_YEAR), Claim(length, closure.hours, 0, last)]


def _week(windows: Iterable[Window]) -> Week:
    windows = tuple(windows)
    return tuple(
        _windows((window.opens, window.closes) for window in windows if window.weekday == weekday)
        for weekday in range(7)
    )


def _windows(hours: Iterable[tuple[int, int]]) -> Windows:
    return tuple(sorted((opens, closes if closes > opens else closes + DAY_MINUTES) for opens, closes in hours))


def _days_with_windows(first: int, last: int, week: Week) -> Iterator[tuple[int, Windows]]:
    for day in range(first, last + 1):
        # Day 1 of the calendar was a Monday.
        if windows := week[(day - 1) % 7]:
            yield day, windows


@lru_cache(maxsize=1024)
def _steady_after(week: Week) -> int | None:
    """After how many days the search may pass over a week that leaves no break. None: it leaves one."""
    times = [(day * DAY_MINUTES, window) for day, windows in enumerate(week * 2) for window in windows]
    spans = sorted((midnight + opens, midnight + closes) for midnight, (opens, closes) in times)
    openings, reach = {opens for opens, _ in spans}, 7 * DAY_MINUTES
    for opens, closes in spans:
        reach = max(reach, closes) if opens <= reach else reach
    if reach < 2 * 7 * DAY_MINUTES:
        return None
    touching = all(closes % (7 * DAY_MINUTES) in openings for _, closes in spans)
    return 2 if touching else _TWO_YEARS

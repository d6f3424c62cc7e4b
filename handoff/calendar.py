"""Which windows start on which day: the week's, unless a closure replaces them. Pure, and without a clock or a zone.

The calendar is read in stretches of days that share one week, so that a search passes over a closure of many years as
quickly as over one of a day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from handoff.closures import (
    DAY_MINUTES,
    WHOLE_YEAR,
    Closure,
    Stretch,
    Week,
    Windows,
    dated,
    in_year,
    windows_of,
    yearly,
)

# Nobody chats outside these years, where adding a zone's offset would leave the calendar.
FIRST_DAY, LAST_DAY = date(2, 1, 1).toordinal(), date(9998, 12, 31).toordinal()

# A clock change may part windows that only overlap, so that some years of them are looked at.
_TWO_YEARS = 2 * 366


@dataclass(frozen=True, slots=True)
class Window:
    """Local wall times in minutes of a weekday (0 = Monday). `closes` <= DAY_MINUTES; closes <= opens is overnight."""

    weekday: int
    opens: int
    closes: int


class Calendar:
    """The dated closures; where they say nothing the yearly ones; where these say nothing either, the week."""

    def __init__(self, windows: Iterable[Window], closures: Iterable[Closure]) -> None:
        closures = tuple(closures)
        self._dated, self._yearly, self._week = dated(closures), yearly(closures), _week(windows)
        # What replaces the whole week is the week, and what changes nothing would only hold up a search.
        if [stretch[:2] for stretch in self._yearly] == [WHOLE_YEAR]:
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
        years = range(date.fromordinal(first).year, MAXYEAR) if self._yearly else ()
        each_year = chain.from_iterable(in_year(self._yearly, year) for year in years)
        return _layered(first, last, each_year, self._plain)

    def _plain(self, first: int, last: int) -> Iterator[Stretch]:
        yield Stretch(first, last, self._week)


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


def _week(windows: Iterable[Window]) -> Week:
    windows = tuple(windows)
    return tuple(
        windows_of((window.opens, window.closes) for window in windows if window.weekday == weekday)
        for weekday in range(7)
    )


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

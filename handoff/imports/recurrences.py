"""On which days a calendar's repeating event falls (RFC 5545), between two dates. Pure, and bounded whatever the rule.

Libraries for this search on for as long as a rule has no next day, some without end. Here a rule is looked at only
within the dates asked for, and each day that is looked at is taken from a budget.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

YEARLY, MONTHLY, WEEKLY, DAILY = "YEARLY", "MONTHLY", "WEEKLY", "DAILY"
FREQUENCIES = (YEARLY, MONTHLY, WEEKLY, DAILY)


@dataclass(frozen=True, slots=True)
class Rule:
    """Of a RRULE what concerns whole days. `weekdays` are (n, weekday): the n-th of the period, n = 0 for every one."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0


class Budget:
    """How many days may still be looked at."""

    def __init__(self, days: int) -> None:
        self.days = days

    def take(self, days: int) -> None:
        if days > self.days:
            raise TooMuch
        self.days -= days


class TooMuch(Exception):
    """The rules ask for more work than an import may cost."""


def is_plain_yearly(rule: Rule, start: date) -> bool:
    """Every year on the start's own month and day, without end."""
    return rule in (
        Rule(YEARLY, months=months, month_days=days, week_start=rule.week_start)
        for months in ((), (start.month,))
        for days in ((), (start.day,))
        if months or not days
    )


def days_between(rule: Rule, start: date, first: date, last: date, budget: Budget) -> Iterator[date]:
    """Those from `first` to `last`, both included, in order. Raises TooMuch."""
    rule = _explicit(rule, start)
    end = min(last, rule.until or last)
    found = 0
    for days in _periods(rule, start, first, end):
        budget.take(len(days) + 1)
        for day in _chosen(rule, days):
            if not start <= day <= end:
                continue
            found += 1
            if rule.count is not None and found > rule.count:
                return
            if day >= first:
                yield day


def _explicit(rule: Rule, start: date) -> Rule:
    """With what the start implies written out."""
    if rule.month_days or rule.weekdays or rule.frequency == DAILY:
        return rule
    if rule.frequency == WEEKLY:
        return replace(rule, weekdays=((0, start.weekday()),))
    months = rule.months or ((start.month,) if rule.frequency == YEARLY else ())
    return replace(rule, months=months, month_days=(start.day,))


def _periods(rule: Rule, start: date, first: date, end: date) -> Iterator[Sequence[date]]:
    """The days of each year, month, week or day that the rule looks at, from the start's on; a rule that counts must
    begin there, any other near `first`."""
    wanted = start if rule.count is not None else max(start, first)
    origin = _number(rule, start)
    skipped = (_number(rule, wanted) - origin) // rule.interval * rule.interval
    for number in count(origin + skipped, rule.interval):
        if number > _number(rule, end):
            return
        yield _days(rule, number)


def _number(rule: Rule, day: date) -> int:
    """Of the period that the day is in."""
    if rule.frequency == YEARLY:
        return day.year
    if rule.frequency == MONTHLY:
        return day.year * 12 + day.month - 1
    ordinal = day.toordinal()
    return (ordinal - 1 - rule.week_start) // 7 if rule.frequency == WEEKLY else ordinal


def _days(rule: Rule, number: int) -> Sequence[date]:
    if rule.frequency == YEARLY:
        return [day for month in range(1, 13) if _in(month, rule.months) for day in _month(number, month)]
    if rule.frequency == MONTHLY:
        year, month = divmod(number, 12)
        return _month(year, month + 1) if _in(month + 1, rule.months) else ()
    if rule.frequency == DAILY:
        return [date.fromordinal(number)]
    monday = number * 7 + 1 + rule.week_start
    return [date.fromordinal(day) for day in range(max(monday, 1), min(monday + 7, date.max.toordinal() + 1))]


def _month(year: int, month: int) -> Sequence[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _last(day: date) -> int:
    """The number of days of its month."""
    return monthrange(day.year, day.month)[1]


def _in(value: int, wanted: Sequence[int]) -> bool:
    return not wanted or value in wanted


def _chosen(rule: Rule, days: Sequence[date]) -> Sequence[date]:
    fitting = [day for day in days if _fits(rule, day)]
    if not rule.positions:
        return fitting
    size = len(fitting)
    places = {place - 1 if place > 0 else size + place for place in rule.positions}
    return [fitting[place] for place in sorted(places) if 0 <= place < size]


def _fits(rule: Rule, day: date) -> bool:
    if not _in(day.month, rule.months):
        return False
    if rule.month_days and not {day.day, day.day - _last(day) - 1} & set(rule.month_days):
        return False
    return not rule.weekdays or any(day.weekday() == weekday and _nth(rule, day, n) for n, weekday in rule.weekdays)


def _nth(rule: Rule, day: date, n: int) -> bool:
    """The n-th such weekday of its month, or of its year where the rule names no months."""
    if n == 0:
        return True
    if rule.frequency == YEARLY and not rule.months:
        place, size = day.timetuple().tm_yday, (date(day.year, 12, 31) - date(day.year, 1, 1)).days + 1
    else:
        place, size = day.day, _last(day)
    return ((place - 1) // 7 + 1 if n > 0 else -((size - place) // 7 + 1)) == n

"""Random schedules in many zones, and the instants at which an engine of opening hours is likeliest to err."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from handoff.availability import DAY_MINUTES, STEP_MINUTES, Closure, Schedule, Window
from tests.clock_changes import changes_between, clock_changes

ZONES = tuple(
    """
    UTC Europe/Berlin Europe/London Europe/Dublin Europe/Lisbon Europe/Moscow Europe/Istanbul Europe/Chisinau
    Africa/Casablanca Africa/Cairo Africa/Lagos Africa/Monrovia Africa/Johannesburg Africa/Windhoek America/New_York
    America/Chicago America/Los_Angeles America/Phoenix America/St_Johns America/Halifax America/Havana
    America/Sao_Paulo America/Santiago America/Asuncion America/Caracas America/Mexico_City America/Nuuk
    America/Anchorage Antarctica/Troll Asia/Kathmandu Asia/Kolkata Asia/Tehran Asia/Tokyo Asia/Shanghai Asia/Beirut
    Asia/Gaza Asia/Amman Asia/Dubai Asia/Pyongyang Atlantic/Azores Australia/Sydney Australia/Adelaide
    Australia/Eucla Australia/Lord_Howe Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Kiritimati
    Pacific/Marquesas Pacific/Pago_Pago
    """.split()
)
YEARS = (1970, 2037)
_FIRST, _LAST = date(YEARS[0], 1, 8), date(YEARS[1], 12, 24)
_NUDGES = tuple(
    timedelta(**{unit: size * sign})
    for unit in ("microseconds", "seconds", "minutes")
    for size in (1, 7)
    for sign in (-1, 1)
)
_LEAP_YEAR = 2000
_NOON = DAY_MINUTES // 2
_AROUND_THE_CLOCK = (
    ((0, DAY_MINUTES),),
    ((_NOON, _NOON),),
    ((0, _NOON), (_NOON, DAY_MINUTES)),
    ((_NOON + 600, 600), (540, _NOON + 600)),
)


def random_days(rng: random.Random, zone: str, count: int) -> list[date]:
    """Days to ask about: those of clock changes, those of a new year, any others."""
    changed = [change.at.date() for change in clock_changes(zone) if _FIRST <= change.at.date() <= _LAST]
    return [_random_day(rng, changed) for _ in range(count)]


def _random_day(rng: random.Random, changed: list[date]) -> date:
    kind = rng.random()
    if changed and kind < 0.5:
        return rng.choice(changed)
    any_day = _FIRST + timedelta(days=rng.randrange((_LAST - _FIRST).days))
    if kind < 0.6:
        return date(any_day.year, *rng.choice([(1, 8), (2, 28), (12, 24)]))
    return any_day


def random_schedule(rng: random.Random, zone: str, days: list[date]) -> Schedule:
    """`days`: near which its closures lie."""
    step = STEP_MINUTES if rng.random() < 0.9 else 1
    closures = [_closure(rng, rng.choice(days), step) for _ in range(rng.choice((0, 0, 1, 3, 6)))]
    return Schedule(zone, True, tuple(_windows(rng, step)), tuple(closures))


def _windows(rng: random.Random, step: int) -> Iterator[Window]:
    kind = rng.random()
    if kind < 0.05:
        return
    if kind < 0.15:  # the same hours each day, at times around the clock
        pairs = rng.choice((*_AROUND_THE_CLOCK, (_pair(rng, step),)))
        yield from (Window(day, *pair) for day in range(7) for pair in pairs)
        return
    for day in range(7):
        yield from (Window(day, *_pair(rng, step)) for _ in range(rng.choice((0, 1, 1, 2, 3))))


def _pair(rng: random.Random, step: int) -> tuple[int, int]:
    """A quarter are overnight, some of them a day long; some end at 24:00, some begin or end near a clock change."""
    opens = rng.randrange(0, 4 * 60 if rng.random() < 0.2 else DAY_MINUTES, step)
    kind = rng.random()
    if kind < 0.1:
        return opens, DAY_MINUTES
    if kind < 0.25:
        return opens, rng.randrange(0, opens + 1, step)
    return opens, rng.randrange(opens + step, DAY_MINUTES + 1, step)


def _closure(rng: random.Random, day: date, step: int) -> Closure:
    first = day + timedelta(days=rng.randint(-4, 4))
    last = first + timedelta(days=rng.choice((0, 0, 0, 1, 2, 6, 30)))
    hours = tuple(sorted({_pair(rng, step) for _ in range(rng.choice((0, 0, 1, 2)))}))
    yearly = rng.random() < 0.4
    if yearly:
        first, last = first.replace(year=_LEAP_YEAR), last.replace(year=_LEAP_YEAR)
    return Closure(first, last, hours, yearly)


def random_instants(rng: random.Random, zone: str, edges: list[datetime], day: date, count: int) -> Iterator[datetime]:
    """Around this day: two thirds at, just before and just after what happens there, one third anywhere."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=4)
    end = start + timedelta(days=9)
    midnights = [start + timedelta(days=number) for number in range(10)]
    changes = [change.at + part * change.size for change in changes_between(zone, start, end) for part in (-1, 0, 1)]
    near = [*(edge for edge in edges if start <= edge <= end), *changes, *midnights]
    for _ in range(count):
        if rng.random() < 0.33:
            yield start + rng.random() * (end - start)
        else:
            yield rng.choice(near) + rng.choice((timedelta(), *_NUDGES))

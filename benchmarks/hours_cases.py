"""The schedules that are measured, and the instants at which each is asked."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from handoff.availability import Closure, Schedule, Window

ZONE = "Europe/Berlin"
INSTANTS = 400

_NINE, _FIVE, _TEN_PM, _TWO_AM = 9 * 60, 17 * 60, 22 * 60, 2 * 60
_WEEK = tuple(Window(day, _NINE, _FIVE) for day in range(5))
_NIGHTS = tuple(Window(day, _TEN_PM, _TWO_AM) for day in range(7))
_LONG_DAYS = tuple(Window(day, 60, 22 * 60) for day in range(7))
_FIRST_OF_53 = date(2026, 1, 7)


@dataclass(frozen=True, slots=True)
class Case:
    """Instants are in UTC, as the product asks, in no order."""

    name: str
    schedule: Schedule
    start: str
    days: float

    def instants(self) -> list[datetime]:
        rng = random.Random(1)  # noqa: S311 - instants, no secrets
        start = datetime.fromisoformat(self.start).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
        return [start + rng.random() * timedelta(days=self.days) for _ in range(INSTANTS)]


def _schedule(windows: tuple[Window, ...], *closures: Closure) -> Schedule:
    return Schedule(ZONE, True, windows, closures)


def _weekly(count: int) -> list[Closure]:
    days = (_FIRST_OF_53 + timedelta(weeks=number) for number in range(count))
    return [Closure(day, day) for day in days]


CASES = (
    Case("plain week", _schedule(_WEEK), "2026-11-23T00:00", 7),
    Case("Friday evening", _schedule(_WEEK), "2026-11-27T17:00", 0.29),
    Case("overnight", _schedule(_NIGHTS), "2026-11-23T00:00", 7),
    Case("53 closures", _schedule(_WEEK, *_weekly(53)), "2026-01-05T00:00", 365),
    Case("day of a clock change", _schedule(_LONG_DAYS), "2026-03-29T00:00", 0.95),
)

# Nothing ever opens, and an engine may look for it until the calendar ends.
NEVER_OPEN = {
    "no window": _schedule(()),
    "closed all year, every year": _schedule(_WEEK, Closure(date(2000, 1, 1), date(2000, 12, 31), yearly=True)),
    "closed until 9999": _schedule(_WEEK, Closure(date(2020, 1, 1), date(9999, 12, 31))),
}

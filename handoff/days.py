"""Days as a Brand's people count them: by the clocks of their time zone. Pure; the time is an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]


def zone_named(name: str) -> tzinfo:
    """UTC where there is no such zone, or no longer."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def day_of(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def start_of(day: date, zone: tzinfo) -> datetime:
    """Its first instant, also where the clocks skip or repeat midnight."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def last_days(count: int, now: datetime, zone: tzinfo) -> tuple[date, ...]:
    """Today and the days before it, the oldest first."""
    today = day_of(now, zone)
    return tuple(today - timedelta(days=ago) for ago in reversed(range(count)))


def span(first: date, last: date, zone: tzinfo) -> Span:
    """From the first instant of `first` until that of the day after `last`."""
    return start_of(first, zone), start_of(last + timedelta(days=1), zone)

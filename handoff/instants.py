"""From local wall times to instants: the whole seconds since 1970 at which windows open and close. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from handoff.closures import Windows

DAY_SECONDS = 24 * 60 * 60
_EPOCH, _MIDNIGHT = datetime(1970, 1, 1, tzinfo=UTC), time()
EPOCH_DAY = _EPOCH.toordinal()


def second_of(moment: datetime) -> int:
    """The whole second that the moment is in."""
    try:
        since = moment - _EPOCH
    except TypeError:
        raise ValueError("A naive datetime has no place in time: give it a time zone.") from None
    return since.days * DAY_SECONDS + since.seconds


def moment_of(second: int) -> datetime:
    return _EPOCH + timedelta(seconds=second)


def midnight_of(day: int) -> int:
    """The second at which the day begins in UTC."""
    return (day - EPOCH_DAY) * DAY_SECONDS


def edges_of(days: Iterable[tuple[int, Windows]], zone: ZoneInfo) -> list[int]:
    """The seconds at which these days' windows together open, close, open ..., each window being one interval."""
    intervals = sorted(
        (_instant(day, opens, zone), _instant(day, closes, zone)) for day, windows in days for opens, closes in windows
    )
    edges: list[int] = []
    for opening, closing in intervals:
        # A clock change can leave nothing of a window: 02:30-03:15 where 02:30 becomes 03:30.
        if opening >= closing:
            continue
        if edges and opening <= edges[-1]:
            edges[-1] = max(edges[-1], closing)
        else:
            edges += opening, closing
    return edges


def _instant(day: int, minutes: int, zone: ZoneInfo) -> int:
    """PEP 495 with fold 0: a skipped wall time moves on by the gap, of a repeated one the first occurrence counts."""
    return second_of(datetime.combine(date.fromordinal(day), _MIDNIGHT, zone) + timedelta(minutes=minutes))


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo | None:
    """None where the tz database has no such zone, or the name is no name (a path, a folder, too long)."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None

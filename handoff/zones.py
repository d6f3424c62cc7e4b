"""The time zones to choose from, each with its local time. Pure; the time is an argument."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

# In the database, but no place's time: a build's placeholder, and whatever this server is set to.
_NO_PLACE = frozenset({"Factory", "localtime"})


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The tz database of a running process does not change."""
    return tuple(sorted(available_timezones() - _NO_PLACE))


def choices(now: datetime) -> list[tuple[str, str]]:
    return [(name, label(name, now)) for name in names()]


def label(name: str, now: datetime) -> str:
    """`America/New York, now 15:42 (UTC-05:00)`"""
    local = now.astimezone(ZoneInfo(name))
    offset = local.strftime("%z")
    return f"{name.replace('_', ' ')}, now {local:%H:%M} (UTC{offset[:3]}:{offset[3:5]})"

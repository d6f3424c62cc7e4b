"""`?from=&days=` as two instants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handoff.api.numbers import whole_number
from handoff.api.problems import at_field

DAYS = 14
MOST_DAYS = 60
YEARS = range(1970, 2200)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# A plus sign that was not escaped in the address arrives as a space.
_LOST_PLUS = re.compile(r"(T[\d:.]+) (\d\d:?\d\d)", re.ASCII)


def span_asked(parameters: Mapping[str, str], zone: str, now: datetime) -> tuple[datetime, datetime]:
    """From an instant, or from the start of a day in the provider's time zone; from now where nothing is said."""
    local = _zone(zone)
    start = _start(parameters.get("from"), local, now)
    days = whole_number(parameters, "days", default=DAYS, most=MOST_DAYS)
    return start, _days_later(start, days)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _start(text: str | None, zone: tzinfo, now: datetime) -> datetime:
    if text is None:
        return now.astimezone(zone)
    try:
        if _DATE.fullmatch(text):
            moment = datetime.combine(date.fromisoformat(text), time(), zone)
        else:
            moment = datetime.fromisoformat(_LOST_PLUS.sub(r"\1+\2", text))
    except ValueError:
        raise _bad_start() from None
    if moment.year not in YEARS:
        raise _bad_start()
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _bad_start() -> Exception:
    return at_field("from", "Send a date such as 2026-11-22, or a time such as 2026-11-22T10:00:00Z.")


def _days_later(start: datetime, days: int) -> datetime:
    """The same wall time some days later, as an instant: a day of a clock change is shorter or longer."""
    local = start + timedelta(days=days)
    return local.astimezone(UTC).astimezone(start.tzinfo)

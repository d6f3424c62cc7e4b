"""When the team is back, in words: by the customer's clocks where their zone is known, else by the team's. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_name

from handoff.sentences.base import Moments


def moment(moments: Moments, now: datetime, then: datetime, timezone: str, customer_timezone: str) -> str:
    """Today and tomorrow are those of the zone that is shown."""
    theirs = zone(customer_timezone)
    place = theirs or zone(timezone) or then.tzinfo
    here = then.astimezone(place)
    day = _day(moments, now.astimezone(place), here)
    clock = format_time(here, moments.clock, locale=moments.locale)
    whole = moments.theirs if theirs else moments.team
    text = whole.format(day=day, clock=clock, name=timezone, zone=_zone_name(place, moments.locale))
    for form, right in moments.forms:
        text = text.replace(form, right)
    return text


def zone(name: str) -> ZoneInfo | None:
    """None for "" and for a name that there is not: a customer's browser may say anything."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _day(moments: Moments, now: datetime, then: datetime) -> str:
    ahead = then.date() - now.date()
    if ahead < timedelta(days=2):
        return moments.tomorrow if ahead else moments.today
    pattern = moments.weekday if ahead < timedelta(days=7) else moments.date
    return format_date(then, pattern, locale=moments.locale)


def _zone_name(place: tzinfo | None, locale: str) -> str:
    """ "UTC" and the like have no place, and no other name."""
    name = getattr(place, "key", "")
    if "/" not in name or name.startswith("Etc/"):
        return name.removeprefix("Etc/") or str(place)
    return get_timezone_name(place, width="long", locale=locale)

"""One event of a calendar file as a value. The one file that knows the package `icalendar`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from icalendar.parser import Contentline
from icalendar.prop import vDDDTypes

from handoff.imports.calendar_lines import MOST_CHARACTERS
from handoff.imports.recurrence_rules import read_rule
from handoff.imports.recurrences import Rule
from handoff.plain_text import shortened, visible

LABEL_LENGTH = 120
NO_START = "no first day is given"
UNREADABLE = "its dates cannot be read"
UNKNOWN_ZONE = "its time zone is unknown"
UNUSUAL = "it repeats in a way that cannot be imported"
TOO_LONG = "it lists too many dates"
HAS_TIMES = "it has times, and does not fill its days from midnight to midnight"
BACKWARDS = "it ends before it begins"
CANCELLED = "it is cancelled"
_QUOTED = re.compile(r'["\\^]')
_LONGEST_PARAMETERS = _LONGEST_UID = 500
# Some calendars end a day a minute or a second before midnight.
_ALMOST_MIDNIGHT = time(23, 59)

Property = tuple[Mapping[str, str], str]


@dataclass(frozen=True, slots=True)
class Event:
    """Whole days. `replaces` is the day, of the series of the same `uid`, that this event stands in for."""

    label: str
    uid: str
    first: date
    last: date
    rule: Rule | None = None
    more: tuple[date, ...] = ()
    without: frozenset[date] = frozenset()
    replaces: date | None = None


class LeftOutError(Exception):
    """The event cannot become a closure."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that cannot become a closure, and why."""

    label: str
    why: str
    uid: str = ""
    replaces: date | None = None


def read_event(lines: list[str], zone: tzinfo) -> Event | Refused:
    """`zone` is the one that times of other zones are turned into."""
    long = sum(map(len, lines)) > MOST_CHARACTERS
    try:
        found = _properties(line for line in lines if not long or _is_short_name(line))
    except ValueError:
        return Refused("", UNREADABLE)
    label, uid = _label(found), _first(found, "UID")[:_LONGEST_UID]
    if long:
        return Refused(label, TOO_LONG, uid)
    replaces = None
    try:
        replaces = next(iter(_days(found.get("RECURRENCE-ID", ()), zone)), None)
        return _event(found, zone, label, uid, replaces)
    except LeftOutError as error:
        return Refused(label, error.why, uid, replaces)
    except (ValueError, OverflowError, TypeError, ArithmeticError):
        return Refused(label, UNREADABLE, uid, replaces)


def _event(found: dict[str, list[Property]], zone: tzinfo, label: str, uid: str, replaces: date | None) -> Event:
    if _first(found, "STATUS").strip().upper() == "CANCELLED":
        raise LeftOutError(CANCELLED)
    if any(parameters.get("RANGE") for parameters, _value in found.get("RECURRENCE-ID", ())) or "EXRULE" in found:
        raise LeftOutError(UNUSUAL)
    first, last = _span(found, zone)
    return Event(
        label,
        uid,
        first,
        last,
        rule=_rule(found.get("RRULE", ())),
        more=tuple(_days(found.get("RDATE", ()), zone)),
        without=frozenset(_days(found.get("EXDATE", ()), zone)),
        replaces=replaces,
    )


def _properties(lines: Iterable[str]) -> dict[str, list[Property]]:
    found: dict[str, list[Property]] = {}
    for line in lines:
        name, parameters, value = _parts(line)
        found.setdefault(name.upper(), []).append(({key.upper(): text for key, text in parameters.items()}, value))
    return found


def _parts(line: str) -> tuple[str, dict[str, str], str]:
    head, _colon, value = line.partition(":")
    if len(head) > _LONGEST_PARAMETERS:
        raise ValueError("No calendar writes so many parameters.")
    # Most lines are as simple as this, and icalendar takes its time over each.
    if not _QUOTED.search(line):
        name, *parameters = head.split(";")
        return name, dict(part.split("=", 1) for part in parameters), value
    name, given, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
    return name, {str(key): str(text) for key, text in given.items()}, value


def _is_short_name(line: str) -> bool:
    return line[:7].upper() == "SUMMARY" and len(line) < MOST_CHARACTERS


def _first(found: Mapping[str, list[Property]], name: str) -> str:
    values = found.get(name)
    return values[0][1] if values else ""


def _label(found: Mapping[str, list[Property]]) -> str:
    return shortened(visible(_first(found, "SUMMARY")[: LABEL_LENGTH * 8]), LABEL_LENGTH)


# When it is


def _span(found: Mapping[str, list[Property]], zone: tzinfo) -> tuple[date, date]:
    """The first and the last day that the event fills."""
    if not found.get("DTSTART"):
        raise LeftOutError(NO_START)
    start = _moment(found["DTSTART"][0], zone)
    end = _end(found, start, zone)
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise LeftOutError(UNREADABLE)
    if isinstance(start, datetime) and isinstance(end, datetime):
        return _filled_days(start, end)
    if end < start:
        raise LeftOutError(BACKWARDS)
    # The end is the day after; some calendars write the same day twice for one day.
    return start, end - timedelta(days=1) if end > start else start


def _end(found: Mapping[str, list[Property]], start: date, zone: tzinfo) -> date:
    if found.get("DTEND"):
        return _moment(found["DTEND"][0], zone)
    if found.get("DURATION"):
        duration = _value(_first(found, "DURATION"))
        if not isinstance(duration, timedelta):
            raise LeftOutError(UNREADABLE)
        if not isinstance(start, datetime) and duration.seconds:
            raise LeftOutError(HAS_TIMES)
        return start + duration
    return start


def _filled_days(start: datetime, end: datetime) -> tuple[date, date]:
    if end < start:
        raise LeftOutError(BACKWARDS)
    last = end.date() if end.time() >= _ALMOST_MIDNIGHT else end.date() - timedelta(days=1)
    if start.time() != time() or (end.time() != time() and end.time() < _ALMOST_MIDNIGHT) or last < start.date():
        raise LeftOutError(HAS_TIMES)
    return start.date(), last


def _moment(written: Property, zone: tzinfo) -> date:
    """A day; or a wall time in `zone`, where the file names a zone, or as it is written."""
    parameters, value = written
    name = parameters.get("TZID")
    moment = _value(value, name)
    if isinstance(moment, datetime):
        if name and moment.tzinfo is None:
            raise LeftOutError(UNKNOWN_ZONE)
        return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
    if not isinstance(moment, date):
        raise LeftOutError(UNREADABLE)
    return moment


def _value(text: str, zone: str | None = None) -> Any:
    try:
        return vDDDTypes.from_ical(text.strip(), zone)  # type: ignore[no-untyped-call]
    except OSError:  # a zone is looked for among files: this name is a folder's, or too long for one
        raise LeftOutError(UNKNOWN_ZONE) from None


def _days(written: Iterable[Property], zone: tzinfo) -> Iterable[date]:
    """Of lists of days or times: the days."""
    for parameters, values in written:
        for value in values.split(","):
            moment = _moment((parameters, value), zone)
            yield moment.date() if isinstance(moment, datetime) else moment


def _rule(written: Iterable[Property]) -> Rule | None:
    rules = [value for _parameters, value in written]
    if not rules:
        return None
    try:
        [rule] = rules
        return read_rule(rule)
    except ValueError:
        raise LeftOutError(UNUSUAL) from None

"""Rows of opening hours, read: a schedule, an instant, and what the row's source says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from handoff.availability import Closure, Schedule, Window

# Rows on which the sources do not agree: right is what RFC 5545 says, whatever the row expects.
CONVENTION = "convention"
OPEN, NEXT_OPEN, NEXT_CLOSE = "open", "next_open", "next_close"

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LEAP_YEAR = 2000
# Where the engine and the calendar have room on both sides.
_YEARS = range(1900, 2200)
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00", re.ASCII)

Pairs = tuple[tuple[int, int], ...]
Answers = Mapping[str, bool | datetime | None]


@dataclass(frozen=True, slots=True)
class Case:
    """`expected` holds what the row's source says: a question that is not in it is not asked."""

    id: str
    schedule: Schedule
    at: datetime
    expected: Answers
    convention: bool


def case_of(row: Mapping[str, Any]) -> Case:
    """Raises KeyError for what is missing and ValueError, in words, for what is wrong."""
    return Case(
        id=str(row["id"]),
        schedule=Schedule(_text(row, "timezone"), True, tuple(_windows(row)), tuple(_closures(row))),
        at=_instant(row, "at", row),
        expected=dict(_expected(row)),
        convention=CONVENTION in _list(row.get("tags") or [], "tags"),
    )


def _windows(row: Mapping[str, Any]) -> Iterator[Window]:
    for day, pairs in _table(row["week"], "week").items():
        if day not in _WEEKDAYS:
            raise ValueError(f"week: {day!r} is none of {', '.join(_WEEKDAYS)}.")
        for opens, closes in _pairs(pairs, day):
            yield Window(_WEEKDAYS.index(day), opens, closes)


def _closures(row: Mapping[str, Any]) -> Iterator[Closure]:
    for day, pairs in _table(row.get("exceptions") or {}, "exceptions").items():
        yearly = len(day) == len("MM-DD")
        try:
            first = date.fromisoformat(f"{_LEAP_YEAR}-{day}" if yearly else day)
        except ValueError:
            raise ValueError(f"exceptions: {day!r} is neither a date as 2026-12-25 nor a yearly 12-25.") from None
        yield Closure(first, first, hours=_pairs(pairs, day), yearly=yearly)


def _expected(row: Mapping[str, Any]) -> Iterator[tuple[str, bool | datetime]]:
    """None, or no word at all, means that the source says nothing."""
    expect = _table(row["expect"], "expect")
    if not isinstance(expect.get(OPEN), bool | None):
        raise ValueError(f"open: {expect[OPEN]!r} is not true, false or null.")
    if expect.get(OPEN) is not None:
        yield OPEN, expect[OPEN]
    for name in (NEXT_OPEN, NEXT_CLOSE):
        if expect.get(name) is not None or expect.get(f"{name}_utc") is not None:
            yield name, _instant(expect, name, row)


def _instant(values: Mapping[str, Any], name: str, row: Mapping[str, Any]) -> datetime:
    """`<name>_utc`; without it, `name` by its own offset, or as wall time in `at_tz`."""
    exact = values.get(f"{name}_utc") is not None
    text = _text(values, f"{name}_utc" if exact else name)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name}: {text!r} is not a time as 2026-12-25T10:00:00.") from None
    if moment.year not in _YEARS:
        raise ValueError(f"{name}: {text!r} is not in the years {_YEARS[0]} to {_YEARS[-1]}.")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC if exact else _zone(row.get("at_tz") or row["timezone"]))
    return moment.astimezone(UTC)


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (KeyError, ValueError, OSError):
        raise ValueError(f"at_tz: {name!r} is not a time zone.") from None


def _pairs(value: Any, where: str) -> Pairs:
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in _list(value, where)):
        raise ValueError(f"{where}: windows look like [['09:00', '17:00']], not {value!r}.")
    return tuple((_minutes(opens, where, last=23 * 60 + 59), _minutes(closes, where)) for opens, closes in value)


def _minutes(clock: object, where: str, last: int = 24 * 60) -> int:
    found = _CLOCK.fullmatch(clock) if isinstance(clock, str) else None
    minutes = 60 * int(found[0][:2]) + int(found[0][3:]) if found else last + 1
    if minutes > last:
        raise ValueError(f"{where}: {clock!r} is no time that a window can have here.")
    return minutes


def _text(values: Mapping[str, Any], name: str) -> str:
    if not isinstance(values[name], str):
        raise ValueError(f"{name}: {values[name]!r} is not a text.")
    return str(values[name])


def _table(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name}: {value!r} is not an object, as {{...}}.")
    return value


def _list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{name}: {value!r} is not a list, as [...].")
    return value

"""The events of a calendar file as their lines. Pure; of what is nested nothing is kept."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

NOT_A_CALENDAR = "This is not a calendar file. Choose a file that ends in .ics, as calendars export it."
BROKEN = "This calendar file is damaged or incomplete. Export it from your calendar again."
TOO_MANY_EVENTS = "This calendar has more than 5,000 events. Export a shorter time, or a calendar of days off alone."
MOST_EVENTS = 5000
_DEEPEST = 20
# An event of more is one list of thousands of dates, which no calendar of days off holds.
MOST_CHARACTERS = 16 * 1024
_WANTED = re.compile(
    r"(DTSTART|DTEND|DURATION|SUMMARY|STATUS|UID|RRULE|RDATE|EXDATE|EXRULE|RECURRENCE-ID)[;:]", re.IGNORECASE
)
_FOLD = re.compile("(?:\r\n|\n|\r)[ \t]")
_LINE_END = re.compile("\r\n|\n|\r")


class CalendarFileError(Exception):
    """Nothing can be read from the file. The text is for the merchant."""


def events(data: bytes) -> list[list[str]]:
    """Each event's lines that say when it is and what it is called. Raises CalendarFileError."""
    lines = [line for line in _LINE_END.split(_FOLD.sub("", _text(data))) if line.strip()]
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise CalendarFileError(NOT_A_CALENDAR)
    found: list[list[str]] = []
    inside: list[str] = []
    for line in lines:
        word, _, name = line.partition(":")
        if word.upper() == "BEGIN":
            inside.append(name.strip().upper())
            _open(inside, found)
        elif word.upper() == "END":
            if not inside or inside.pop() != name.strip().upper():
                raise CalendarFileError(BROKEN)
        elif inside == ["VCALENDAR", "VEVENT"] and _WANTED.match(line):
            found[-1].append(line)
    if inside:
        raise CalendarFileError(BROKEN)
    return found


def _open(inside: list[str], found: list[list[str]]) -> None:
    if len(inside) > _DEEPEST:
        raise CalendarFileError(BROKEN)
    if inside == ["VCALENDAR", "VEVENT"]:
        found.append([])
    if len(found) > MOST_EVENTS:
        raise CalendarFileError(TOO_MANY_EVENTS)


def _text(data: bytes) -> str:
    """UTF-8 as the format asks for, or what older programs write."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")

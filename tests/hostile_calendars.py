"""Calendar files in which the name of each event is a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.utils import timezone

from tests.hostile_texts import Given

# Of the events that are left out a page names so many.
LEFT_OUT_NAMED = 20


def some_calendars(given: Given) -> Iterator[str]:
    """The first has days to come, each some that are over: of these a page names so many."""
    coming, over = given.many("event-in-file"), given.many("event-left-out")
    for first in range(0, len(over), LEFT_OUT_NAMED):
        yield _a_calendar([] if first else coming, over[first : first + LEFT_OUT_NAMED])


def _a_calendar(coming: Sequence[str], over: Sequence[str]) -> str:
    today = timezone.now().date()
    texts = [(text, f"{today + timedelta(days=number):%Y%m%d}") for number, text in enumerate(coming)]
    events = [
        f"BEGIN:VEVENT\r\nUID:{number}@evil.example\r\nSUMMARY:{_escaped(text)}\r\n"
        f"DTSTART;VALUE=DATE:{day}\r\nEND:VEVENT\r\n"
        for number, (text, day) in enumerate([*texts, *((text, "20200101") for text in over)])
    ]
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n"


def _escaped(text: str) -> str:
    """As RFC 5545 writes a text."""
    for sign in "\\;,":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")

"""A context that comes long after the customer did: no longer for the chat, still of use on the ticket. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handoff.summary.words import words_in

LATE_AFTER = timedelta(minutes=15)


def is_late(started_at: datetime, at: datetime | None) -> bool:
    return at is not None and at - started_at > LATE_AFTER


def late_line(started_at: datetime, now: datetime, language: str) -> str:
    """What the summary begins with; "" where it is in time."""
    if not is_late(started_at, now):
        return ""
    return words_in(language).sent_late.format(at=started_at.astimezone(UTC))

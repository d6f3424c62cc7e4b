"""What the customer is told about a handoff. Pure; plain English, whatever the process's locale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

HAND_OFF = "I'm connecting you with our support team now."
OFFER_WHEN_STUCK = "I'm sorry this isn't solved yet. Would you like me to connect you with our support team?"
OFFER_BY_AGENT = "Our support team may be able to do more for you here. Would you like me to connect you with them?"
OFFER_BY_PLAYBOOK = "Our support team can take care of this with you. Would you like me to connect you with them?"
GOES_ON = "I'm happy to keep helping you right here."
NO_HUMANS_HERE = f"I'm sorry, I can't bring anyone else into this chat. {GOES_ON}"

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Other ways to reach the human team; each is "" where the merchant names none."""

    email: str = ""
    phone: str = ""
    page: str = ""


def outside_hours(now: datetime, next_open_at: datetime | None, timezone: str) -> str:
    """For a customer who asked for a human while nobody is there. `next_open_at` is in that zone."""
    if next_open_at is None:
        return f"I'm sorry, our support team isn't available at the moment. {GOES_ON}"
    back = _when(now.astimezone(next_open_at.tzinfo), next_open_at, timezone)
    return f"I'm sorry, our support team isn't there right now. They're back {back}. Until then, {GOES_ON}"


def _when(now: datetime, then: datetime, timezone: str) -> str:
    return f"{_day(now, then)} at {_clock(then)} ({timezone} time)"


def _day(now: datetime, then: datetime) -> str:
    ahead = then.date() - now.date()
    if ahead < timedelta(days=2):
        return "tomorrow" if ahead else "today"
    name = f"on {_DAYS[then.weekday()]}"
    return name if ahead < timedelta(days=7) else f"{name}, {then.day} {_MONTHS[then.month - 1]}"


def _clock(then: datetime) -> str:
    half = "PM" if then.hour >= 12 else "AM"
    return f"{then.hour % 12 or 12}:{then.minute:02} {half}"

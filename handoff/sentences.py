"""What the customer is told about a handoff. Pure; plain English, whatever the process's locale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

HAND_OFF = "I'm connecting you with our support team now."
OFFER_WHEN_STUCK = "I'm sorry this isn't solved yet. Would you like me to connect you with our support team?"
OFFER_BY_AGENT = "Our support team may be able to do more for you here. Would you like me to connect you with them?"
OFFER_BY_PLAYBOOK = "Our support team can take care of this with you. Would you like me to connect you with them?"
GOES_ON = "I'm happy to keep helping you right here."
NOBODY_THERE = f"I'm sorry, our support team isn't available at the moment. {GOES_ON}"
NO_HUMANS_HERE = f"I'm sorry, I can't bring anyone else into this chat. {GOES_ON}"
CHAT_NOT_OPENED = f"I'm sorry, the support chat could not be opened. {GOES_ON}"

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

Way = Literal["email", "phone", "page"]
_VERBS: dict[Way, str] = {"email": "write to", "phone": "call", "page": "visit"}


@dataclass(frozen=True, slots=True)
class Contacts:
    """Other ways to reach the human team; each is "" where the merchant names none."""

    email: str = ""
    phone: str = ""
    page: str = ""

    def named(self) -> dict[Way, str]:
        """Those that there are, by name."""
        found: dict[Way, str] = {"email": self.email, "phone": self.phone, "page": self.page}
        return {name: value for name, value in found.items() if value}


NO_CONTACTS = Contacts()


def outside_hours(now: datetime, next_open_at: datetime | None, timezone: str, contacts: Contacts = NO_CONTACTS) -> str:
    """For a customer who asked for a human while nobody is there. `next_open_at` is in that zone."""
    if next_open_at is None:
        return _with(contacts, NOBODY_THERE)
    back = _when(now.astimezone(next_open_at.tzinfo), next_open_at, timezone)
    away = f"I'm sorry, our support team isn't there right now. They're back {back}. Until then, {GOES_ON}"
    return _with(contacts, away)


def no_humans_here(contacts: Contacts) -> str:
    """For a customer who asked for a human where the merchant's chat has none."""
    return _with(contacts, NO_HUMANS_HERE)


def chat_not_opened(contacts: Contacts) -> str:
    """For a customer who was handed off, and whose browser could not open the chat."""
    return _with(contacts, CHAT_NOT_OPENED)


def _with(contacts: Contacts, sentence: str) -> str:
    known = [f"{_VERBS[way]} {value}" for way, value in contacts.named().items()]
    return f"{sentence} You can also {_one_of(known)}." if known else sentence


def _one_of(ways: list[str]) -> str:
    *first, last = ways
    return f"{', '.join(first)} or {last}" if first else last


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

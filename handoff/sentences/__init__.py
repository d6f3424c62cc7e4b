"""What the customer is told about a handoff: in their language, and in the merchant's words if there are any. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from handoff.contacts import NO_CONTACTS, Contacts, Way
from handoff.phrases.plain import words_of
from handoff.sentences import built_in
from handoff.sentences.kinds import Kind, Wording
from handoff.sentences.moments import moment
from handoff.sentences.own import filled
from handoff.sentences.problems import problem_with

__all__ = [
    "NO_CONTACTS",
    "Contacts",
    "Kind",
    "Way",
    "Wording",
    "closed",
    "declined",
    "failed",
    "goes_on",
    "hand_off",
    "no_humans",
    "offer",
    "offers",
    "problem_with",
]


def offer(wording: Wording, stuck: bool, said: Collection[str]) -> str:
    """The first that is not among what was said; "" where each of them is."""
    before = [_plain(text) for text in said]
    fresh = (text for text in offers(wording, stuck) if not any(_plain(text) in earlier for earlier in before))
    return next(fresh, "")


def offers(wording: Wording, stuck: bool) -> tuple[str, ...]:
    own = tuple(line.strip() for line in wording.own_text(Kind.OFFER).splitlines() if line.strip())
    ours = built_in.sentences_in(wording.language)
    return own or (ours.when_stuck if stuck else ours.offers)


def hand_off(wording: Wording) -> str:
    return wording.own_text(Kind.HAND_OFF) or built_in.sentences_in(wording.language).hand_off


def declined(wording: Wording) -> str:
    return wording.own_text(Kind.DECLINED) or built_in.sentences_in(wording.language).declined


def goes_on(wording: Wording) -> str:
    return wording.own_text(Kind.GOES_ON) or built_in.sentences_in(wording.language).goes_on


def closed(
    wording: Wording,
    now: datetime,
    next_open_at: datetime | None,
    timezone: str,
    contacts: Contacts = NO_CONTACTS,
    customer_timezone: str = "",
) -> str:
    """For a customer who asked for a human while nobody is there."""
    ours = built_in.sentences_in(wording.language)
    back = moment(ours.moments, now, next_open_at, timezone, customer_timezone) if next_open_at else ""
    own = _own(wording, Kind.CLOSED, contacts, back)
    return own or built_in.with_ways(ours, ours.back.format(back=back) if back else ours.away, contacts)


def no_humans(wording: Wording, contacts: Contacts = NO_CONTACTS) -> str:
    """For a customer who asked for a human where the merchant's chat has none."""
    ours = built_in.sentences_in(wording.language)
    return _own(wording, Kind.NO_HUMANS, contacts) or built_in.with_ways(ours, ours.no_humans, contacts)


def failed(wording: Wording, contacts: Contacts = NO_CONTACTS) -> str:
    """For a customer who was handed off, and whose browser could not open the chat."""
    ours = built_in.sentences_in(wording.language)
    return _own(wording, Kind.FAILED, contacts) or built_in.with_ways(ours, ours.failed, contacts)


def _own(wording: Wording, kind: Kind, contacts: Contacts, back: str = "") -> str:
    ways = built_in.one_of(built_in.sentences_in(wording.language), list(contacts.named().values()))
    return filled(wording.own_text(kind), {"contacts": ways, "back": back})


def _plain(text: str) -> str:
    """How two texts are compared; the spaces keep "no" from being found in "know"."""
    return f" {' '.join(words_of(text))} "

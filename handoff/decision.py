"""Facts in, decision out: the table of the design, and nothing else. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handoff import sentences
from handoff.availability import Availability
from handoff.cues import Cues
from handoff.sentences import NO_CONTACTS, Contacts


class Verdict(StrEnum):
    CONTINUE = "continue"
    OFFER = "offer"
    HAND_OFF = "hand_off"


class Trigger(StrEnum):
    """Why a handoff is considered, strongest first."""

    CUSTOMER_REQUEST = "customer_request"
    OFFER_ACCEPTED = "offer_accepted"
    PLAYBOOK = "playbook"
    TOPIC = "topic"
    STUCK = "stuck"
    AGENT = "agent"


class Reason(StrEnum):
    ALREADY_HANDED_OFF = "already_handed_off"
    NO_TRIGGER = "no_trigger"
    HANDOFF_DISABLED = "handoff_disabled"
    NO_PROVIDER = "no_provider"
    OUTSIDE_HOURS = "outside_hours"
    CLOSING_SOON = "closing_soon"
    CUSTOMER_REQUEST = "customer_request"
    OFFER_ACCEPTED = "offer_accepted"
    PLAYBOOK = "playbook"
    TOPIC = "topic"
    STUCK = "stuck"
    AGENT = "agent"


# From this exchange on the Agent shows the way to a human, without offering it.
EXIT_HINT_EXCHANGES = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true at `now` of one Agent and one conversation. `provider` is a slug, "" where none is chosen."""

    now: datetime
    enabled: bool
    provider: str
    availability: Availability
    trigger: Trigger | None
    evidence: tuple[int, ...] = ()
    ask_first: bool = False
    closing_margin: timedelta = timedelta(0)
    exchanges: int = 0
    already_handed_off: bool = False
    needs: tuple[str, ...] = ()
    contacts: Contacts = NO_CONTACTS
    # The reason that the directive gives which was reached, or that led to the offer which was accepted.
    playbook_reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    verdict: Verdict
    reason: Reason
    trigger: Trigger | None
    evidence: tuple[int, ...]
    sentence: str
    open_now: bool
    next_open_at: datetime | None
    next_change_at: datetime | None
    closes_at: datetime | None
    timezone: str
    needs: tuple[str, ...] = ()
    exit_hint: bool = False
    # The other ways to reach the team that the sentence names; none where it names none.
    contacts: Contacts = NO_CONTACTS
    playbook_reason: str = ""


# What calls for a person without the customer having said so: it takes the customer's consent.
_NEEDS_CONSENT = frozenset({Trigger.STUCK, Trigger.AGENT})
CUSTOMER_WANTS = frozenset({Trigger.CUSTOMER_REQUEST, Trigger.OFFER_ACCEPTED})
_OFFERS = {
    Trigger.STUCK: sentences.OFFER_WHEN_STUCK,
    Trigger.AGENT: sentences.OFFER_BY_AGENT,
    Trigger.PLAYBOOK: sentences.OFFER_BY_PLAYBOOK,
}


def decide(facts: Facts) -> Decision:
    verdict, reason = _outcome(facts)
    hours = facts.availability
    starts = verdict is not Verdict.CONTINUE and not facts.already_handed_off
    return Decision(
        verdict,
        reason,
        trigger=facts.trigger,
        evidence=facts.evidence,
        sentence=_sentence(facts, verdict, reason),
        open_now=hours.open_now,
        next_open_at=hours.next_open_at,
        next_change_at=hours.next_change_at,
        closes_at=hours.closes_at,
        timezone=hours.timezone,
        needs=facts.needs if starts else (),
        exit_hint=verdict is not Verdict.HAND_OFF and _may_hint(facts),
        contacts=facts.contacts if _refuses_the_customer(facts, verdict) else NO_CONTACTS,
        playbook_reason=facts.playbook_reason,
    )


def strongest_trigger(cues: Cues, asked: Trigger | None) -> tuple[Trigger | None, tuple[int, ...]]:
    """The trigger that counts, of those read in the transcript and the one that the runtime named; and its evidence."""
    read = {
        Trigger.CUSTOMER_REQUEST: cues.asks_for_human,
        Trigger.OFFER_ACCEPTED: cues.accepts_offer,
        Trigger.STUCK: cues.stuck,
    }
    for trigger in Trigger:
        evidence = read.get(trigger, ())
        if evidence or trigger is asked:
            return trigger, evidence
    return None, ()


def _outcome(facts: Facts) -> tuple[Verdict, Reason]:
    if facts.already_handed_off:
        return Verdict.HAND_OFF, Reason.ALREADY_HANDED_OFF
    if facts.trigger is None:
        return Verdict.CONTINUE, Reason.NO_TRIGGER
    offer = facts.trigger in _NEEDS_CONSENT or (facts.trigger is Trigger.PLAYBOOK and facts.ask_first)
    gate = _shut_gate(facts)
    if gate is None and offer and _closing_soon(facts):
        gate = Reason.CLOSING_SOON
    if gate is not None:
        return Verdict.CONTINUE, gate
    return Verdict.OFFER if offer else Verdict.HAND_OFF, Reason(facts.trigger.value)


def _shut_gate(facts: Facts) -> Reason | None:
    """The first gate that is shut, whatever the trigger."""
    if not facts.enabled:
        return Reason.HANDOFF_DISABLED
    if not facts.provider:
        return Reason.NO_PROVIDER
    if not facts.availability.open_now:
        return Reason.OUTSIDE_HOURS
    return None


def _closing_soon(facts: Facts) -> bool:
    closes_at = facts.availability.closes_at
    if closes_at is None or facts.closing_margin <= timedelta(0):
        return False
    return closes_at - facts.now <= facts.closing_margin


def _may_hint(facts: Facts) -> bool:
    """A way to a human is shown only while asking for one would lead there."""
    enough = facts.exchanges >= EXIT_HINT_EXCHANGES
    return enough and not facts.already_handed_off and _shut_gate(facts) is None and not _closing_soon(facts)


def _refuses_the_customer(facts: Facts, verdict: Verdict) -> bool:
    """Who asked for a human, and gets none here: the team is away, or the merchant has no chat for it."""
    return verdict is Verdict.CONTINUE and facts.trigger in CUSTOMER_WANTS


def _sentence(facts: Facts, verdict: Verdict, reason: Reason) -> str:
    # With a human in the conversation, and where nothing was asked, the product has no say.
    if facts.trigger is None or facts.already_handed_off:
        return ""
    if verdict is Verdict.HAND_OFF:
        return sentences.HAND_OFF
    if verdict is Verdict.OFFER:
        return _OFFERS[facts.trigger]
    if not _refuses_the_customer(facts, verdict):
        return sentences.GOES_ON
    if reason is Reason.OUTSIDE_HOURS:
        hours = facts.availability
        return sentences.outside_hours(facts.now, hours.next_open_at, hours.timezone, facts.contacts)
    return sentences.no_humans_here(facts.contacts)

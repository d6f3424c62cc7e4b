"""Facts in, decision out: the table of the design, and nothing else. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handoff import sentences
from handoff.availability import Availability
from handoff.contacts import NO_CONTACTS, Contacts
from handoff.decision_codes import Reason, Trigger, Verdict
from handoff.sentences import Wording
from handoff.signs import Sign, turns_of

__all__ = [
    "CUSTOMER_WANTS",
    "EXIT_HINT_EXCHANGES",
    "Decision",
    "Facts",
    "Reason",
    "Trigger",
    "Verdict",
    "decide",
]

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
    # What shows the trigger.
    signs: tuple[Sign, ...] = ()
    ask_first: bool = False
    closing_margin: timedelta = timedelta(0)
    exchanges: int = 0
    already_handed_off: bool = False
    needs: tuple[str, ...] = ()
    contacts: Contacts = NO_CONTACTS
    # Whether the customer has just said no to an offer.
    declined: bool = False
    wording: Wording = field(default_factory=Wording)
    # What the customer has read so far: an offer is not put in the same words again.
    said: tuple[str, ...] = ()
    # An IANA name, "" where it is not known.
    customer_timezone: str = ""
    # The reason that the directive gives which was reached, or that led to the offer which was accepted.
    playbook_reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    verdict: Verdict
    reason: Reason
    trigger: Trigger | None
    signs: tuple[Sign, ...]
    sentence: str
    # What the sentence is in. Where none is said it tells nothing.
    language: str
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

    @property
    def evidence(self) -> tuple[int, ...]:
        """The indexes of the turns that show the trigger."""
        return turns_of(self.signs)


# What calls for a person without the customer having said so: it takes the customer's consent.
_NEEDS_CONSENT = frozenset({Trigger.STUCK, Trigger.AGENT})
CUSTOMER_WANTS = frozenset({Trigger.CUSTOMER_REQUEST, Trigger.OFFER_ACCEPTED})


def decide(facts: Facts) -> Decision:
    offer = _offer(facts)
    verdict, reason = _outcome(facts, offer)
    hours = facts.availability
    starts = verdict is not Verdict.CONTINUE and not facts.already_handed_off
    return Decision(
        verdict,
        reason,
        trigger=facts.trigger,
        signs=facts.signs,
        sentence=offer if verdict is Verdict.OFFER else _sentence(facts, verdict, reason),
        language=facts.wording.language,
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


def _outcome(facts: Facts, offer: str) -> tuple[Verdict, Reason]:
    if facts.already_handed_off:
        return Verdict.HAND_OFF, Reason.ALREADY_HANDED_OFF
    if facts.trigger is None:
        return Verdict.CONTINUE, Reason.NO_TRIGGER
    gate = _shut_gate(facts) or (_no_offer_now(facts, offer) if _asks_first(facts) else None)
    if gate is not None:
        return Verdict.CONTINUE, gate
    return Verdict.OFFER if _asks_first(facts) else Verdict.HAND_OFF, Reason(facts.trigger.value)


def _asks_first(facts: Facts) -> bool:
    """Whether what calls for a person takes the customer's consent."""
    return facts.trigger in _NEEDS_CONSENT or (facts.trigger is Trigger.PLAYBOOK and facts.ask_first)


def _offer(facts: Facts) -> str:
    """The words of the offer; "" where there is none to make, or each of its wordings was put before."""
    if facts.already_handed_off or not _asks_first(facts):
        return ""
    return sentences.offer(facts.wording, stuck=facts.trigger is Trigger.STUCK, said=facts.said)


def _shut_gate(facts: Facts) -> Reason | None:
    """The first gate that is shut, whatever the trigger."""
    if not facts.enabled:
        return Reason.HANDOFF_DISABLED
    if not facts.provider:
        return Reason.NO_PROVIDER
    if not facts.availability.open_now:
        return Reason.OUTSIDE_HOURS
    return None


def _no_offer_now(facts: Facts, offer: str) -> Reason | None:
    if _closing_soon(facts):
        return Reason.CLOSING_SOON
    return None if offer else Reason.ALREADY_OFFERED


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
    # With a human in the conversation the product has no say.
    if facts.already_handed_off:
        return ""
    # Where nothing was asked, there is nothing to answer but a no.
    if facts.trigger is None:
        return sentences.declined(facts.wording) if facts.declined else ""
    if verdict is Verdict.HAND_OFF:
        return sentences.hand_off(facts.wording)
    if not _refuses_the_customer(facts, verdict):
        return sentences.goes_on(facts.wording)
    if reason is Reason.OUTSIDE_HOURS:
        return _closed(facts)
    return sentences.no_humans(facts.wording, facts.contacts)


def _closed(facts: Facts) -> str:
    hours = facts.availability
    return sentences.closed(
        facts.wording, facts.now, hours.next_open_at, hours.timezone, facts.contacts, facts.customer_timezone
    )

"""What holds for a conversation at an instant, by all that is given. Nothing is read, and nothing written."""

from __future__ import annotations

from datetime import datetime

from agents.transcripts import AGENT, exchanges
from handoff import cues, decision
from handoff.consultations import Consultation
from handoff.cues import Cues
from handoff.decision import Decision, Facts
from handoff.histories import History
from handoff.languages import language_of
from handoff.playbook_reasons import playbook_reason
from handoff.policies import Policy
from handoff.sentences import Wording
from handoff.triggers import strongest_trigger
from playbooks.directives import Directive


def ruling(
    policy: Policy, history: History, consultation: Consultation, directive: Directive | None, now: datetime
) -> Decision:
    return ruling_by(cues_of(policy, history, consultation), policy, history, consultation, directive, now)


def cues_of(policy: Policy, history: History, consultation: Consultation) -> Cues:
    offers = [offer.turn for offer in history.offers]
    return cues.read(consultation.transcript, offers, history.answers, policy.sensitivity)


def ruling_by(
    read: Cues,
    policy: Policy,
    history: History,
    consultation: Consultation,
    directive: Directive | None,
    now: datetime,
) -> Decision:
    """By these cues of the transcript."""
    trigger, signs = strongest_trigger(read, consultation.trigger)
    return decision.decide(
        Facts(
            now=now,
            enabled=policy.enabled,
            provider=policy.provider,
            availability=policy.hours.availability(now),
            trigger=trigger,
            signs=signs,
            ask_first=directive is not None and directive.asks_first,
            closing_margin=policy.closing_margin,
            exchanges=exchanges(consultation.transcript),
            already_handed_off=history.handed_off(now),
            needs=policy.adapter().needs(consultation.customer),
            contacts=policy.contacts,
            declined=read.declined,
            wording=_wording(policy, consultation) if trigger or read.declined else Wording(),
            said=_said(history, consultation),
            customer_timezone=consultation.customer.timezone,
            playbook_reason=playbook_reason(trigger, history, directive),
        )
    )


def _wording(policy: Policy, consultation: Consultation) -> Wording:
    """In the conversation's language, which takes longer to tell than the rest: only where something is to be said."""
    return policy.wording(language_of(consultation.transcript, consultation.customer.locale))


def _said(history: History, consultation: Consultation) -> tuple[str, ...]:
    """What the customer has read from the Agent, and the offers of earlier turns, however they were put."""
    turns = consultation.transcript
    offered = (sentence for offer in history.offers for sentence in offer.said_before(len(turns)))
    return (*(turn.text for turn in turns if turn.role == AGENT), *offered)

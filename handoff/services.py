"""Every act of the product, each one transaction and no network: the doors call these, and nothing else writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone

from agents.models import Brand, Conversation
from handoff import attention, backlog, expiry, facts, histories, policies, records, sentences, tasks, transitions
from handoff.consultations import Consultation, lock_and_ask, lock_conversation, stored_consultation, write_messages
from handoff.decision import Decision, Reason, Trigger, Verdict
from handoff.decision_codes import ACCEPT, DECLINE
from handoff.doubtful import second_look
from handoff.histories import History
from handoff.models import Handoff
from handoff.outbox import new_handoff
from handoff.policies import Policy
from handoff.rulings import ruling
from playbooks.directives import Directive
from playbooks.reached import directive_in, text_told


class UnknownDirective(ValueError):
    """The runtime named a directive that no published playbook of this Agent holds."""


class NotAllowed(Exception):
    """A handoff may not start now; `decided` says why."""

    def __init__(self, decided: Decided) -> None:
        super().__init__(decided.decision.reason)
        self.decided = decided


@dataclass(frozen=True, slots=True)
class Decided:
    """`id` is None where nothing was written (no_trigger); `handoff_id` is the open handoff, if there is one."""

    decision: Decision
    id: UUID | None = None
    handoff_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """`fallback` is what the customer may be told where the chat does not open."""

    handoff: Handoff
    created: bool
    decision: Decision
    fallback: str


def decide(brand: Brand, agent_id: UUID, consultation: Consultation) -> Decided:
    """May, or should, this conversation go to people now? Raises Agent.DoesNotExist, UnknownDirective."""
    now = timezone.now()
    policy, directive, history = _known(brand, agent_id, consultation, now)
    decided = ruling(policy, history, consultation, directive, now)
    if decided.reason is Reason.NO_TRIGGER and policy.second_opinion:
        decided, history = second_look(brand, policy, history, consultation, decided)
    if decided.reason is Reason.NO_TRIGGER:
        return Decided(decided)
    with transaction.atomic():
        conversation = lock_conversation(brand, policy.agent_id, consultation)
        if history.conversation_id not in (None, conversation.pk):
            # The customer was erased meanwhile: this is another conversation, of which nothing is known.
            history = histories.history_of(policy.agent_id, consultation.conversation)
        if len(consultation.transcript) >= history.turns_handed_off:
            write_messages(conversation, consultation.transcript)
        record_id = records.record(conversation, history, decided, now)
        if decided.verdict is Verdict.OFFER:
            transaction.on_commit(partial(tasks.wake_summary, conversation.pk), robust=True)
    return Decided(decided, record_id, history.open_handoff if history.handed_off(now) else None)


def start_handoff(brand: Brand, agent_id: UUID, consultation: Consultation, only: int | None = None) -> Started:
    """Decide again, under the conversation's lock, and hand off; the open handoff where there is one already.

    `only`: the stored conversation that the consultation was read from. Where its customer was erased since, it is
    nobody's. Raises Agent.DoesNotExist, Conversation.DoesNotExist, UnknownDirective, NotAllowed,
    TooManyStarts, backlog.TooManyWaiting (nothing is written then).
    """
    now = timezone.now()
    with transaction.atomic():
        conversation, (agents, providers, past, in_last_place) = lock_and_ask(
            brand,
            agent_id,
            consultation,
            *policies.policy_asked(brand, agent_id, _text_told(consultation, now)),
            histories.history_asked(agent_id, consultation.conversation),
            backlog.asked(brand.pk),
        )
        if only not in (None, conversation.pk):
            raise Conversation.DoesNotExist
        policy, history = policies.policy_in(agents, providers), histories.history_in(past)
        directive = _directive(policy, consultation)
        decided = ruling(policy, history, consultation, directive, now)
        if decided.verdict is not Verdict.HAND_OFF:
            raise NotAllowed(Decided(decided))
        fallback = sentences.failed(policy.wording(decided.language), policy.contacts)
        there_already = _open_handoff(history, decided, now)
        if there_already is None:
            backlog.require_room(in_last_place)  # first: a start that is refused for it uses up no limit
        handoff = there_already or _begun(conversation, policy, history, consultation, decided, now)
    return Started(handoff, created=there_already is None, decision=decided, fallback=fallback)


def accept_offer(brand: Brand, decision_id: UUID, only_agent: UUID | None = None) -> Started:
    """The customer pressed Yes. The answer is kept even where the handoff may no longer start (NotAllowed)."""
    record = records.visible(brand, decision_id, only_agent)
    trigger = Trigger.OFFER_ACCEPTED if record.verdict == Verdict.OFFER else None
    records.note_answer(record, ACCEPT)
    told = stored_consultation(record.conversation, trigger)
    return start_handoff(brand, record.conversation.agent_id, told, only=record.conversation_id)


def decline_offer(brand: Brand, decision_id: UUID, only_agent: UUID | None = None) -> Decided:
    """The customer pressed No: the Agent goes on."""
    record = records.visible(brand, decision_id, only_agent)
    records.note_answer(record, DECLINE)
    now = timezone.now()
    agent_id, consultation = record.conversation.agent_id, stored_consultation(record.conversation, None)
    policy, history = facts.policy_and_history(brand, agent_id, consultation.conversation)
    return Decided(ruling(policy, history, consultation, None, now), record.pk)


def return_to_agent(brand: Brand, handoff_id: UUID) -> Handoff:
    """The AI agent has the conversation again. Returning it twice changes nothing."""
    handoff = Handoff.objects.for_brand(brand).select_related("conversation").get(pk=handoff_id)
    transitions.end(handoff, "returned")
    return handoff


def _open_handoff(history: History, decided: Decision, now: datetime) -> Handoff | None:
    if history.open_handoff is None:
        return None
    if decided.reason is Reason.ALREADY_HANDED_OFF:
        return Handoff.objects.get(pk=history.open_handoff)  # though it may just have ended
    return expiry.stirred(history.open_handoff, now)


def _begun(
    conversation: Conversation,
    policy: Policy,
    history: History,
    consultation: Consultation,
    decided: Decision,
    now: datetime,
) -> Handoff:
    attention.require_attention(conversation.brand_id, conversation.pk, consultation.customer)
    records.note_acceptance(history, decided, conversation)
    return new_handoff(conversation, policy, consultation, decided, now)


def _known(
    brand: Brand, agent_id: UUID, consultation: Consultation, now: datetime
) -> tuple[Policy, Directive | None, History]:
    """Before anything is locked."""
    told = _text_told(consultation, now)
    policy, history = facts.policy_and_history(brand, agent_id, consultation.conversation, told)
    return policy, _directive(policy, consultation), history


def _text_told(consultation: Consultation, now: datetime) -> Subquery | None:
    return text_told(consultation.directive, now) if consultation.trigger is Trigger.PLAYBOOK else None


def _directive(policy: Policy, consultation: Consultation) -> Directive | None:
    """The playbook's directive that was reached, if any."""
    if consultation.trigger is not Trigger.PLAYBOOK:
        return None
    directive = directive_in(policy.told, consultation.directive)
    if directive is None:
        raise UnknownDirective(consultation.directive)
    return directive

"""Tests of the handoff: a conversation of their own, the true decision, and a real handoff whatever that says."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agents.models import Brand
from agents.transcripts import AGENT, CUSTOMER, Turn
from handoff import policies, tasks
from handoff.consultations import Consultation, lock_conversation
from handoff.decision import Decision, Reason
from handoff.histories import History
from handoff.languages import language_of
from handoff.models import ChatStatus, ContextStatus, CredentialStatus, Handoff, HandoffTrial
from handoff.outbox import new_handoff
from handoff.providers import base, registry
from handoff.providers.base import Customer
from handoff.rulings import ruling
from handoff.transitions import WAITS_FOR_CHAT

MOST_IN_AN_HOUR = 10
TEST_CUSTOMER = "Test customer"
SAMPLE = (
    Turn(CUSTOMER, "Hi, my order 1001 came today and the mug is in pieces."),
    Turn(AGENT, "I'm sorry to hear that! Could you tell me whether the box was damaged too?"),
    Turn(CUSTOMER, "The box was fine, but the mug inside was broken in three. It was meant as a present for Saturday."),
    Turn(AGENT, "Thank you. You can send it back within 30 days for a refund: please follow the link in our e-mail."),
    Turn(CUSTOMER, "A refund doesn't help me, I need a new mug by Saturday. Can I talk to a human, please?"),
)


class NoProvider(Exception):
    """There is no platform to hand off to."""


class TooManyTrials(Exception):
    """This Brand has tested as often as it may for now."""


class Outcome(StrEnum):
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"


def start_trial(brand: Brand, agent_id: UUID, told: Sequence[Turn], tester: Customer) -> HandoffTrial:
    """Hand a copy of this conversation off, in the tester's name, whatever the hours and the Agent's toggle say.

    Nothing is counted, and no decision is kept. Raises Agent.DoesNotExist, NoProvider, TooManyTrials.
    """
    now = timezone.now()
    with transaction.atomic():
        _require_room(brand)
        policy = policies.policy_of(brand, agent_id)
        if not registry.known(policy.provider):
            raise NoProvider
        consultation = Consultation(f"test-{secrets.token_hex(12)}", tuple(told), customer=tester, is_test=True)
        decided = ruling(policy, History(), consultation, None, now)
        conversation = lock_conversation(brand, policy.agent_id, consultation)
        handoff = new_handoff(conversation, policy, consultation, _regardless(decided, consultation), now)
        trial = HandoffTrial.objects.create(
            brand=brand,
            agent_id=policy.agent_id,
            provider=policy.provider,
            handoff=handoff,
            decision={"verdict": decided.verdict, "reason": decided.reason, "sentence": decided.sentence},
        )
        transaction.on_commit(partial(tasks.wake_credential_check, trial.pk), robust=True)
    return trial


def tester(user_id: int, email: str) -> Customer:
    """Whose record at the platform a test may write to: nobody's but the tester's own."""
    if email:
        return Customer(email=email, name=TEST_CUSTOMER)
    return Customer(id=f"handoff-test-{user_id}", name=TEST_CUSTOMER)


def last_trial(brand: Brand) -> HandoffTrial | None:
    return HandoffTrial.objects.for_brand(brand).select_related("handoff").first()


def outcome(trial: HandoffTrial) -> Outcome:
    """Passed: good credentials or none needed, and the context delivered, not supported, or with the browser."""
    handoff = trial.handoff
    failed_context = handoff.context_status in (ContextStatus.FAILED, ContextStatus.UNKNOWN)
    if trial.credentials in (CredentialStatus.REJECTED, CredentialStatus.UNREACHABLE):
        return Outcome.FAILED
    if handoff.chat_status == ChatStatus.FAILED or (failed_context and not carried_by_browser(handoff)):
        return Outcome.FAILED
    return Outcome.RUNNING if under_way(trial) else Outcome.PASSED


def under_way(trial: HandoffTrial) -> bool:
    """Whether a worker still has something to find out."""
    handoff = trial.handoff
    delivering = handoff.context_status == ContextStatus.PENDING and not carried_by_browser(handoff)
    if handoff.context_reason == WAITS_FOR_CHAT and handoff.chat_status == ChatStatus.PENDING:
        delivering = False  # what comes next is the tester's
    return trial.credentials == CredentialStatus.PENDING or delivering


def carried_by_browser(handoff: Handoff) -> bool:
    return handoff.context_via in base.BY_BROWSER and handoff.next_due is None


def _require_room(brand: Brand) -> None:
    """The Brand's row is held meanwhile, so that two people at once don't slip through."""
    Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
    hour_ago = timezone.now() - timedelta(hours=1)
    if HandoffTrial.objects.for_brand(brand).filter(created_at__gt=hour_ago).count() >= MOST_IN_AN_HOUR:
        raise TooManyTrials


def _regardless(decided: Decision, told: Consultation) -> Decision:
    """The handoff's reason is what called for it, and not the gate that is shut. Where nothing did, nothing was to be
    said, and nobody looked for the language."""
    if decided.trigger:
        return replace(decided, reason=Reason(decided.trigger.value))
    language = language_of(told.transcript, told.customer.locale)
    return replace(decided, reason=Reason.NO_TRIGGER, language=language)

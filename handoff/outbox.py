"""A new handoff. Its row is the outbox: the wake-up after the commit only makes it quick."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from agents.inserts import Insert, add_together
from agents.models import Conversation
from handoff import request_ids, tasks, transitions
from handoff.consultations import Consultation, messages
from handoff.decision import Decision
from handoff.models import Handoff, new_ref
from handoff.policies import Policy

VISITOR_PATIENCE = timedelta(seconds=5)
# The others are the same for each new one: the database's defaults, or NULL.
_GIVEN = (
    "id",
    "ref",
    "brand_id",
    "conversation_id",
    "provider",
    "reason",
    "trigger",
    "evidence",
    "playbook_reason",
    "turn_count",
    "language",
    "request_id",
    "started_at",
    "expires_at",
)
_RETRIED = {"retry_until": Now() + transitions.RETRIED_FOR}
_DUE_NOW = Insert(Handoff, _GIVEN, fixed={"next_due": Now(), **_RETRIED})
# Once the browser has had time to tell the visitor id of the platform's widget.
_DUE_SOON = Insert(Handoff, _GIVEN, fixed={"next_due": Now() + VISITOR_PATIENCE, **_RETRIED})


def new_handoff(
    conversation: Conversation, policy: Policy, consultation: Consultation, decided: Decision, now: datetime
) -> Handoff:
    """With the words that it is about. To be called in the transaction that writes its conversation."""
    insert = _DUE_SOON if policy.adapter().waits_for_visitor(consultation.customer) else _DUE_NOW
    row = (  # as _GIVEN has it
        uuid4(),
        new_ref(),
        conversation.brand_id,
        conversation.pk,
        policy.provider,
        decided.reason,
        decided.trigger or "",
        list(decided.evidence),
        decided.playbook_reason,
        conversation.turn_count,
        decided.language,
        request_ids.current(),
        now,
        now + timedelta(seconds=settings.HANDOFF_OPEN_DEADLINE_SECONDS),
    )
    handoff = insert.instance(row)
    handoff.conversation = conversation
    add_together(
        messages(conversation, consultation.transcript),
        (insert, [row]),
        transitions.event(handoff, transitions.STARTED, reason=decided.reason, provider=policy.provider),
    )
    transaction.on_commit(partial(tasks.wake_delivery, handoff.pk), robust=True)
    return handoff

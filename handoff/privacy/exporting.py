"""All that is stored of a customer in one Brand, as JSON says it: every table, no byte of anybody else's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet

from agents import audit
from agents.models import Action, Brand, Conversation
from handoff.models import Disclosure, Handoff, IdempotentAnswer, Summary
from handoff.privacy.who import Who, conversations_of

ENCODER = DjangoJSONEncoder
# Columns that tell of the machinery, or of the Brand, and of no customer.
_OURS = frozenset(("id", "brand", "conversation", "handoff", "api_key", "request_digest", "request_id"))
_OUTBOX = frozenset(("attempts", "failures", "crashes", "next_due", "lease_until", "retry_until"))


def export(brand: Brand, who: Who) -> dict[str, Any]:
    """Conversation by conversation, oldest first. An empty list where there is nothing of theirs."""
    rows = Conversation.objects.for_brand(brand).filter(pk__in=conversations_of(brand, who)).select_related("agent")
    return {"brand": brand.name, "conversations": [_conversation(row) for row in rows.order_by("pk")]}


def hand_out(brand: Brand, who: Who) -> dict[str, Any]:
    """The same, for somebody to take along: the audit log says so."""
    told = export(brand, who)
    audit.record(Action.CUSTOMER_EXPORTED, brand, count=len(told["conversations"]))
    return told


def found(brand: Brand, who: Who) -> Mapping[str, int]:
    """How many rows of each kind an export would hold, for a person to look at first."""
    told = export(brand, who)["conversations"]
    parts = ("messages", "summaries", "decisions", "handoffs", "sent_to")
    return {"conversations": len(told), **{name: sum(len(one[name]) for one in told) for name in parts}}


def _conversation(row: Conversation) -> dict[str, Any]:
    handoffs = list(row.handoffs.order_by("started_at"))
    return {
        "id": row.external_id,
        "agent": row.agent.name,
        "customer": row.customer,
        "is_test": row.is_test,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "messages": list(row.messages.order_by("position").values("role", "text", "said_at")),
        "summaries": _told(Summary.objects.filter(conversation=row).order_by("pk"), "created_at"),
        "decisions": _told(row.decisions.order_by("first_at")),
        "handoffs": [_handoff(handoff) for handoff in handoffs],
        "answers_kept_for_repeats": _told(IdempotentAnswer.objects.filter(handoff__in=handoffs)),
        "sent_to": _told(Disclosure.objects.filter(conversation=row).order_by("at")),
    }


def _handoff(row: Handoff) -> dict[str, Any]:
    events = list(row.events.values("name", "detail", "at"))
    return {"ref": row.ref, **_columns(row, _OUTBOX), "events": events}


def _told(rows: QuerySet[Any], *more: str) -> list[dict[str, Any]]:
    return [{**_columns(row), **{name: getattr(row, name) for name in more}} for row in rows]


def _columns(row: Model, without: Iterable[str] = ()) -> dict[str, Any]:
    """A column that is added later is told too."""
    shown = [field for field in row._meta.concrete_fields if field.name not in _OURS.union(without)]
    return {field.name: field.value_from_object(row) for field in shown}

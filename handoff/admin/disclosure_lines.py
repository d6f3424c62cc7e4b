"""What pages say of something that was sent: to whom, when, which kinds of data; no word of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from handoff import words
from handoff.disclosed import KINDS, TRANSCRIPT
from handoff.models import Disclosure, Handoff, Recipient
from handoff.providers import registry


@dataclass(frozen=True, slots=True)
class SentLine:
    whom: str
    at: str
    what: str
    masked: str = ""
    ref: str = ""
    url: str = ""
    provider_ref: str = ""


def line_of(row: Disclosure, zone: str) -> SentLine:
    handoff = row.handoff
    return SentLine(
        whom=_whom(row),
        at=words.moment(row.at, zone),
        what=what(row),
        masked=words.event("masked", row.masked) if row.masked else "",
        ref=handoff.ref if handoff else "",
        url=reverse("admin:handoff_handoff_change", args=[handoff.pk]) if handoff else "",
        provider_ref=handoff.provider_ref if handoff else "",
    )


def what(row: Disclosure) -> str:
    """In the order of the table, `summary, transcript (5 turns), name`."""
    turns = f" ({row.turns} turn{'' if row.turns == 1 else 's'})"
    named = [label + (turns if kind == TRANSCRIPT else "") for kind, label in KINDS.items() if kind in row.kinds]
    return ", ".join(named)


def sent_of(handoff: Handoff) -> QuerySet[Disclosure]:
    """Its own, and what a model was asked of its conversation."""
    rows = Disclosure.objects.filter(Q(handoff=handoff) | Q(handoff=None), conversation=handoff.conversation_id)
    return rows.select_related("handoff").order_by("at", "pk")


def _whom(row: Disclosure) -> str:
    host = f" ({row.host})" if row.host else ""
    if row.recipient == Recipient.MODEL:
        return f"AI model {row.name}{host}"
    platform = registry.provider_class(row.name).label if registry.known(row.name) else row.name
    if row.recipient == Recipient.BROWSER:
        return f"{platform}, by the customer's browser"
    return f"{platform}{host}"

"""What a conversation leaves behind once its words are gone: ids, codes, counts and times. One place for all tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Case, F, Q, Value, When

from agents.models import Conversation, Message
from agents.purging import deletions_allowed
from handoff import transitions, words
from handoff.models import DecisionRecord, Handoff, HandoffEvent, HandoffTrial, IdempotentAnswer, Summary

REMOVED = "removed"
# The details of an event that are never a code of ours, or only where they are known: a browser may report any reason.
_WORDS = ("reason",)
_CODES = frozenset((*words.DETAILS, *words.ENDINGS, *words.REASONS, REMOVED))
_WITH_WORDS = (transitions.CHAT, transitions.CONTEXT, transitions.ATTEMPT_FAILED, transitions.ENDED)


def remove(conversations: Collection[int], now: datetime) -> None:
    """The words of these conversations and of all that was made of them. Their rows are the caller's to lock."""
    handoffs = list(Handoff.objects.filter(conversation__in=conversations).values_list("pk", flat=True))
    with deletions_allowed():
        Message.objects.filter(conversation__in=conversations).delete()
        Summary.objects.filter(conversation__in=conversations).delete()
        DecisionRecord.objects.filter(conversation__in=conversations).update(
            evidence=[], sentence="", earlier_sentences=[], playbook_reason=""
        )
        HandoffTrial.objects.filter(handoff__in=handoffs).update(decision={}, credentials_detail="")
        IdempotentAnswer.objects.filter(handoff__in=handoffs).delete()
        _of_handoffs(handoffs)
        _of_events(handoffs)
        Conversation.objects.filter(pk__in=conversations).update(customer={}, texts_removed_at=now)


def _of_handoffs(handoffs: Collection[UUID]) -> None:
    Handoff.objects.filter(pk__in=handoffs).update(
        evidence=[],
        playbook_reason="",
        visitor_id="",
        context_reply="",
        context_reason=_if_a_code("context_reason"),
        chat_reason=_if_a_code("chat_reason"),
    )


def _if_a_code(column: str) -> Case:
    return Case(When(Q(**{column: ""}) | Q(**{f"{column}__in": _CODES}), then=F(column)), default=Value(REMOVED))


def _of_events(handoffs: Collection[UUID]) -> None:
    """No event is ever changed: those of a handoff with words in any make room for the same ones without.

    All of its, also those without words: SQLite keeps times as texts, and one of its own is shorter than one of ours.
    """
    found = HandoffEvent.objects.filter(handoff__in=handoffs, name__in=_WITH_WORDS)
    with_words = {event.handoff_id for event in found if _without_words(event.detail) != event.detail}
    events = HandoffEvent.objects.filter(handoff__in=with_words)
    told = list(events.order_by("pk"))
    events.delete()
    for event in told:
        event.detail = _without_words(event.detail) if event.name in _WITH_WORDS else event.detail
    HandoffEvent.objects.bulk_create(told)


def _without_words(detail: Mapping[str, object]) -> dict[str, object]:
    unknown = {name for name in _WORDS if detail.get(name) and detail[name] not in _CODES}
    return {name: REMOVED if name in unknown else value for name, value in detail.items()}

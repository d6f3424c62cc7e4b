"""The only ways in which a Handoff's state changes. Each is one conditional UPDATE and one event, or nothing at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now
from django.utils import timezone

from agents.inserts import Addition, Insert, add_together
from handoff import states
from handoff.models import ChatStatus, ContextStatus, Handoff, HandoffEvent
from handoff.providers import base

# Events, as the history shows them.
STARTED = "started"
VISITOR_KNOWN = "visitor_known"
ATTEMPT_FAILED = "attempt_failed"
CONTEXT = "context"
CONTEXT_WAITS = "context_waits"
MASKED = "masked"
CHAT = "chat"
REDRIVEN = "redriven"
ENDED = "ended"

REASON_LENGTH = 200
# How long the context is tried; the chat itself opens at once.
RETRIED_FOR = timedelta(hours=24)
NOT_CONFIRMED = "not_confirmed_by_browser"
WAITS_FOR_CHAT = "waits_for_chat"
OPEN = Q(ended_at=None)
WITH_ITS_TEXTS = Q(conversation__texts_removed_at=None)
DELIVERING = Q(context_status=ContextStatus.PENDING, next_due__isnull=False)
# What a browser's word that the chat took the context is worth. What stands ready to send may never be sent, and some
# widgets take a message without a word of what became of it.
CARRIED = {
    base.BROWSER_FIELDS: (ContextStatus.DELIVERED, "confirmed_by_browser"),
    base.VISIBLE_MESSAGE: (ContextStatus.UNKNOWN, "given_to_chat"),
    base.PREFILLED: (ContextStatus.UNKNOWN, "ready_to_send"),
}


_EVENTS = Insert(HandoffEvent, ("handoff_id", "name", "detail"), fixed={"at": Now()})


def record(handoff: Handoff, name: str, **detail: object) -> None:
    add_together(event(handoff, name, **detail))


def event(handoff: Handoff, name: str, **detail: object) -> Addition:
    return _EVENTS, [(handoff.pk, name, detail)]


@transaction.atomic
def change(handoff: Handoff, allowed: Q, event: str, changes: dict[str, Any], **detail: object) -> bool:
    """Make the changes if the row is still as `allowed` says, and note them in the history. False: it no longer is.

    A state changes only along the edges of handoff.states.
    """
    changed = Handoff.objects.filter(allowed, _edges(changes), pk=handoff.pk).update(**changes)
    if not changed:
        return False
    for name, value in changes.items():
        setattr(handoff, name, value)
    record(handoff, event, **detail)
    return True


def _edges(changes: dict[str, Any]) -> Q:
    edges = Q()
    if "context_status" in changes:
        edges &= Q(context_status__in=states.before(states.CONTEXT_EDGES, changes["context_status"]))
    if "chat_status" in changes:
        edges &= Q(chat_status__in=states.before(states.CHAT_EDGES, changes["chat_status"]))
    return edges


@transaction.atomic
def end(handoff: Handoff, reason: str, allowed: Q = OPEN) -> bool:
    """The conversation goes back to the AI agent. What the browser had yet to carry did not arrive.

    Both or neither: nobody comes back to an ended handoff whose context the browser still has.
    """
    ending = {"ended_at": timezone.now(), "end_reason": reason}
    ended = change(handoff, allowed, ENDED, ending, reason=reason)
    if ended:
        _give_up_browser_context(handoff)
        look_for_chat_now(handoff)
    return ended


def _give_up_browser_context(handoff: Handoff) -> None:
    left_to_it = Q(context_status=ContextStatus.PENDING, next_due=None, context_via__in=base.BY_BROWSER)
    settle_context(handoff, left_to_it, ContextStatus.FAILED, handoff.context_via, NOT_CONFIRMED)


def settle_context(
    handoff: Handoff,
    allowed: Q,
    status: ContextStatus,
    via: str,
    reason: str = "",
    *,
    ref: str = "",
    reply: str = "",
) -> bool:
    """The context's final state, unless a person sends it again. `reply`: how the platform refused it."""
    changes: dict[str, Any] = {
        "context_status": status,
        "context_via": via,
        "context_reason": reason[:REASON_LENGTH],
        "context_reply": reply,
        "next_due": None,
        "lease_until": None,
    }
    if status == ContextStatus.DELIVERED:
        changes["delivered_at"] = Now()
    if ref:
        changes["provider_ref"] = ref
    return change(handoff, allowed, CONTEXT, changes, status=status, via=via, reason=reason)


def redrive(handoff: Handoff, *, by: str) -> bool:
    """A person has it sent again, as if it had just begun. False where its state no longer allows it."""
    undelivered = Q(context_status__in=(ContextStatus.FAILED, ContextStatus.UNKNOWN)) & WITH_ITS_TEXTS
    anew = {
        "context_status": ContextStatus.PENDING,
        "context_via": "",
        "context_reason": "",
        "context_reply": "",
        "failures": 0,
        "crashes": 0,
        # Whoever may still be at it is no longer the one whose word counts.
        "attempts": F("attempts") + 1,
        "next_due": Now(),
        "lease_until": None,
        "retry_until": Now() + RETRIED_FOR,
    }
    return change(handoff, undelivered, REDRIVEN, anew, by=by)


def leave_to_browser(handoff: Handoff, allowed: Q, via: str) -> bool:
    """The browser carries the context; its receipt, or the handoff's end, says what became of it.

    A handoff that has ended meanwhile has no browser any more.
    """
    left = {"context_via": via, "context_reason": "", "next_due": None, "lease_until": None}
    if change(handoff, allowed & OPEN, CONTEXT, left, via=via):
        return True
    return settle_context(handoff, allowed, ContextStatus.FAILED, via, NOT_CONFIRMED)


def carried_by_browser(handoff: Handoff, allowed: Q, via: str) -> bool:
    """The browser says that the chat took the context."""
    status, reason = CARRIED[via]
    return settle_context(handoff, allowed, status, via, reason)


def wait_for_chat(handoff: Handoff, allowed: Q, next_due: CombinedExpression) -> bool:
    """The context follows the customer's chat, which has not begun. Told once, however often it is looked for."""
    waiting = {
        "context_reason": WAITS_FOR_CHAT,
        "next_due": next_due,
        "lease_until": None,
        "failures": 0,
        "crashes": 0,
    }
    if handoff.context_reason == WAITS_FOR_CHAT:
        return bool(Handoff.objects.filter(allowed, pk=handoff.pk).update(**waiting))
    return change(handoff, allowed, CONTEXT_WAITS, waiting)


def look_for_chat_now(handoff: Handoff) -> bool:
    """It has just begun, or never will. False where nothing waits for it, or the platform asked to be left alone."""
    waiting = DELIVERING & Q(context_reason=WAITS_FOR_CHAT, failures=0, lease_until=None)
    return bool(Handoff.objects.filter(waiting, pk=handoff.pk).update(next_due=Now()))


def keep_open(handoff: Handoff, expires_at: datetime) -> None:
    """A sign of life of a chat that is open. Nothing of note for the history."""
    Handoff.objects.filter(OPEN, pk=handoff.pk).update(expires_at=expires_at)


def chat(handoff: Handoff, status: ChatStatus, reason: str, allowed: Q, **changes: Any) -> bool:
    return change(
        handoff, allowed, CHAT, {"chat_status": status, "chat_reason": reason, **changes}, status=status, reason=reason
    )

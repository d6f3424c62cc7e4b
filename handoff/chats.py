"""The browser's side of a handoff: how the chat opens, and what the browser reports of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from handoff import contexts, disclosures, metrics, sentences, tasks, transitions
from handoff.alarms import watching
from handoff.models import ChatStatus, ContextStatus, Handoff, Summary, SupportProvider
from handoff.providers import base
from handoff.providers.base import ChatLaunch, Customer, Provider
from handoff.sentences import Wording
from handoff.summary_writing import brief_text

READY = "ready"
PREPARING = "preparing"
OPENED = "opened"
FAILED = "failed"
CLOSED = "closed"
VISITOR = "visitor"
VISITOR_ID = "visitor_id"

# The customer waits for the chat: no longer than this for what the launch should carry.
PATIENCE = timedelta(seconds=2)
RETRY_AFTER_MS = 300


class HandoffEnded(Exception):
    """The conversation is the AI agent's again; there is no chat to open."""


@dataclass(frozen=True, slots=True)
class LaunchState:
    """`launch` is None while `status` is PREPARING. `settled`: asking again will not tell more.

    `fallback` is what the customer may be told where the chat does not open.
    """

    handoff: Handoff
    status: str
    launch: ChatLaunch | None = None
    settled: bool = False
    wants: str = ""
    retry_after_ms: int = RETRY_AFTER_MS

    @property
    def fallback(self) -> str:
        return fallback_of(self.handoff)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a browser reports: OPENED, FAILED, CLOSED or VISITOR."""

    event: str
    reason: str = ""
    context_passed: bool = False
    visitor_id: str = ""


def chat_launch(handoff_id: UUID) -> LaunchState:
    """What the browser must do now. Raises Handoff.DoesNotExist, HandoffEnded."""
    handoff = _handoff(handoff_id)
    if handoff.ended_at is not None:
        raise HandoffEnded
    provider = adapter_of(handoff)
    pending = handoff.context_status == ContextStatus.PENDING and handoff.next_due is not None
    if pending and _wants_visitor(handoff, provider):
        return LaunchState(handoff, PREPARING, wants=VISITOR_ID)
    improves = pending and _will_carry_more(handoff, provider)
    if improves and timezone.now() - handoff.started_at < PATIENCE:
        return LaunchState(handoff, PREPARING)
    context = contexts.context_of(handoff, _summary_text(handoff))
    launch = provider.launch(context)
    disclosures.note_launch(handoff, context, launch.options)
    return LaunchState(handoff, READY, launch, settled=not improves)


def was_opened(handoff_id: UUID) -> bool:
    return Handoff.objects.filter(pk=handoff_id, opened_at__isnull=False).exists()


def record_receipt(handoff_id: UUID, receipt: Receipt) -> Handoff:
    """Note what the browser saw. A receipt of a handoff that has ended changes nothing."""
    handoff = _handoff(handoff_id)
    if handoff.ended_at is None:
        with transaction.atomic():
            _RECEIPTS[receipt.event](handoff, receipt)
        watching.note_outcome(handoff)
    return handoff


def fallback_of(handoff: Handoff) -> str:
    own = getattr(handoff.conversation.agent, "handoff_settings", None)
    wording = Wording(handoff.language or "en", own.sentences if own else {})
    return sentences.failed(wording, handoff.brand.support_provider.contacts())


def _handoff(handoff_id: UUID) -> Handoff:
    related = ("brand__support_provider", "conversation__agent__handoff_settings", "summary")
    return Handoff.objects.select_related(*related).get(pk=handoff_id)


def adapter_of(handoff: Handoff) -> Provider:
    """The platform that the handoff began with, even if the merchant has chosen another since."""
    row: SupportProvider = handoff.brand.support_provider
    return row.adapter(handoff.provider)


def _wants_visitor(handoff: Handoff, provider: Provider) -> bool:
    """Only for as long as delivery itself waits for it."""
    waiting = handoff.attempts == 0 and not handoff.visitor_id
    return waiting and provider.waits_for_visitor(Customer(**handoff.conversation.customer))


def _will_carry_more(handoff: Handoff, provider: Provider) -> bool:
    """Whether delivery is about to make what the launch carries: the conversation, or the summary for a field."""
    if provider.begins_chat():
        return not handoff.provider_ref
    return provider.browser_via() == base.BROWSER_FIELDS and _summary(handoff) is None


def _summary(handoff: Handoff) -> Summary | None:
    return getattr(handoff, "summary", None)


def _summary_text(handoff: Handoff) -> str:
    """The summary, or where it isn't written in time, the brief."""
    if summary := _summary(handoff):
        return summary.text
    transcript = handoff.conversation.transcript(handoff.turn_count)
    language, allowed = handoff.brand.support_provider.team_language, handoff.brand.model_allowed
    return brief_text(transcript, language, handoff.language, model_allowed=allowed)


def _opened(handoff: Handoff, receipt: Receipt) -> None:
    now = timezone.now()
    expires_at = now + timedelta(seconds=settings.HANDOFF_SILENCE_SECONDS)
    not_yet = transitions.OPEN & ~Q(chat_status=ChatStatus.OPENED)
    first = transitions.chat(handoff, ChatStatus.OPENED, "", not_yet, expires_at=expires_at, opened_at=now)
    if first:
        transaction.on_commit(partial(metrics.chat_opened, (now - handoff.started_at).total_seconds()), robust=True)
    else:
        transitions.keep_open(handoff, expires_at)
    if receipt.context_passed:
        _carried(handoff, adapter_of(handoff))
    if first and transitions.look_for_chat_now(handoff):
        transaction.on_commit(partial(tasks.wake_delivery, handoff.pk), robust=True)


def _carried(handoff: Handoff, provider: Provider) -> None:
    """What the worker may still deliver is better: then the browser's way is only noted."""
    via = provider.browser_via()
    if via not in base.BY_BROWSER:
        return
    noted = {"context_via": via}
    if provider.context_via() == base.API and transitions.change(
        handoff, transitions.DELIVERING, transitions.CONTEXT, noted, via=via
    ):
        return
    not_yet = Q(context_status__in=(ContextStatus.PENDING, ContextStatus.FAILED))
    transitions.carried_by_browser(handoff, not_yet, via)


def _did_not_open(handoff: Handoff, receipt: Receipt) -> None:
    """One browser's failure ends the handoff, unless the chat is open in another."""
    still_opening = transitions.OPEN & Q(chat_status=ChatStatus.PENDING)
    if transitions.chat(handoff, ChatStatus.FAILED, receipt.reason, still_opening):
        transitions.end(handoff, "chat_failed")


def _was_closed(handoff: Handoff, receipt: Receipt) -> None:
    if transitions.chat(handoff, ChatStatus.CLOSED, receipt.reason, transitions.OPEN):
        transitions.end(handoff, "chat_closed")


def _visitor_known(handoff: Handoff, receipt: Receipt) -> None:
    """Delivery need not wait any longer."""
    unknown = Q(visitor_id="", context_status=ContextStatus.PENDING, attempts=0)
    changes = {"visitor_id": receipt.visitor_id, "next_due": Now()}
    if receipt.visitor_id and transitions.change(handoff, unknown, transitions.VISITOR_KNOWN, changes):
        transaction.on_commit(partial(tasks.wake_delivery, handoff.pk), robust=True)


_RECEIPTS = {OPENED: _opened, FAILED: _did_not_open, CLOSED: _was_closed, VISITOR: _visitor_known}

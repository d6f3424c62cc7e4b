"""A context that follows the customer's chat: how long that is looked for at the platform, and what comes of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Now

from handoff import transitions
from handoff.models import ContextStatus, Handoff, SupportProvider
from handoff.providers import base

# It is looked for again after half of the time that it was waited for, within these seconds.
LEAST, MOST = 2.0, 1800.0
CHAT_BEGINS_WITHIN = timedelta(hours=24)
# What the customer wrote just before closing the chat may still be on its way into the platform's lists.
AFTER_THE_END = timedelta(minutes=2)


def wait_for_chat(handoff: Handoff, mine: Q) -> None:
    """`mine`: this attempt still holds the row."""
    if not _decide(handoff, mine):
        _decide(handoff, mine)  # the chat opened or ended meanwhile


def _decide(handoff: Handoff, mine: Q) -> bool:
    now = _refreshed(handoff)
    as_seen = mine & Q(opened_at=handoff.opened_at, ended_at=handoff.ended_at)
    if may_still_begin(handoff, now):
        return transitions.wait_for_chat(handoff, as_seen, Now() + timedelta(seconds=_look_again_in(handoff, now)))
    if handoff.context_via in base.BY_BROWSER:
        return transitions.carried_by_browser(handoff, as_seen, handoff.context_via)
    status, reason = _without_chat(handoff)
    return transitions.settle_context(handoff, as_seen, status, base.NONE, reason)


def _refreshed(handoff: Handoff) -> datetime:
    """What may have changed meanwhile is read anew. Returns the database's time."""
    row = Handoff.objects.filter(pk=handoff.pk).annotate(now=Now())
    handoff.opened_at, handoff.ended_at, handoff.context_via, now = row.values_list(
        "opened_at", "ended_at", "context_via", "now"
    ).get()
    return now


def may_still_begin(handoff: Handoff, now: datetime) -> bool:
    if handoff.ended_at is not None:
        return handoff.opened_at is not None and now - handoff.ended_at < AFTER_THE_END
    return now - handoff.started_at < CHAT_BEGINS_WITHIN


def _look_again_in(handoff: Handoff, now: datetime) -> float:
    """Seconds."""
    waited = now - (handoff.opened_at or handoff.started_at)
    most = MOST if handoff.ended_at is None else AFTER_THE_END.total_seconds()
    return min(max(waited.total_seconds() / 2, LEAST), most)


def _without_chat(handoff: Handoff) -> tuple[ContextStatus, str]:
    """Where the chat begins with a message of ours and all the same is not found, something is set up wrongly."""
    platform = SupportProvider.objects.get(brand=handoff.brand_id).adapter(handoff.provider)
    if handoff.opened_at and platform.speaks_first():
        return ContextStatus.FAILED, "chat_not_found"
    return ContextStatus.NOT_SUPPORTED, "customer_wrote_nothing"

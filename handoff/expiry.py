"""Handoffs whose time is over: the chat was never opened, or nobody has stirred for long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from agents import scopes
from handoff import transitions
from handoff.models import ChatStatus, Handoff

NOT_OPENED = "not_opened"
SILENCE = "silence"


@scopes.across_brands("handoffs that nobody ended")
def overdue(limit: int) -> Iterable[UUID]:
    rows = Handoff.objects.filter(ended_at=None, expires_at__lte=Now()).order_by("expires_at")
    return list(rows.values_list("pk", flat=True)[:limit])


def end_overdue(handoff: Handoff) -> bool:
    """False where it stirred after it was read: the chat was opened at the last moment."""
    reason = SILENCE if handoff.chat_status == ChatStatus.OPENED else NOT_OPENED
    return transitions.end(handoff, reason, transitions.OPEN & Q(expires_at=handoff.expires_at))


def stirred(handoff_id: UUID, now: datetime) -> Handoff | None:
    """A handoff whose time is over, and that the sweeper has not reached yet, is ended: unless its chat was opened
    since that was read. Then it is the answer."""
    handoff = Handoff.objects.select_for_update().get(pk=handoff_id)
    if handoff.ended_at is None and now < handoff.expires_at:
        return handoff
    end_overdue(handoff)
    return None

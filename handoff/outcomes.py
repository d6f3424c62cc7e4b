"""What became of a handoff, as the pages count and filter it: one meaning of each word for all of them."""

from __future__ import annotations

from django.db.models import Q

from handoff.expiry import NOT_OPENED
from handoff.lateness import is_late
from handoff.mends import NOTHING_TO_MEND
from handoff.models import ChatStatus, ContextStatus, Handoff

OPENED = Q(opened_at__isnull=False)
DID_NOT_OPEN = Q(chat_status=ChatStatus.FAILED) | Q(opened_at=None, end_reason=NOT_OPENED)
STILL_OPEN = Q(ended_at=None)
FAILED = Q(context_status=ContextStatus.FAILED)
UNKNOWN = Q(context_status=ContextStatus.UNKNOWN)
# What a person can do something about.
NEEDS_ATTENTION = (FAILED | UNKNOWN) & ~Q(context_reason__in=NOTHING_TO_MEND)
# The reason of one that was looked for afterwards, and was there.
FOUND_THERE = "found_there"

# By its name in a page's address: what the filter calls it, and which rows it means.
OUTCOMES: dict[str, tuple[str, Q]] = {
    "opened": ("The chat opened", OPENED),
    "not_opened": ("The chat did not open", DID_NOT_OPEN),
    "open": ("Still with your team", STILL_OPEN),
    "returned": ("Given back to the AI agent", Q(end_reason="returned")),
    "closed": ("The chat was closed", Q(end_reason="chat_closed")),
    "silence": ("Nothing was heard for a long time", Q(end_reason="silence")),
    "attention": ("Needs attention", NEEDS_ATTENTION),
    "context_failed": ("The context could not be passed", FAILED),
    "context_unknown": ("Not known whether the context arrived", UNKNOWN),
}
# Those of them whose handoffs can be sent again.
UNDELIVERED = ("attention", "context_failed", "context_unknown")


def chat_status(handoff: Handoff) -> tuple[str, str]:
    """The chat's status and its words: one that nobody opened in time is opening no more."""
    if handoff.chat_status == ChatStatus.PENDING and handoff.end_reason == NOT_OPENED:
        return ChatStatus.FAILED, "Did not open"
    if handoff.chat_status == ChatStatus.PENDING and handoff.ended_at:
        return ChatStatus.CLOSED, "Not opened"
    return handoff.chat_status, str(handoff.get_chat_status_display())


def context_status(handoff: Handoff) -> tuple[str, str]:
    """The context's status and its words."""
    if was_late(handoff):
        return ContextStatus.DELIVERED, "Delivered late"
    return handoff.context_status, str(handoff.get_context_status_display())


def was_late(handoff: Handoff) -> bool:
    """Whether it reached the team late. When one arrived that was found there afterwards is not known."""
    delivered = handoff.context_status == ContextStatus.DELIVERED and handoff.context_reason != FOUND_THERE
    return delivered and is_late(handoff.started_at, handoff.delivered_at)

"""What became of a handoff, as the pages count and filter it: one meaning of each word for all of them."""

from __future__ import annotations

from django.db.models import Q

from handoff.expiry import NOT_OPENED
from handoff.models import ChatStatus, ContextStatus, Handoff

OPENED = Q(opened_at__isnull=False)
DID_NOT_OPEN = Q(chat_status=ChatStatus.FAILED) | Q(opened_at=None, end_reason=NOT_OPENED)
STILL_OPEN = Q(ended_at=None)

# By its name in a page's address: what the filter calls it, and which rows it means.
OUTCOMES: dict[str, tuple[str, Q]] = {
    "opened": ("The chat opened", OPENED),
    "not_opened": ("The chat did not open", DID_NOT_OPEN),
    "open": ("Still with your team", STILL_OPEN),
    "returned": ("Given back to the AI agent", Q(end_reason="returned")),
    "closed": ("The chat was closed", Q(end_reason="chat_closed")),
    "silence": ("Nothing was heard for a long time", Q(end_reason="silence")),
    "context_failed": ("The context could not be passed", Q(context_status=ContextStatus.FAILED)),
    "context_unknown": ("Not known whether the context arrived", Q(context_status=ContextStatus.UNKNOWN)),
}


def chat_status(handoff: Handoff) -> tuple[str, str]:
    """The chat's status and its words: one that nobody opened in time is opening no more."""
    if handoff.chat_status == ChatStatus.PENDING and handoff.end_reason == NOT_OPENED:
        return ChatStatus.FAILED, "Did not open"
    if handoff.chat_status == ChatStatus.PENDING and handoff.ended_at:
        return ChatStatus.CLOSED, "Not opened"
    return handoff.chat_status, str(handoff.get_chat_status_display())

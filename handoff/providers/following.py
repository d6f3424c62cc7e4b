"""A note that follows the customer's chat into the platform: the chat begins in the browser, and the note finds it."""

from __future__ import annotations

from collections.abc import Callable

from handoff.providers.base import API, Delivery, HandoffContext, ProviderError

GONE = (404, 410)


def follow(
    context: HandoffContext,
    find: Callable[[], str],
    has_note: Callable[[str, str], bool],
    add_note: Callable[[str], None],
) -> Delivery:
    """`find` gives the id of the chat's ticket, or "" while there is none. No note with the ref is written twice."""
    ticket = context.provider_ref or find()
    if not ticket:
        return Delivery(API, waits=True)
    try:
        if not has_note(ticket, context.ref):
            add_note(ticket)
    except ProviderError as error:
        error.ref = ticket
        raise
    return Delivery(API, ref=ticket)


def followed(context: HandoffContext, find: Callable[[], str], has_note: Callable[[str, str], bool]) -> bool:
    """Whether the note is there. A ticket that is there no more holds none."""
    try:
        ticket = context.provider_ref or find()
        return bool(ticket) and has_note(ticket, context.ref)
    except ProviderError as error:
        if error.status in GONE:
            return False
        raise

"""A customer is erased: conversation by conversation, so that it can be stopped, gone on with, and done twice.

What is on its way is ended first, in the same transaction: no worker sends it after that, or writes its words back.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from agents import audit
from agents.models import Action, Brand, Conversation
from agents.purging import deletions_allowed
from handoff import transitions
from handoff.models import ContextStatus, Handoff
from handoff.privacy import texts
from handoff.privacy.who import Who, conversations_of

ERASED = "erased"
_PENDING = Q(context_status=ContextStatus.PENDING)


@dataclass(frozen=True, slots=True)
class Erased:
    """`left` are those that `most` left for another time."""

    conversations: int = 0
    handoffs: int = 0
    left: int = 0


def erase(brand: Brand, who: Who, most: int | None = None) -> Erased:
    """All that is stored of this customer in this Brand, but ids of ours, codes and times. Raises nothing if nobody."""
    return _erase_all(brand, conversations_of(brand, who), most)


def erase_until(brand: Brand, moment: datetime) -> Erased:
    """All customers: every conversation that had begun by then."""
    return _erase_all(brand, list(begun_until(brand, moment).values_list("pk", flat=True)), None)


def begun_until(brand: Brand, moment: datetime) -> QuerySet[Conversation]:
    rows = Conversation.objects.for_brand(brand).filter(created_at__lte=moment)
    return rows.exclude(external_id__startswith=f"{ERASED}-", texts_removed_at__isnull=False, customer={}).order_by(
        "pk"
    )


def _erase_all(brand: Brand, found: Sequence[int], most: int | None) -> Erased:
    """The entry of the audit log comes first: where this is stopped, what was erased until then is in it."""
    if chosen := found[:most]:
        audit.record(Action.CUSTOMER_ERASED, brand, count=len(chosen))
    done = Erased()
    for pk in chosen:
        handoffs = _erase(pk)
        done = replace(done, conversations=done.conversations + 1, handoffs=done.handoffs + handoffs)
    return replace(done, left=len(found) - done.conversations)


@deletions_allowed()
def _erase(pk: int) -> int:
    """The conversation's row is held first, as by whoever starts a handoff: whatever is under way has been written."""
    # By its values, not its key: a delivery that holds a handoff, and writes a row of this conversation, need not wait.
    conversation = Conversation.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if conversation is None:
        return 0
    handoffs = list(conversation.handoffs.select_for_update().order_by("pk"))
    for handoff in handoffs:
        _stop(handoff)
    texts.remove([pk], timezone.now())
    # A runtime that tells it again begins anew: under its own id there is nothing any more, which may be words too.
    Conversation.objects.filter(pk=pk).update(external_id=f"{ERASED}-{secrets.token_hex(16)}")
    return len(handoffs)


def _stop(handoff: Handoff) -> None:
    """Whoever holds it finds that it is no longer theirs. What is being sent at this moment may have arrived."""
    if handoff.ended_at is None:
        transitions.end(handoff, ERASED)
        handoff.refresh_from_db()
    in_hand = handoff.lease_until is not None or handoff.failures or handoff.crashes
    status = ContextStatus.UNKNOWN if in_hand else ContextStatus.NOT_SUPPORTED
    transitions.settle_context(handoff, _PENDING, status, handoff.context_via, ERASED)

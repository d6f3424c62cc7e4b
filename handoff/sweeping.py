"""One pass over what nobody looks after: handoffs that are due, abandoned or over. Needs neither Redis nor beat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from handoff import delivery, expiry, idempotency

PASS_LIMIT = 200
ANSWERS_KEPT = timedelta(hours=48)


def due() -> Iterable[UUID]:
    """The handoffs whose context is to be delivered now."""
    return delivery.due(PASS_LIMIT)


def tidy() -> int:
    """End the handoffs whose time is over, and forget the answers that no runtime repeats any more. How many ended."""
    ended = [expiry.end_overdue(handoff) for handoff in list(expiry.overdue(PASS_LIMIT))]
    idempotency.forget_before(timezone.now() - ANSWERS_KEPT)
    return sum(ended)

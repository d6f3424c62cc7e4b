"""How many handoffs of a Brand may wait for their first attempt. Above it, whoever starts another is told to wait."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db.models.functions import Now

from handoff import circuits, metrics
from handoff.models import ContextStatus, Handoff

# By then the workers have got on.
RETRY_AFTER_SECONDS = 5


class TooManyWaiting(Exception):
    """Nothing was written. Come back after RETRY_AFTER_SECONDS."""


def require_room(brand_id: UUID) -> None:
    """Raises TooManyWaiting. What waits because its platform rests does not count: its chat opens all the same."""
    waiting = Handoff.objects.filter(
        ~circuits.is_open(),
        brand_id=brand_id,
        context_status=ContextStatus.PENDING,
        attempts=0,
        next_due__lte=Now(),
    )
    most = int(settings.HANDOFF_BRAND_BACKLOG)
    if waiting[:most].count() >= most:
        metrics.refused("too_many_waiting")
        raise TooManyWaiting

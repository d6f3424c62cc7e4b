"""How many handoffs of a Brand may wait for their first attempt. Above it, whoever starts another is told to wait."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now

from agents.compiled import CompiledQuery
from agents.together import Asked, Rows
from handoff import circuits, metrics
from handoff.models import ContextStatus, Handoff

# By then the workers have got on.
RETRY_AFTER_SECONDS = 5


class TooManyWaiting(Exception):
    """Nothing was written. Come back after RETRY_AFTER_SECONDS."""


def asked(brand_id: UUID) -> Asked:
    """Whoever waits in a Brand's last place. What waits because its platform rests does not count: its chat opens all
    the same."""
    return _last_place(int(settings.HANDOFF_BRAND_BACKLOG)).asked(brand_id)


def require_room(in_last_place: Rows) -> None:
    """Raises TooManyWaiting."""
    if in_last_place:
        metrics.refused("too_many_waiting")
        raise TooManyWaiting


@cache
def _last_place(most: int) -> CompiledQuery:
    """Whoever waits in it. Behind it nothing is read, however many they are."""
    return CompiledQuery(lambda brand_id: _waiting(brand_id)[most - 1 : most], UUID)


def _waiting(brand_id: UUID) -> QuerySet[Handoff, Any]:
    due = Handoff.objects.filter(
        ~circuits.is_open(),
        brand_id=brand_id,
        context_status=ContextStatus.PENDING,
        attempts=0,
        next_due__lte=Now(),
    )
    return due.order_by().values_list("pk")

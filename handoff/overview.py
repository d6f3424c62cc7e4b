"""The first page: the provider's state, the Agents' toggles, and the handoffs of the last seven days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from agents.models import Agent, Brand
from handoff.models import ChatStatus, Handoff
from handoff.provider_state import brand_state

DAYS = 7


def overview(brand: Brand) -> dict[str, Any]:
    return {
        "state": brand_state(brand),
        "agents": Agent.objects.for_brand(brand),
        "counts": _counts(brand),
        "days": DAYS,
    }


def _counts(brand: Brand) -> dict[str, int]:
    recent = Handoff.objects.for_brand(brand).filter(started_at__gte=timezone.now() - timedelta(days=DAYS))
    return recent.aggregate(
        started=Count("pk"),
        opened=Count("pk", filter=Q(opened_at__isnull=False)),
        failed=Count("pk", filter=Q(chat_status=ChatStatus.FAILED)),
        now=Count("pk", filter=Q(ended_at=None)),
    )

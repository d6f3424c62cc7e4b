"""How many handoffs are where, for the metrics: counts that an index answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db.models.functions import Now

from agents import scopes
from handoff.models import ContextStatus, Handoff

DAY = timedelta(days=1)


@scopes.across_brands("the metrics")
def counts() -> Mapping[str, int]:
    """`failed_last_day` and `unknown_last_day` are of those that began then."""
    handoffs = Handoff.objects.all()
    began_today = handoffs.filter(started_at__gt=Now() - DAY)
    return {
        "open": handoffs.filter(ended_at=None).count(),
        "pending": handoffs.filter(context_status=ContextStatus.PENDING, next_due__isnull=False).count(),
        "due": handoffs.filter(context_status=ContextStatus.PENDING, next_due__lte=Now()).count(),
        "failed_last_day": began_today.filter(context_status=ContextStatus.FAILED).count(),
        "unknown_last_day": began_today.filter(context_status=ContextStatus.UNKNOWN).count(),
    }

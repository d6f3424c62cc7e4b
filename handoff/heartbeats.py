"""Signs of life of what nobody calls: rows on the database's clock, which outlive Redis and a clock that jumps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from handoff.models import Heartbeat

# A worker that took the sweep, and the sweeper that needs no worker.
WORKER, SWEEPER = "worker", "sweeper"
# A worker that took the purge of the hour.
PURGE = "purge"
# Sweeps are two seconds apart; a busy worker may skip some.
LATE_SECONDS = 30.0


def note(name: str) -> None:
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=Now())], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )


def begins(name: str, least: timedelta) -> bool:
    """Note it, unless it began less than this ago: then another one is at work, or has just been."""
    earlier = Q(at__lte=Now() - least) | Q(at__gt=Now())
    if Heartbeat.objects.filter(earlier, name=name).update(at=Now()):
        return True
    return Heartbeat.objects.get_or_create(name=name, defaults={"at": Now()})[1]


def ages() -> Mapping[str, float]:
    """Seconds since each was last at work."""
    rows = Heartbeat.objects.annotate(now=Now()).values_list("name", "at", "now")
    return {name: max((now - at).total_seconds(), 0.0) for name, at, now in rows}

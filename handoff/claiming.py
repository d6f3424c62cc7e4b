"""Who delivers what, and when: a worker claims a handoff before it talks to anyone. All on the database's clock.

No Brand has more than its share of the workers, and a platform that is left alone costs nobody anything.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Now, RowNumber

from agents import scopes
from agents.compiled import CompiledQuery
from handoff import circuits, transitions
from handoff.models import ContextStatus, Handoff
from handoff.providers import http

# What a step of an attempt takes beside its wait for the model or the platform. Drawn anew for each lease: what died
# together with a deadly handoff comes back at another moment than that one, and not to die with it again.
SPARE_SECONDS = (8.0, 16.0)

DUE = Q(context_status=ContextStatus.PENDING, next_due__lte=Now())
FREE = Q(lease_until=None) | Q(lease_until__lt=Now())
# One that an earlier release began does not say until when it is tried.
IN_TIME = Q(retry_until__gt=Now()) | Q(retry_until=None, started_at__gt=Now() - transitions.RETRIED_FOR)


@dataclass(frozen=True, slots=True)
class Claim:
    """`abandoned`: the attempt before this one never came to an end. `is_probe`: it finds out how the platform is."""

    handoff: Handoff
    abandoned: bool
    is_probe: bool


class ClaimLost(Exception):
    """This worker took longer than its lease, and the handoff is another one's now."""


def lease() -> timedelta:
    """Longer than one step of an attempt can take: each begins a new one. So a dead worker's handoff is soon free."""
    step = max(settings.OPENAI_SUMMARY_BUDGET_SECONDS, http.DEADLINE_SECONDS)
    return timedelta(seconds=step + random.uniform(*SPARE_SECONDS))  # noqa: S311 # nosec B311 # no secret


def mine(handoff: Handoff) -> Q:
    """Whether this attempt still holds the handoff: a later claim has a higher number."""
    return Q(context_status=ContextStatus.PENDING, attempts=handoff.attempts)


def renew(handoff: Handoff) -> None:
    """Before each step. Raises ClaimLost: whoever has it now does the rest."""
    if not Handoff.objects.filter(mine(handoff), pk=handoff.pk).update(lease_until=Now() + lease()):
        raise ClaimLost


def claim(handoff_id: UUID) -> Claim | None:
    """None where the handoff is not due, another worker has it, its Brand has its share, or its platform rests."""
    found = _claimable(_share()).rows(handoff_id)
    if not found:
        return None
    [[brand_id, provider, has_circuit]] = found
    if not has_circuit:
        circuits.make(brand_id, provider)
    with transaction.atomic():
        return _taken(handoff_id, brand_id, provider)


@scopes.across_brands("what is to be delivered")
def due(limit: int) -> Iterable[UUID]:
    """Handoffs to deliver: new, due again, or left behind by a worker that died. First each Brand's oldest."""
    place = Window(RowNumber(), partition_by="brand", order_by="next_due")
    rows = Handoff.objects.filter(DUE, FREE, ~circuits.is_open()).annotate(place=place)
    fair = rows.filter(place__lte=settings.HANDOFF_BRAND_CONCURRENCY).order_by("place", "next_due")
    return list(fair.values_list("pk", flat=True)[:limit])


@scopes.across_brands("what a dead platform kept waiting for too long")
def past_their_time(limit: int) -> Iterable[UUID]:
    """Those of a platform that is left alone: its few probes would take days to give up what gathered there."""
    rows = Handoff.objects.filter(transitions.DELIVERING, FREE, circuits.is_open()).exclude(IN_TIME)
    return list(rows.order_by("next_due").values_list("pk", flat=True)[:limit])


def next_of(brand_id: UUID) -> UUID | None:
    """The handoff that has waited longest for a place among its Brand's deliveries."""
    waiting = Handoff.objects.filter(DUE, FREE, ~circuits.is_open(), brand_id=brand_id)
    return waiting.order_by("next_due").values_list("pk", flat=True).first()


@scopes.across_brands("whether the workers keep up")
def oldest_due_age() -> float:
    """Seconds that the longest waiting handoff is over its time; 0 where none is. None of a resting platform."""
    waiting = Handoff.objects.filter(DUE, FREE, ~circuits.is_open())
    found = waiting.aggregate(first=Min("next_due"), now=Max(Now()))
    return (found["now"] - found["first"]).total_seconds() if found["first"] else 0.0


def _share() -> int:
    return int(settings.HANDOFF_BRAND_CONCURRENCY)


@cache
def _claimable(share: int) -> CompiledQuery:
    return CompiledQuery(lambda handoff_id: _if_claimable(handoff_id, share), UUID)


def _if_claimable(handoff_id: UUID, share: int) -> QuerySet[Handoff, Any]:
    """The handoff's Brand and platform, and whether that has a circuit. Asked before anything is locked: whoever can't
    go on keeps nobody waiting."""
    has_its_share = Exists(_in_last_place(OuterRef("brand_id"), share))
    rows = Handoff.objects.filter(DUE, FREE, ~circuits.is_open(), ~has_its_share, pk=handoff_id)
    return rows.order_by().values_list("brand_id", "provider", circuits.is_there())


def _taken(handoff_id: UUID, brand_id: UUID, provider: str) -> Claim | None:
    asked = _last_place(_share()).asked(brand_id), _LOCKED.asked(handoff_id)
    circuit, (in_last_place, leases) = circuits.lock(brand_id, provider, *asked)
    if in_last_place or not leases:
        return None
    probe = circuits.take_probe(circuit, lease())
    if probe is None:
        return None
    [[last_lease]] = leases
    abandoned = last_lease is not None
    crashes = F("crashes") + 1 if abandoned else F("crashes")
    rows = Handoff.objects.filter(pk=handoff_id)
    rows.update(attempts=F("attempts") + 1, crashes=crashes, lease_until=Now() + lease())
    return Claim(rows.select_related("brand", "conversation__agent").get(), abandoned, probe)


@cache
def _last_place(share: int) -> CompiledQuery:
    return CompiledQuery(lambda brand_id: _in_last_place(brand_id, share), UUID)


def _in_last_place(brand_id: UUID | OuterRef, share: int) -> QuerySet[Handoff, Any]:
    """Whoever has the last place among a Brand's deliveries. Behind it nothing is read."""
    held = Handoff.objects.filter(brand_id=brand_id, context_status=ContextStatus.PENDING, lease_until__gt=Now())
    return held.order_by().values_list("pk")[share - 1 : share]


def _locked(handoff_id: UUID) -> QuerySet[Handoff, Any]:
    """Its last lease. A row that somebody holds is not waited for: the Brand's other claims would wait along."""
    rows = Handoff.objects.filter(DUE, FREE, pk=handoff_id).order_by()
    return rows.select_for_update(skip_locked=True, no_key=True).values_list("lease_until")


_LOCKED = CompiledQuery(_locked, UUID)

"""The circuit breaker of each Brand's platform, on the database's clock: one probe alone asks a dead platform."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now

from agents import scopes
from agents.compiled import CompiledQuery
from agents.together import Asked, Rows, ask_together
from handoff.breaker import OPENS_AFTER, pause_after
from handoff.models import CircuitBreaker, ContextStatus, Handoff
from handoff.providers.base import ProviderError
from handoff.retries import LONGEST_RETRY_AFTER

_MOST_FAILURES_COUNTED = 1000
BUSY = 429
# Where the platform never was left alone, what failed a few times had bad luck and need not wait for minutes. What
# fails again and again while others arrive has a trouble of its own, and keeps to its steps.
SOON = timedelta(seconds=30)


class Circuit(NamedTuple):
    pk: int
    failures: int
    open_until: datetime | None


def is_open() -> Exists:
    """Of a handoff in a query: whether its platform is left alone at present."""
    return Exists(_of_its_platform().filter(open_until__gt=Now()))


def is_there() -> Exists:
    """Of a handoff in a query: whether its platform has a circuit yet."""
    return Exists(_of_its_platform())


def _of_its_platform() -> QuerySet[CircuitBreaker]:
    return CircuitBreaker.objects.filter(brand=OuterRef("brand"), provider=OuterRef("provider"))


@scopes.across_brands("the metrics")
def open_circuits() -> int:
    """How many platforms of how many Brands are left alone at present."""
    return CircuitBreaker.objects.filter(open_until__gt=Now()).count()


def make(brand_id: UUID, provider: str) -> None:
    """Unless there is one."""
    CircuitBreaker.objects.bulk_create([CircuitBreaker(brand_id=brand_id, provider=provider)], ignore_conflicts=True)


def lock(brand_id: UUID, provider: str, *then: Asked) -> tuple[Circuit, list[Rows]]:
    """For the rest of the transaction nobody else claims a handoff of this Brand's platform.

    Returns what is asked `then`, too. It sees what the last who held the circuit wrote, but its Now() is from before
    the wait for them. Raises CircuitBreaker.DoesNotExist.
    """
    circuits, *answers = ask_together(_LOCKED.asked(brand_id, provider), *then)
    if not circuits:
        raise CircuitBreaker.DoesNotExist
    return Circuit(*circuits[0]), answers


def _locked(brand_id: UUID, provider: str) -> QuerySet[CircuitBreaker, tuple[object, ...]]:
    rows = CircuitBreaker.objects.select_for_update().filter(brand_id=brand_id, provider=provider)
    return rows.order_by("pk").values_list(*Circuit._fields)


_LOCKED = CompiledQuery(_locked, UUID, str)


def take_probe(circuit: Circuit, lasting: timedelta) -> bool | None:
    """None where the circuit is open. True: this attempt is the probe, and keeps the others out while it lasts."""
    rows = CircuitBreaker.objects.filter(pk=circuit.pk)
    if circuit.open_until is None:
        return False
    return True if rows.filter(open_until__lte=Now()).update(open_until=Now() + lasting) else None


def note_success(brand_id: UUID, provider: str) -> None:
    """The platform answered. What waited for it is due now, or soon; how many go at once is the claim's to tell."""
    rows = CircuitBreaker.objects.filter(brand_id=brand_id, provider=provider)
    pending = Handoff.objects.filter(brand_id=brand_id, provider=provider, context_status=ContextStatus.PENDING)
    parked = pending.filter(lease_until=None, failures__gt=0)
    with transaction.atomic():
        was_open = rows.filter(open_until__isnull=False).update(failures=0, open_until=None)
        rows.filter(failures__gt=0).update(failures=0)
        if was_open:
            parked.filter(next_due__gt=Now()).update(next_due=Now())
        else:
            parked.filter(failures__lt=OPENS_AFTER, next_due__gt=Now() + SOON).update(next_due=Now() + SOON)


def note_failure(brand_id: UUID, provider: str, error: ProviderError, *, is_probe: bool) -> float:
    """The platform did not answer, or is busy. Seconds for which it is now left alone by this failure; 0 for none.

    What was under way when the circuit opened tells nothing new, and makes the pause no longer.
    """
    with transaction.atomic():
        circuit, _ = lock(brand_id, provider)
        rows = CircuitBreaker.objects.filter(pk=circuit.pk)
        if not is_probe and rows.filter(open_until__gt=Now()).exists():
            return 0.0
        failures, pause = _after(circuit.failures, error)
        rows.update(failures=failures, open_until=Now() + timedelta(seconds=pause) if pause else None)
    return pause


def _after(failures: int, error: ProviderError) -> tuple[int, float]:
    """Failures in a row, and the pause. A platform that is busy is well, and says itself how long it takes."""
    if error.status == BUSY:
        return failures, max(1.0, min(error.retry_after or 1.0, LONGEST_RETRY_AFTER))
    failures = min(failures + 1, _MOST_FAILURES_COUNTED)
    return failures, pause_after(failures)

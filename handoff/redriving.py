"""Contexts that did not arrive are sent again, because a person of the Brand says so: one of them, or many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from django.db import transaction
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from handoff import tasks, transitions
from handoff.models import ContextStatus, Handoff, SupportProvider
from handoff.providers import registry
from handoff.providers.base import Repeat
from handoff.redrive_rules import Obstacle, may_double, obstacle_to

# A person waits for the page meanwhile.
MOST_AT_ONCE = 1000
# The sweeper finds the others.
MOST_WAKE_UPS = 200
_CHUNK = 100
_UNDELIVERED = (ContextStatus.FAILED, ContextStatus.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many of some handoffs can be sent again: safely, at the risk of a second copy, and, by reason, not at all."""

    ready: int = 0
    doubtful: int = 0
    left_out: Mapping[tuple[str, Obstacle], int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.ready + self.doubtful


def obstacle(handoff: Handoff, chosen: SupportProvider) -> Obstacle | None:
    """What keeps this one from being sent again. `chosen` is the Brand's platform of today."""
    found = _obstacle(handoff.provider, handoff.context_status, chosen)
    return found or (Obstacle.TEXTS_GONE if handoff.conversation.texts_removed_at else None)


def is_doubtful(handoff: Handoff) -> bool:
    """Whether it may then be there twice."""
    return _is_doubtful(handoff.provider, handoff.context_status)


def redrive(handoff: Handoff, chosen: SupportProvider, by: str) -> Obstacle | None:
    """None where it is sent again, and `by` stands in its history."""
    found = obstacle(handoff, chosen)
    if found is None and not transitions.redrive(handoff, by=by):
        found = Obstacle.ON_ITS_WAY  # somebody else was faster
    if found is None:
        transaction.on_commit(partial(tasks.wake_delivery, handoff.pk), robust=True)
    return found


def plan_of(rows: QuerySet[Handoff], chosen: SupportProvider) -> Plan:
    """One query, however many the rows are."""
    ready, doubtful, left_out = 0, 0, Counter[tuple[str, Obstacle]]()
    gone = Q(conversation__texts_removed_at__isnull=False)
    groups = rows.order_by().annotate(gone=ExpressionWrapper(gone, BooleanField()))
    for provider, status, is_gone, count in groups.values_list("provider", "context_status", "gone").annotate(
        Count("pk")
    ):
        if found := _obstacle(provider, status, chosen) or (Obstacle.TEXTS_GONE if is_gone else None):
            left_out[provider, found] += count
        elif _is_doubtful(provider, status):
            doubtful += count
        else:
            ready += count
    return Plan(ready, doubtful, dict(left_out))


def redrive_all(rows: QuerySet[Handoff], chosen: SupportProvider, by: str, *, doubtful: bool) -> int:
    """The oldest of these handoffs, of one Brand, that can be sent again. How many it were.

    `doubtful`: also those that may then be there twice.
    """
    if not (chosen.kind and chosen.adapter().connected):
        return 0
    safe = doubtful or not _is_doubtful(chosen.kind, ContextStatus.UNKNOWN)
    wanted = Q(provider=chosen.kind, context_status__in=_UNDELIVERED if safe else [ContextStatus.FAILED])
    wanted &= transitions.WITH_ITS_TEXTS
    found = list(rows.filter(wanted).order_by("started_at", "pk")[:MOST_AT_ONCE])
    sent = [handoff for chunk in _chunks(found) for handoff in _sent(chunk, by)]
    for handoff in sent[:MOST_WAKE_UPS]:
        transaction.on_commit(partial(tasks.wake_delivery, handoff.pk), robust=True)
    return len(sent)


def _sent(chunk: Iterable[Handoff], by: str) -> list[Handoff]:
    with transaction.atomic():
        return [handoff for handoff in chunk if transitions.redrive(handoff, by=by)]


def _chunks(handoffs: Iterable[Handoff]) -> Iterator[list[Handoff]]:
    left = iter(handoffs)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk


def _obstacle(provider: str, status: str, chosen: SupportProvider) -> Obstacle | None:
    has_api, is_chosen = bool(registry.provider_class(provider).together), provider == chosen.kind
    is_connected = is_chosen and chosen.adapter().connected
    return obstacle_to(status, has_api=has_api, is_chosen=is_chosen, is_connected=is_connected)


def _is_doubtful(provider: str, status: str) -> bool:
    can_be_looked_for = registry.provider_class(provider).repeat is not Repeat.NONE
    return may_double(status, can_be_looked_for=can_be_looked_for)

"""What a Brand has kept for long enough goes, in batches: each is one transaction, and the next run goes on from there.

No handoff that is open or still to be delivered is touched. Rows that somebody else holds are left for the next time.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from agents import owned, scopes
from agents.models import Brand, Conversation, Invitation, Message, StorefrontSighting
from agents.purging import deletions_allowed
from handoff.ages import Cutoffs, cautious, cutoffs
from handoff.log_safety import without_text
from handoff.models import (
    Alarm,
    ContextStatus,
    DecisionRecord,
    Disclosure,
    Handoff,
    HandoffEvent,
    IdempotentAnswer,
    ModelUsage,
    Summary,
)
from handoff.privacy import texts

logger = logging.getLogger(__name__)

BATCH = 200
BATCHES_AN_HOUR = 100


@dataclass(frozen=True, slots=True)
class Purged:
    """How many conversations lost their texts; and how many rows of each kind are gone for good."""

    texts: int = 0
    conversations: int = 0
    handoffs: int = 0
    events: int = 0
    figures: int = 0

    def __add__(self, other: Purged) -> Purged:
        sums = {field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)}
        return replace(self, **sums)

    @property
    def anything(self) -> bool:
        return self != Purged()


def safe_now() -> datetime:
    """By our clock and the database's, whichever is behind."""
    ours = timezone.now()
    with scopes.across_brands("the database's clock"):
        databases = Brand.objects.order_by().annotate(now=Now()).values_list("now", flat=True).first()
    return cautious(ours, databases or ours)


def purge(brand: Brand, now: datetime, batches: int | None = None) -> Purged:
    """At most so many batches; all there is without a number."""
    until, done = cutoffs(now, brand.texts_kept_days, brand.rest_kept_days), Purged()
    for number, batch in enumerate(_batches(brand, until, now), start=1):
        done += batch
        if number == batches:
            break
    return done + _purge_figures(brand, until)


def purge_some() -> None:
    """So many batches of each Brand, so that no worker is busy with it for long; the next hour goes on."""
    now = safe_now()
    for brand_id in owned.brand_ids():
        with scopes.brand(brand_id):
            try:
                purge(Brand.objects.get(pk=brand_id), now, BATCHES_AN_HOUR)
            except DatabaseError as error:  # the others' go all the same
                logger.error("Purge of Brand %s", brand_id, exc_info=without_text(error))


def would_purge(brand: Brand, now: datetime) -> Purged:
    """The same, counted and not done."""
    until = cutoffs(now, brand.texts_kept_days, brand.rest_kept_days)
    gone = _over(brand, until.rest)
    handoffs = Handoff.objects.filter(conversation__in=gone)
    return Purged(
        texts=_over(brand, until.texts).filter(texts_removed_at=None, updated_at__gt=until.rest).count(),
        conversations=gone.count(),
        handoffs=handoffs.count(),
        events=HandoffEvent.objects.filter(handoff__in=handoffs).count(),
        figures=sum(rows.count() for rows in _old_figures(brand, until)),
    )


def _batches(brand: Brand, until: Cutoffs, now: datetime) -> Iterator[Purged]:
    """First all that goes for good: its texts go with it."""
    while batch := _purge_rest(brand, until.rest):
        yield batch
    while count := _purge_texts(brand, until.texts, now):
        yield Purged(texts=count)


@transaction.atomic
def _purge_texts(brand: Brand, until: datetime, now: datetime) -> int:
    held = _held(_over(brand, until).filter(texts_removed_at=None))
    if held:
        texts.remove(held, now)
    return len(held)


@deletions_allowed()
def _purge_rest(brand: Brand, until: datetime) -> Purged | None:
    held = _held(_over(brand, until))
    if not held:
        return None
    handoffs = list(Handoff.objects.filter(conversation__in=held).values_list("pk", flat=True))
    # From the leaves to the root: one statement for each table, and nothing to be collected for any of them.
    events, _ = HandoffEvent.objects.filter(handoff__in=handoffs).delete()
    IdempotentAnswer.objects.filter(handoff__in=handoffs).delete()
    for model in (Disclosure, Summary, DecisionRecord, Message):
        model.objects.filter(conversation__in=held).delete()
    Handoff.objects.filter(pk__in=handoffs).delete()
    Conversation.objects.filter(pk__in=held).delete()
    return Purged(conversations=len(held), handoffs=len(handoffs), events=events)


def _over(brand: Brand, until: datetime) -> QuerySet[Conversation]:
    """Nothing was said, and no handoff of theirs ended, after that; none is open, or has yet to be delivered."""
    live = Q(ended_at=None) | Q(ended_at__gt=until) | Q(context_status=ContextStatus.PENDING)
    kept_alive = Handoff.objects.filter(live, conversation=OuterRef("pk"))
    return Conversation.objects.for_brand(brand).filter(~Exists(kept_alive), updated_at__lte=until)


def _held(rows: QuerySet[Conversation]) -> list[int]:
    """A batch of them, held, and their handoffs too; looked at once more, since a person may have one sent again."""
    batch = rows.order_by("updated_at", "pk").select_for_update(skip_locked=True, of=("self",))
    keys = list(batch.values_list("pk", flat=True)[:BATCH])
    handoffs = Handoff.objects.filter(conversation__in=keys).select_for_update(of=("self",))
    stirred = {
        row.conversation_id
        for row in handoffs.order_by("pk")
        if row.ended_at is None or row.context_status == ContextStatus.PENDING
    }
    return [key for key in keys if key not in stirred]


def _purge_figures(brand: Brand, until: Cutoffs) -> Purged:
    return Purged(figures=sum(rows.delete()[0] for rows in _old_figures(brand, until)))


def _old_figures(brand: Brand, until: Cutoffs) -> tuple[QuerySet[Any], ...]:
    """What belongs to no conversation. An answer is kept no longer than the texts that it may quote."""
    return (
        IdempotentAnswer.objects.for_brand(brand).filter(created_at__lte=until.texts),
        Disclosure.objects.for_brand(brand).filter(conversation=None, at__lte=until.rest),
        ModelUsage.objects.for_brand(brand).filter(day__lt=until.rest.date()),
        Alarm.objects.for_brand(brand).filter(cleared_at__lte=until.rest),
        StorefrontSighting.objects.for_brand(brand).filter(last_at__lte=until.rest),
        Invitation.objects.for_brand(brand).filter(expires_at__lte=until.rest),
    )


def brands(only: UUID | None = None) -> QuerySet[Brand]:
    return Brand.objects.filter(pk=only) if only else Brand.objects.order_by("created_at", "pk")

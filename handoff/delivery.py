"""Put a handoff's context in front of the human team: claim the row, let the adapter work, write down the outcome.

At least once, and looked up before any repeat. The database's clock rules: a worker whose clock jumps steals nothing.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Now

from handoff import contexts, summaries, transitions
from handoff.alarms import watching
from handoff.log_safety import without_text
from handoff.models import ContextStatus, Handoff, SupportProvider
from handoff.providers import base, http
from handoff.providers.base import Delivery, ProviderError

logger = logging.getLogger(__name__)

# Longer than one attempt can take: the summary's budget, and each request's deadline.
LEASE = timedelta(seconds=90)
RETRY_SECONDS = (2, 10, 60, 300, 1800, 7200, 21600, 43200)
LONGEST_RETRY_AFTER = 3600.0
MOST_ATTEMPTS = len(RETRY_SECONDS) + 1

_DUE = Q(context_status=ContextStatus.PENDING, next_due__lte=Now())
_FREE = Q(lease_until=None) | Q(lease_until__lt=Now())


def due(limit: int) -> Iterable[UUID]:
    """Rows to deliver: new, due again, or left behind by a worker that died."""
    return Handoff.objects.filter(_DUE, _FREE).order_by("next_due").values_list("pk", flat=True)[:limit]


def deliver(handoff_id: UUID) -> None:
    """One attempt. Does nothing where the row is not due or another worker has it."""
    handoff = _claim(handoff_id)
    if handoff is None:
        return
    if handoff.attempts > MOST_ATTEMPTS:
        # Each attempt ended without a word of how: the worker died of it.
        transitions.settle_context(handoff, _mine(handoff), ContextStatus.UNKNOWN, "", "no_attempt_came_to_an_end")
        return
    try:
        delivered = _attempt(handoff)
    except ProviderError as error:
        _failed(handoff, error)
    except Exception as error:
        logger.exception("Delivery of %s", handoff.ref, exc_info=without_text(error))
        _failed(handoff, ProviderError("Something went wrong on our side.", ambiguous=True))
    else:
        _settle(handoff, delivered)
        watching.note_outcome(handoff)


def _claim(handoff_id: UUID) -> Handoff | None:
    claimed = Handoff.objects.filter(_DUE, _FREE, pk=handoff_id).update(
        attempts=F("attempts") + 1, lease_until=Now() + LEASE
    )
    if not claimed:
        return None
    return Handoff.objects.select_related("brand", "conversation__agent").get(pk=handoff_id)


def _mine(handoff: Handoff) -> Q:
    """Whether this attempt still holds the lease: a later claim has a higher number."""
    return Q(context_status=ContextStatus.PENDING, attempts=handoff.attempts)


def _attempt(handoff: Handoff) -> Delivery:
    provider_row = SupportProvider.objects.get(brand=handoff.brand_id)
    if provider_row.kind != handoff.provider:
        raise ProviderError("provider_changed", permanent=True)
    summary = summaries.summary_for(handoff)
    context = contexts.context_of(handoff, summary.text)
    return provider_row.adapter().deliver(context, http.door(settings.STAND_IN_URL))


def _settle(handoff: Handoff, delivery: Delivery) -> None:
    if delivery.via == base.API:
        transitions.settle_context(
            handoff, _mine(handoff), ContextStatus.DELIVERED, base.API, delivery.reason, delivery.ref
        )
    elif delivery.via == base.NONE:
        transitions.settle_context(handoff, _mine(handoff), ContextStatus.NOT_SUPPORTED, base.NONE, delivery.reason)
    else:
        transitions.leave_to_browser(handoff, _mine(handoff), delivery.via)


def _failed(handoff: Handoff, error: ProviderError) -> None:
    ref = error.ref or handoff.provider_ref
    if error.permanent or handoff.attempts >= MOST_ATTEMPTS:
        status = ContextStatus.UNKNOWN if error.ambiguous else ContextStatus.FAILED
        transitions.settle_context(handoff, _mine(handoff), status, "", str(error), ref)
        watching.note_rejection(handoff, error)
        watching.note_outcome(handoff)
        return
    delay = timedelta(seconds=_delay(handoff.attempts, error.retry_after))
    transitions.change(
        handoff,
        _mine(handoff),
        transitions.ATTEMPT_FAILED,
        {"next_due": Now() + delay, "lease_until": None, "provider_ref": ref},
        reason=str(error),
        attempt=handoff.attempts,
    )


def _delay(attempts: int, retry_after: float | None) -> float:
    """Full jitter, but never before the platform wants to hear from us again."""
    jittered = random.uniform(0, RETRY_SECONDS[attempts - 1])  # noqa: S311 - jitter, not a secret
    return max(jittered, min(retry_after or 0, LONGEST_RETRY_AFTER))

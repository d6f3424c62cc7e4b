"""Put a handoff's context in front of the human team: claim the row, let the adapter work, write down the outcome.

At least once, and looked up before any repeat. The database's clock rules: a worker whose clock jumps steals nothing.
"""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from handoff import contexts, redaction, summaries, transitions, waiting
from handoff.alarms import watching
from handoff.log_safety import without_text
from handoff.models import ContextStatus, Handoff, SupportProvider
from handoff.plain_text import visible
from handoff.providers import base, http, registry
from handoff.providers.base import Delivery, ProviderError, Repeat
from handoff.redaction.answers import masked_answers, without_answers

logger = logging.getLogger(__name__)

# Longer than one attempt can take: the summary's budget, and each request's deadline.
LEASE = timedelta(seconds=90)
RETRY_SECONDS = (2, 10, 60, 300, 1800, 7200, 21600, 43200)
LONGEST_RETRY_AFTER = 3600.0
MOST_FAILURES = len(RETRY_SECONDS) + 1

_DUE = Q(context_status=ContextStatus.PENDING, next_due__lte=Now())
_FREE = Q(lease_until=None) | Q(lease_until__lt=Now())


def due(limit: int) -> Iterable[UUID]:
    """Rows to deliver: new, due again, or left behind by a worker that died."""
    return Handoff.objects.filter(_DUE, _FREE).order_by("next_due").values_list("pk", flat=True)[:limit]


def deliver(handoff_id: UUID) -> None:
    """One attempt. Does nothing where the row is not due or another worker has it."""
    claim = _claim(handoff_id)
    if claim is None:
        return
    handoff = claim.handoff
    if claim.abandoned and (handoff.failures > MOST_FAILURES or _repeat_of(handoff) is Repeat.NONE):
        # Whatever was sent before the worker died may have arrived.
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


@dataclass(frozen=True, slots=True)
class _Claim:
    """`abandoned`: the attempt before this one never came to an end."""

    handoff: Handoff
    abandoned: bool


def _claim(handoff_id: UUID) -> _Claim | None:
    abandoned = Handoff.objects.filter(pk=handoff_id, lease_until__isnull=False).exists()
    claimed = Handoff.objects.filter(_DUE, _FREE, pk=handoff_id).update(
        attempts=F("attempts") + 1, failures=F("failures") + 1, lease_until=Now() + LEASE
    )
    if not claimed:
        return None
    return _Claim(Handoff.objects.select_related("brand", "conversation__agent").get(pk=handoff_id), abandoned)


def _repeat_of(handoff: Handoff) -> Repeat:
    return registry.provider_class(handoff.provider).repeat


def _mine(handoff: Handoff) -> Q:
    """Whether this attempt still holds the lease: a later claim has a higher number."""
    return Q(context_status=ContextStatus.PENDING, attempts=handoff.attempts)


def _attempt(handoff: Handoff) -> Delivery:
    provider_row = SupportProvider.objects.get(brand=handoff.brand_id)
    if provider_row.kind != handoff.provider:
        raise ProviderError("provider_changed", permanent=True)
    _note_masked(handoff)
    summary = summaries.summary_for(handoff)
    context = contexts.context_of(handoff, summary.text)
    return provider_row.adapter().deliver(context, http.door(settings.STAND_IN_URL))


def _note_masked(handoff: Handoff) -> None:
    """Once for each handoff: how many secrets its transcript holds, none of which leaves."""
    turns = handoff.conversation.transcript(handoff.turn_count)
    counts = masked_answers(turns) + Counter(redaction.masked(visible(turn.text) for turn in without_answers(turns)))
    if counts and not handoff.events.filter(name=transitions.MASKED).exists():
        transitions.record(handoff, transitions.MASKED, **counts)


def _settle(handoff: Handoff, delivery: Delivery) -> None:
    if delivery.waits:
        waiting.wait_for_chat(handoff, _mine(handoff))
    elif delivery.via == base.API:
        transitions.settle_context(
            handoff, _mine(handoff), ContextStatus.DELIVERED, base.API, delivery.reason, delivery.ref
        )
    elif delivery.via == base.NONE:
        transitions.settle_context(handoff, _mine(handoff), ContextStatus.NOT_SUPPORTED, base.NONE, delivery.reason)
    elif _is_carried(handoff):
        transitions.carried_by_browser(handoff, _mine(handoff), handoff.context_via)
    else:
        transitions.leave_to_browser(handoff, _mine(handoff), delivery.via)


def _is_carried(handoff: Handoff) -> bool:
    """Whether a browser has said meanwhile that the chat took the context."""
    handoff.refresh_from_db(fields=["context_via"])
    return handoff.context_via in base.BY_BROWSER


def _failed(handoff: Handoff, error: ProviderError) -> None:
    ref = error.ref or handoff.provider_ref
    # What may have arrived, and can't be looked up, is not sent again.
    final = error.permanent or (error.ambiguous and _repeat_of(handoff) is Repeat.NONE)
    if final or handoff.failures >= MOST_FAILURES:
        _failed_for_good(handoff, error, ref)
        watching.note_rejection(handoff, error)
        watching.note_outcome(handoff)
        return
    delay = timedelta(seconds=_delay(handoff.failures, error.retry_after))
    transitions.change(
        handoff,
        _mine(handoff),
        transitions.ATTEMPT_FAILED,
        {"next_due": Now() + delay, "lease_until": None, "provider_ref": ref},
        reason=str(error),
        attempt=handoff.attempts,
    )


def _failed_for_good(handoff: Handoff, error: ProviderError, ref: str) -> None:
    """What the browser carried meanwhile stands; else nothing arrived, or it is not known."""
    if _is_carried(handoff):
        with transaction.atomic():
            if transitions.carried_by_browser(handoff, _mine(handoff), handoff.context_via):
                transitions.record(handoff, transitions.ATTEMPT_FAILED, reason=str(error), final=True)
        return
    status = ContextStatus.UNKNOWN if error.ambiguous else ContextStatus.FAILED
    transitions.settle_context(handoff, _mine(handoff), status, "", str(error), ref)


def _delay(failures: int, retry_after: float | None) -> float:
    """Full jitter, but never before the platform wants to hear from us again."""
    jittered = random.uniform(0, RETRY_SECONDS[failures - 1])  # noqa: S311 - jitter, not a secret
    return max(jittered, min(retry_after or 0, LONGEST_RETRY_AFTER))

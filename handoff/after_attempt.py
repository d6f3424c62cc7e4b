"""What comes of an attempt: the context's new state, when it is tried again, and what that says of the platform."""

from __future__ import annotations

import random
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from handoff import circuits, metrics, retries, transitions, waiting
from handoff.alarms import watching
from handoff.claiming import IN_TIME, Claim, mine
from handoff.models import ContextStatus, Handoff
from handoff.providers import base, registry
from handoff.providers.base import Delivery, ProviderError, Repeat
from handoff.retries import MOST_FAILURES

NEVER_ANSWERED = "platform_never_answered"


def succeeded(claim: Claim, delivery: Delivery) -> None:
    """The platform did it, or left it to the browser or to a chat that has yet to begin.

    That is written down first: what else follows may have to wait for others, or fail.
    """
    handoff = claim.handoff
    metrics.attempted(handoff.provider, _settle(handoff, delivery))
    circuits.note_success(handoff.brand_id, handoff.provider)
    watching.note_outcome(handoff)


def failed(claim: Claim, error: ProviderError) -> None:
    """Tried again, unless the platform refused, it may have arrived, or its time is over."""
    handoff, pause = claim.handoff, _note_at_circuit(claim, error)
    final = error.permanent or (error.ambiguous and not may_be_repeated(handoff))
    if not final and _put_off(claim, error, pause):
        metrics.attempted(handoff.provider, "retried")
    else:
        metrics.attempted(handoff.provider, "unknown" if error.ambiguous else "failed")
        _failed_for_good(handoff, error, error.ref or handoff.provider_ref)
        watching.note_rejection(handoff, error)
        watching.note_outcome(handoff)


def never_ended(claim: Claim) -> None:
    """What was sent before the worker died may have arrived, and nobody can say."""
    handoff = claim.handoff
    metrics.attempted(handoff.provider, "unknown")
    transitions.settle_context(handoff, mine(handoff), ContextStatus.UNKNOWN, "", "no_attempt_came_to_an_end")


def out_of_time(handoff: Handoff) -> None:
    """Its platform is left alone, and was until its time was over. Nothing happens where a worker has it again."""
    interrupted = handoff.lease_until is not None
    error = ProviderError(NEVER_ANSWERED, ambiguous=interrupted, reply=handoff.context_reply)
    _failed_for_good(handoff, error, handoff.provider_ref)
    watching.note_outcome(handoff)


def may_be_repeated(handoff: Handoff) -> bool:
    """Whether it can't stand there twice. What may have arrived, and can't be looked up, is not sent again."""
    platform = registry.provider_class(handoff.provider)
    return platform.repeat is not Repeat.NONE or not platform.together


def _settle(handoff: Handoff, delivery: Delivery) -> str:
    """What became of it, in the word that is counted."""
    if delivery.waits:
        waiting.wait_for_chat(handoff, mine(handoff))
        return "waits"
    if delivery.via == base.API:
        _delivered(handoff, delivery)
        return "delivered"
    if delivery.via == base.NONE:
        transitions.settle_context(handoff, mine(handoff), ContextStatus.NOT_SUPPORTED, base.NONE, delivery.reason)
        return "not_supported"
    if _is_carried(handoff):
        transitions.carried_by_browser(handoff, mine(handoff), handoff.context_via)
    else:
        transitions.leave_to_browser(handoff, mine(handoff), delivery.via)
    return "browser"


def _delivered(handoff: Handoff, delivery: Delivery) -> None:
    if transitions.settle_context(
        handoff, mine(handoff), ContextStatus.DELIVERED, base.API, delivery.reason, ref=delivery.ref
    ):
        metrics.context_delivered((timezone.now() - handoff.started_at).total_seconds())


def _is_carried(handoff: Handoff) -> bool:
    """Whether a browser has said meanwhile that the chat took the context."""
    handoff.refresh_from_db(fields=["context_via"])
    return handoff.context_via in base.BY_BROWSER


def _note_at_circuit(claim: Claim, error: ProviderError) -> float:
    """Seconds for which the platform is left alone now. Whoever refuses is well."""
    handoff = claim.handoff
    if error.permanent:
        if error.status is not None:
            circuits.note_success(handoff.brand_id, handoff.provider)
        return 0.0
    return circuits.note_failure(handoff.brand_id, handoff.provider, error, is_probe=claim.is_probe)


def _put_off(claim: Claim, error: ProviderError, pause: float) -> bool:
    """Tried again, unless its time is over. A probe leads to the next one, and counts as no failure of the handoff."""
    handoff = claim.handoff
    failures = handoff.failures + (not claim.is_probe)
    chance = random.random()  # noqa: S311 # nosec B311 # jitter, not a secret
    seconds = pause or retries.delay(max(failures, 1), error.retry_after, chance)
    changes = {
        "next_due": Now() + timedelta(seconds=seconds),
        "lease_until": None,
        "failures": failures,
        "crashes": 0,
        "provider_ref": error.ref or handoff.provider_ref,
        "context_reply": error.reply,
    }
    return transitions.change(
        handoff,
        mine(handoff) & IN_TIME & Q(failures__lt=MOST_FAILURES),
        transitions.ATTEMPT_FAILED,
        changes,
        reason=str(error),
        attempt=handoff.attempts,
    )


def _failed_for_good(handoff: Handoff, error: ProviderError, ref: str) -> None:
    """What the browser carried meanwhile stands; else nothing arrived, or it is not known."""
    if _is_carried(handoff):
        with transaction.atomic():
            if transitions.carried_by_browser(handoff, mine(handoff), handoff.context_via):
                transitions.record(handoff, transitions.ATTEMPT_FAILED, reason=str(error), final=True)
        return
    status = ContextStatus.UNKNOWN if error.ambiguous else ContextStatus.FAILED
    transitions.settle_context(handoff, mine(handoff), status, "", str(error), ref=ref, reply=error.reply)

"""Put a handoff's context in front of the human team: claim the row, let the adapter work, write down the outcome.

At least once, and looked up before any repeat. The database's clock rules: a worker whose clock jumps steals nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agents import owned
from handoff import (
    after_attempt,
    claiming,
    connections,
    contexts,
    disclosures,
    request_ids,
    summaries,
    transitions,
)
from handoff.claiming import Claim, ClaimLost
from handoff.log_safety import without_text
from handoff.models import Handoff, SupportProvider
from handoff.providers import http
from handoff.providers.base import Delivery, ProviderError, Reply, Send
from handoff.retries import MOST_CRASHES

logger = logging.getLogger(__name__)


@owned.works_for_owner_of(Handoff)
def deliver(handoff_id: UUID) -> UUID | None:
    """One attempt. Does nothing where the handoff can't be claimed now.

    Returns another handoff of the Brand, which waited for a place among its deliveries, if there is one.
    """
    claim = claiming.claim(handoff_id)
    if claim is None:
        return None
    with request_ids.bound(claim.handoff.request_id):
        _deliver(claim)
    return claiming.next_of(claim.handoff.brand_id)


def _deliver(claim: Claim) -> None:
    handoff = claim.handoff
    if claim.abandoned and (handoff.crashes > MOST_CRASHES or not after_attempt.may_be_repeated(handoff)):
        after_attempt.never_ended(claim)
        return
    try:
        delivered = _attempt(handoff)
    except ClaimLost:
        logger.warning("%s took longer than its lease; another worker has it now.", handoff.ref)
    except ProviderError as error:
        after_attempt.failed(claim, error)
    except Exception as error:
        logger.exception("Delivery of %s", handoff.ref, exc_info=without_text(error))
        after_attempt.failed(claim, ProviderError("Something went wrong on our side.", ambiguous=True))
    else:
        after_attempt.succeeded(claim, delivered)


def _attempt(handoff: Handoff) -> Delivery:
    provider_row = SupportProvider.objects.get(brand=handoff.brand_id)
    if provider_row.kind != handoff.provider:
        raise ProviderError("provider_changed", permanent=True)
    masked = _note_masked(handoff)
    summary = summaries.summary_for(handoff)
    context = contexts.context_of(handoff, summary.text)
    send = _held(disclosures.Attempt(handoff, context, masked), handoff, http.door(settings.STAND_IN_URL))
    return provider_row.adapter().deliver(context, send)


def _held(attempt: disclosures.Attempt, handoff: Handoff, send: Send) -> Send:
    """The door to the network, open for as long as the handoff is this worker's. No connection waits with it."""

    def held(
        method: str, url: str, *, json: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        # Takes its time where much is sent: the row is not held for it.
        sent = attempt.sent_in(url, json)
        with transaction.atomic():
            claiming.renew(handoff)
            attempt.note(url, sent)
        connections.release()
        return send(method, url, json=json, headers=headers)

    return held


def _note_masked(handoff: Handoff) -> Mapping[str, int]:
    """Once for each handoff: how many secrets its transcript holds, none of which leaves."""
    counts = disclosures.masked_in(handoff.conversation.transcript(handoff.turn_count))
    if counts and not handoff.events.filter(name=transitions.MASKED).exists():
        transitions.record(handoff, transitions.MASKED, **counts)
    return counts

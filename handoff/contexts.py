"""A handoff's row as the values that a platform's adapter takes."""

from __future__ import annotations

from handoff import summaries
from handoff.models import ContextStatus, Handoff
from handoff.providers.base import Customer, HandoffContext


def context_of(handoff: Handoff, summary: str) -> HandoffContext:
    """`handoff` comes with its conversation, agent and brand; the transcript is the one it started with."""
    transcript = summaries.clean_transcript(handoff.conversation.transcript(handoff.turn_count))
    return HandoffContext(
        handoff_id=str(handoff.pk),
        ref=handoff.ref,
        brand=handoff.brand.name,
        agent=handoff.conversation.agent.name,
        reason=handoff.reason,
        opening=summaries.opening(transcript),
        summary=summary,
        transcript=transcript,
        customer=Customer(**handoff.conversation.customer),
        visitor_id=handoff.visitor_id,
        provider_ref=handoff.provider_ref,
        attempt=handoff.attempts,
        delivery_pending=handoff.context_status == ContextStatus.PENDING and handoff.next_due is not None,
    )

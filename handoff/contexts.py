"""A handoff's row as the values that a platform's adapter takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from agents.transcripts import Turn
from handoff.lateness import late_line
from handoff.models import ContextStatus, Handoff
from handoff.plain_text import inert, safe
from handoff.providers.base import Customer, HandoffContext
from handoff.redaction.answers import without_answers
from handoff.summary.matter import opening, request
from handoff.summary.words import words_in
from handoff.summary_writing import team_language

TEST_MARK = "[Test] This is a test handoff started by your team; no customer is waiting."


def context_of(handoff: Handoff, summary: str) -> HandoffContext:
    """`handoff` comes with its conversation, agent and brand; the transcript is the one it started with."""
    conversation = handoff.conversation
    transcript = clean_transcript(conversation.transcript(handoff.turn_count))
    language = team_language(handoff.brand_id)
    mark = f"{TEST_MARK} " if conversation.is_test else ""
    late = late_line(handoff.started_at, timezone.now(), language)
    return HandoffContext(
        handoff_id=str(handoff.pk),
        ref=handoff.ref,
        brand=handoff.brand.name,
        agent=conversation.agent.name,
        reason=handoff.reason,
        opening=mark + opening(transcript, handoff.language),
        request=mark + request(transcript, handoff.language),
        summary="\n".join(filter(None, (late, mark.strip(), _playbook_line(handoff, language), summary))),
        transcript=transcript,
        customer=Customer(**conversation.customer),
        visitor_id=handoff.visitor_id,
        provider_ref=handoff.provider_ref,
        attempt=handoff.attempts,
        started_at=handoff.started_at,
        delivery_pending=handoff.context_status == ContextStatus.PENDING and handoff.next_due is not None,
        is_test=conversation.is_test,
        language=language,
    )


def clean_transcript(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns as the human team may read them: each on one line, inert, without card numbers."""
    return tuple(replace(turn, text=inert(safe(turn.text))) for turn in without_answers(turns))


def _playbook_line(handoff: Handoff, language: str) -> str:
    return f"{words_in(language).playbook_says}: {handoff.playbook_reason}" if handoff.playbook_reason else ""

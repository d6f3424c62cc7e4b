"""A model's word in a doubtful case: it may bring an offer, and nothing more. To be called outside any transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError

from agents.transcripts import Turn
from handoff import connections, disclosures, model_use
from handoff.llm import LlmUnavailable
from handoff.log_safety import without_text
from handoff.models import ModelPurpose
from handoff.opinion_prompt import INSTRUCTIONS, Opinion
from handoff.prompt import transcript_as_data
from handoff.redaction.answers import without_answers

logger = logging.getLogger(__name__)

_MAX_OUTPUT_TOKENS = 500
# What was said last is what counts.
_LAST_TURNS = 20


def second_opinion(brand_id: UUID, turns: Sequence[Turn], conversation_id: int | None = None) -> bool:
    """Whether the model says that an offer is right. False where it is late, down, spent, or cites no turn.

    Takes at most OPENAI_OPINION_BUDGET_SECONDS, in which no database connection is held.
    """
    model = model_use.model_for(brand_id, settings.OPENAI_OPINION_BUDGET_SECONDS)
    if model is None:
        return False
    recent = without_answers(turns[-_LAST_TURNS:])
    if not disclosures.note_model(brand_id, conversation_id, recent):
        return False
    connections.release()
    try:
        answered = model.ask(INSTRUCTIONS, transcript_as_data(recent), Opinion, _MAX_OUTPUT_TOKENS)
    except LlmUnavailable as unavailable:
        logger.warning("No second opinion (%s); the rules decide.", unavailable)
        _note_use(brand_id, unavailable)
        return False
    _note_use(brand_id, answered)
    return answered.fields.offer and any(1 <= turn <= len(recent) for turn in answered.fields.turns)


def _note_use(brand_id: UUID, answered: model_use.Used) -> None:
    """The decision does not wait for the books."""
    try:
        model_use.note_use(brand_id, ModelPurpose.OPINION, answered)
    except DatabaseError as error:
        logger.error("A model's use was not counted", exc_info=without_text(error))

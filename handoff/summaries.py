"""The summary of each handoff: the model's, within its budget, else the brief. To be called outside any transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, replace

from django.conf import settings
from django.db import IntegrityError, transaction

from agents.models import Conversation
from agents.transcripts import Turn
from handoff.brief import (
    AI_HEADING,
    ITEM_CHARACTERS,
    LINE_CHARACTERS,
    MAX_FACTS,
    MAX_TRIED,
    NO_MODEL_HEADING,
    UNAVAILABLE_HEADING,
    Content,
    adds_nothing,
    brief,
    opening,
    render,
    request,
)
from handoff.decision import Trigger
from handoff.llm import LlmUnavailable, SummaryFields, SummaryModel
from handoff.models import Handoff, Summary, SummarySource
from handoff.plain_text import inert, links, safe, shortened, without_new_links

__all__ = ["brief_text", "clean_transcript", "opening", "prepare", "request", "summary_for"]

logger = logging.getLogger(__name__)

# After the offer's summary was prepared, the offer itself and the customer's answer are all that may have been said.
_OFFER_AND_ANSWER = 2


def prepare(conversation_id: int) -> None:
    """A handoff was just offered: write the summary now, so that it is there when the customer accepts."""
    conversation = Conversation.objects.get(pk=conversation_id)
    if not conversation.summaries.filter(turn_count=conversation.turn_count).exists():
        _written(conversation, conversation.transcript()).save()


def summary_for(handoff: Handoff) -> Summary:
    """The handoff's one summary: its own, else the prepared one that still says it all, else a new one."""
    own = Summary.objects.filter(handoff=handoff).first()
    if own is not None:
        return own
    turns = handoff.conversation.transcript(handoff.turn_count)
    try:
        return _taken(handoff, turns) or _saved(handoff, turns)
    except IntegrityError:
        # Another worker was faster; its summary stands.
        return Summary.objects.get(handoff=handoff)


def brief_text(turns: Sequence[Turn]) -> str:
    """For whoever can't wait for the summary."""
    return render(brief(turns), UNAVAILABLE_HEADING if summary_model() else NO_MODEL_HEADING)


def clean_transcript(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns as the human team may read them: each on one line, inert, without card numbers."""
    return tuple(replace(turn, text=inert(safe(turn.text))) for turn in turns)


def summary_model() -> SummaryModel | None:
    """The configured model; None without a key."""
    if not settings.OPENAI_API_KEY:
        return None
    return SummaryModel(
        api_key=settings.OPENAI_API_KEY,
        base_url=settings.OPENAI_BASE_URL,
        model=settings.OPENAI_MODEL,
        budget_seconds=settings.OPENAI_SUMMARY_BUDGET_SECONDS,
    )


def _written(conversation: Conversation, turns: Sequence[Turn]) -> Summary:
    source, content, heading = _content(turns)
    return Summary(
        conversation=conversation,
        source=source,
        turn_count=len(turns),
        content=asdict(content),
        text=render(content, heading),
    )


def _content(turns: Sequence[Turn]) -> tuple[SummarySource, Content, str]:
    model = summary_model()
    if model is None:
        return SummarySource.BRIEF, brief(turns), NO_MODEL_HEADING
    try:
        return SummarySource.AI, _defused(model.summarise(turns), turns), AI_HEADING
    except LlmUnavailable as unavailable:
        logger.warning("The AI summary is unavailable (%s); the brief takes its place.", unavailable)
        return SummarySource.BRIEF, brief(turns), UNAVAILABLE_HEADING


def _defused(fields: SummaryFields, turns: Sequence[Turn]) -> Content:
    """A model's words are a stranger's: it may have done what the customer told it."""
    known = links(turn.text for turn in turns)

    def line(text: str, limit: int) -> str:
        return shortened(without_new_links(inert(safe(text, limit)), known), limit)

    def items(texts: Sequence[str], most: int) -> tuple[str, ...]:
        return tuple(filter(None, (line(text, ITEM_CHARACTERS) for text in texts[:most])))

    return Content(
        wants=line(fields.wants, LINE_CHARACTERS),
        facts=items(fields.facts, MAX_FACTS),
        tried=items(fields.tried, MAX_TRIED),
        mood=fields.mood,
        next_step=line(fields.next_step, LINE_CHARACTERS),
    )


def _prepared(handoff: Handoff, turns: Sequence[Turn]) -> Summary | None:
    unspoken_for = Summary.objects.filter(conversation_id=handoff.conversation_id, handoff=None)
    newest = unspoken_for.filter(turn_count__lte=len(turns)).order_by("-turn_count", "-pk").first()
    if newest is None or newest.turn_count == len(turns):
        return newest
    since = turns[newest.turn_count :]
    accepted = handoff.trigger == Trigger.OFFER_ACCEPTED and len(since) <= _OFFER_AND_ANSWER
    return newest if accepted and adds_nothing(since) else None


def _taken(handoff: Handoff, turns: Sequence[Turn]) -> Summary | None:
    prepared = _prepared(handoff, turns)
    if prepared is None:
        return None
    with transaction.atomic():
        taken = Summary.objects.filter(pk=prepared.pk, handoff=None).update(handoff=handoff)
    return Summary.objects.filter(handoff=handoff).first() if taken else None


def _saved(handoff: Handoff, turns: Sequence[Turn]) -> Summary:
    summary = _written(handoff.conversation, turns)
    summary.handoff = handoff
    with transaction.atomic():
        summary.save()
    return summary

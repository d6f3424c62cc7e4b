"""One summary, written: the model's, within its budgets, else the brief. Called outside any transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.conf import settings

from agents.models import Conversation
from agents.transcripts import Turn
from handoff import connections, disclosures
from handoff.languages import LANGUAGES, language_of
from handoff.llm import LlmUnavailable
from handoff.model_use import model_for, note_use
from handoff.models import ModelPurpose, Summary, SummarySource, SupportProvider
from handoff.prompt import INSTRUCTIONS, transcript_as_data
from handoff.redaction.answers import without_answers
from handoff.summary.brief import brief
from handoff.summary.content import Content
from handoff.summary.form import SummaryFields, content_of
from handoff.summary.text import render
from handoff.summary.words import SummaryWords, words_in

logger = logging.getLogger(__name__)

_MAX_OUTPUT_TOKENS = 2_000


@dataclass(frozen=True, slots=True)
class Setting:
    """Who reads the summary, and of whom it is."""

    brand_id: UUID
    conversation_id: int
    team_language: str
    customer_language: str
    model_allowed: bool

    @property
    def words(self) -> SummaryWords:
        return words_in(self.team_language)

    @property
    def foreign_language(self) -> str:
        return "" if self.customer_language == self.team_language else self.customer_language


def setting_of(conversation: Conversation, turns: Sequence[Turn], spoken: str) -> Setting:
    """`spoken` is the conversation's language, as it was found when it was decided; "" where that is not known."""
    if not spoken:
        # The first of a process loads a model for it, and all threads wait.
        connections.release()
        spoken = language_of(turns, str(conversation.customer.get("locale", "")))
    brands = SupportProvider.objects.filter(brand_id=conversation.brand_id)
    # Without a platform set up no model is asked either.
    language, allowed = brands.values_list("team_language", "brand__model_allowed").first() or ("", True)
    return Setting(conversation.brand_id, conversation.pk, language or "en", spoken, allowed)


def written(conversation: Conversation, turns: Sequence[Turn], setting: Setting) -> Summary:
    source, content, heading = _content(turns, setting)
    return Summary(
        conversation=conversation,
        source=source,
        turn_count=len(turns),
        content=asdict(content),
        text=render(content, heading, setting.words, setting.foreign_language),
    )


def brief_text(turns: Sequence[Turn], language: str = "en", spoken: str = "", *, model_allowed: bool = True) -> str:
    """For whoever can't wait for the summary, in the human team's language. `spoken` as in setting_of."""
    turns = without_answers(turns)
    words = words_in(language)
    heading = _heading(words, model_allowed=model_allowed)
    spoken = spoken or language_of(turns)
    return render(brief(turns), heading, words, "" if spoken == language else spoken)


def team_language(brand_id: UUID) -> str:
    """What the Brand's human team reads; English where no platform is set up."""
    known = SupportProvider.objects.filter(brand_id=brand_id).values_list("team_language", flat=True).first()
    return known or "en"


def _content(turns: Sequence[Turn], setting: Setting) -> tuple[SummarySource, Content, str]:
    told, words = brief(turns), setting.words
    model = model_for(setting.brand_id, settings.OPENAI_SUMMARY_BUDGET_SECONDS)
    if model is None:
        return SummarySource.BRIEF, told, _heading(words, model_allowed=setting.model_allowed)
    data = transcript_as_data(turns, LANGUAGES[setting.team_language])
    if not disclosures.note_model(setting.brand_id, setting.conversation_id, turns):
        return SummarySource.BRIEF, told, words.unavailable_heading
    connections.release()
    try:
        answered = model.ask(INSTRUCTIONS, data, SummaryFields, _MAX_OUTPUT_TOKENS)
    except LlmUnavailable as unavailable:
        logger.warning("The AI summary is unavailable (%s); the brief takes its place.", unavailable)
        note_use(setting.brand_id, ModelPurpose.SUMMARY, unavailable)
        return SummarySource.BRIEF, told, words.unavailable_heading
    note_use(setting.brand_id, ModelPurpose.SUMMARY, answered)
    content = content_of(answered.fields, turns, told, setting.team_language, setting.customer_language)
    if content == told:
        logger.warning("No line of the AI summary holds; the brief takes its place.")
        return SummarySource.BRIEF, told, words.unavailable_heading
    return SummarySource.AI, content, words.ai_heading


def _heading(words: SummaryWords, *, model_allowed: bool) -> str:
    """Where a model was never to be asked, none is missing."""
    return words.unavailable_heading if settings.OPENAI_API_KEY and model_allowed else words.no_model_heading

"""The summary of each handoff: the model's, within its budgets, else the brief. Called outside any transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from agents import owned
from agents.models import Conversation
from agents.transcripts import CUSTOMER, Turn
from handoff import connections, disclosures
from handoff.decision import Trigger
from handoff.languages import LANGUAGES, language_of
from handoff.llm import LlmUnavailable
from handoff.model_use import model_for, note_use
from handoff.models import Handoff, ModelPurpose, Summary, SummarySource, SupportProvider
from handoff.places import place_of
from handoff.plain_text import inert, plain, safe
from handoff.prompt import INSTRUCTIONS, transcript_as_data
from handoff.redaction.answers import without_answers
from handoff.summary.brief import QUOTED_CHARACTERS, brief
from handoff.summary.content import Content, Line
from handoff.summary.form import SummaryFields, content_of
from handoff.summary.matter import adds_nothing, opening, request
from handoff.summary.text import asked_line, render
from handoff.summary.words import SummaryWords, words_in

__all__ = ["brief_text", "clean_transcript", "opening", "prepare", "request", "summary_for", "team_language"]

logger = logging.getLogger(__name__)

# After the offer's summary was prepared, the offer itself and the customer's answer are all that may have been said.
_OFFER_AND_ANSWER = 2
_MAX_OUTPUT_TOKENS = 2_000
# For these the evidence is the customer's own wish.
_ASKED = (Trigger.CUSTOMER_REQUEST, Trigger.OFFER_ACCEPTED)


@dataclass(frozen=True, slots=True)
class _Setting:
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


@owned.works_for_owner_of(Conversation)
def prepare(conversation_id: int) -> None:
    """A handoff was just offered: write the summary now, so that it is there when the customer accepts.

    Where the Brand's places are taken it is left to the delivery.
    """
    conversation = Conversation.objects.get(pk=conversation_id)
    with place_of(conversation.brand_id, settings.HANDOFF_BRAND_CONCURRENCY) as free:
        if free and not conversation.summaries.filter(turn_count=conversation.turn_count).exists():
            turns = without_answers(conversation.transcript())
            _save(_written(conversation, turns, _setting_of(conversation, turns)))


def summary_for(handoff: Handoff) -> Summary:
    """The handoff's one summary: its own, else the prepared one that still says it all, else a new one."""
    own = Summary.objects.filter(handoff=handoff).first()
    if own is not None:
        return own
    turns = without_answers(handoff.conversation.transcript(handoff.turn_count))
    try:
        return _taken(handoff, turns) or _saved(handoff, turns)
    except IntegrityError:
        # Another worker was faster; its summary stands.
        return Summary.objects.get(handoff=handoff)


def brief_text(turns: Sequence[Turn], language: str = "en", *, model_allowed: bool = True) -> str:
    """For whoever can't wait for the summary, in the human team's language."""
    turns = without_answers(turns)
    words = words_in(language)
    heading = _heading(words, model_allowed=model_allowed)
    spoken = language_of(turns)
    return render(brief(turns), heading, words, "" if spoken == language else spoken)


def clean_transcript(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns as the human team may read them: each on one line, inert, without card numbers."""
    return tuple(replace(turn, text=inert(safe(turn.text))) for turn in without_answers(turns))


def team_language(brand_id: UUID) -> str:
    """What the Brand's human team reads; English where no platform is set up."""
    known = SupportProvider.objects.filter(brand_id=brand_id).values_list("team_language", flat=True).first()
    return known or "en"


def _setting_of(conversation: Conversation, turns: Sequence[Turn]) -> _Setting:
    spoken = language_of(turns, str(conversation.customer.get("locale", "")))
    brands = SupportProvider.objects.filter(brand_id=conversation.brand_id)
    # Without a platform set up no model is asked either.
    language, allowed = brands.values_list("team_language", "brand__model_allowed").first() or ("", True)
    return _Setting(conversation.brand_id, conversation.pk, language or "en", spoken, allowed)


def _written(conversation: Conversation, turns: Sequence[Turn], setting: _Setting) -> Summary:
    source, content, heading = _content(turns, setting)
    return Summary(
        conversation=conversation,
        source=source,
        turn_count=len(turns),
        content=asdict(content),
        text=render(content, heading, setting.words, setting.foreign_language),
    )


def _content(turns: Sequence[Turn], setting: _Setting) -> tuple[SummarySource, Content, str]:
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
    _add_ask(prepared, handoff, turns, team_language(handoff.brand_id))
    with transaction.atomic():
        free = Summary.objects.filter(pk=prepared.pk, handoff=None)
        taken = free.update(handoff=handoff, content=prepared.content, text=prepared.text)
    return Summary.objects.filter(handoff=handoff).first() if taken else None


def _saved(handoff: Handoff, turns: Sequence[Turn]) -> Summary:
    setting = _setting_of(handoff.conversation, turns)
    summary = _written(handoff.conversation, turns, setting)
    _add_ask(summary, handoff, turns, setting.team_language)
    summary.handoff = handoff
    _save(summary)
    return summary


@transaction.atomic
def _save(summary: Summary) -> None:
    """Unless the words that it is made of were deleted meanwhile: they are not to come back with it."""
    if disclosures.has_its_texts(summary.conversation_id):
        summary.save()


def _add_ask(summary: Summary, handoff: Handoff, turns: Sequence[Turn], language: str) -> None:
    """The customer's own words for the ask: only the handoff tells where they stand."""
    asks = [_ask(turns, turn) for turn in handoff.evidence] if handoff.trigger in _ASKED else []
    spoken = [ask for ask in asks if ask]
    summary.content = {**summary.content, "asked": [asdict(ask) for ask in spoken]}
    summary.text = "\n".join((summary.text, *(asked_line(ask, words_in(language)) for ask in spoken[-1:])))


def _ask(turns: Sequence[Turn], turn: int) -> Line | None:
    """None where it was not said: the customer pressed a button."""
    said = turn < len(turns) and turns[turn].role == CUSTOMER and plain(turns[turn].text, QUOTED_CHARACTERS)
    return Line(said, (turn,)) if said else None

"""The summary of each handoff: prepared when it is offered, or written when it is delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.conf import settings
from django.db import IntegrityError, transaction

from agents import owned
from agents.models import Conversation
from agents.transcripts import CUSTOMER, Turn
from handoff import disclosures
from handoff.decision_codes import Trigger, Verdict
from handoff.models import DecisionRecord, Handoff, Summary
from handoff.places import place_of
from handoff.plain_text import plain
from handoff.redaction.answers import without_answers
from handoff.summary.brief import QUOTED_CHARACTERS
from handoff.summary.content import Line
from handoff.summary.matter import adds_nothing
from handoff.summary.text import asked_line
from handoff.summary.words import words_in
from handoff.summary_writing import setting_of, team_language, written

# After the offer's summary was prepared, the offer itself and the customer's answer are all that may have been said.
_OFFER_AND_ANSWER = 2
# For these the evidence is the customer's own wish.
_ASKED = (Trigger.CUSTOMER_REQUEST, Trigger.OFFER_ACCEPTED)


@owned.works_for_owner_of(Conversation)
def prepare(conversation_id: int) -> None:
    """A handoff was just offered: write the summary now, so that it is there when the customer accepts.

    Where the Brand's places are taken it is left to the delivery.
    """
    conversation = Conversation.objects.get(pk=conversation_id)
    with place_of(conversation.brand_id, settings.HANDOFF_BRAND_CONCURRENCY) as free:
        if free and not conversation.summaries.filter(turn_count=conversation.turn_count).exists():
            turns, spoken = without_answers(conversation.transcript()), _offered_in(conversation)
            _save(written(conversation, turns, setting_of(conversation, turns, spoken)))


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


def _offered_in(conversation: Conversation) -> str:
    """The language of the last offer; "" where it is not known."""
    offers = DecisionRecord.objects.filter(conversation=conversation, verdict=Verdict.OFFER)
    return offers.order_by("-last_at").values_list("language", flat=True).first() or ""


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
    setting = setting_of(handoff.conversation, turns, handoff.language)
    summary = written(handoff.conversation, turns, setting)
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

"""The language of a conversation is found once, when it is decided: a worker is told it, and loads no model for it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from agents.models import Conversation
from agents.transcripts import Turn
from handoff import chats, summaries, summary_writing
from handoff.models import DecisionRecord, Handoff, Summary
from handoff.trials import starting
from tests.runtime import Shop
from tests.test_summaries import a_conversation, a_handoff

pytestmark = pytest.mark.django_db
IN_FRENCH, IN_GERMAN = "Customer writes in: French", "Customer writes in: German"
STUCK_IN_GERMAN = [
    {"role": "customer", "text": "Wo ist mein Paket? Es sollte schon am Freitag da sein."},
    {"role": "agent", "text": "Es ist unterwegs und kommt bald bei Ihnen an."},
    {"role": "customer", "text": "Das hilft mir nicht weiter, das haben Sie schon gesagt. Das ist lächerlich!"},
]


@pytest.fixture
def no_model_of_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary_writing, "language_of", None)


@pytest.mark.usefixtures("no_model_of_languages")
def test_a_summary_is_told_the_language_that_the_start_found() -> None:
    handoff = a_handoff(a_conversation())
    handoff.language = "fr"
    assert IN_FRENCH in summaries.summary_for(handoff).text


@pytest.mark.usefixtures("no_model_of_languages")
def test_a_prepared_one_that_of_the_last_offer() -> None:
    conversation = a_conversation()
    for reason, verdict, language in (("stuck", "offer", "fr"), ("agent", "offer", "de"), ("topic", "continue", "es")):
        _decided(conversation, reason, verdict, language)
    summaries.prepare(conversation.pk)
    assert IN_GERMAN in Summary.objects.get().text


def test_where_none_was_told_it_is_found() -> None:
    conversation = a_conversation()
    _decided(conversation, "stuck", "offer", "")
    summaries.prepare(conversation.pk)
    handoff = a_handoff(conversation)
    assert handoff.language == ""
    assert "Customer writes in" not in summaries.summary_for(handoff).text


def test_an_offer_keeps_what_it_was_put_in() -> None:
    shop = Shop()
    assert shop.decide(transcript=STUCK_IN_GERMAN, trigger="agent").json()["verdict"] == "offer"
    assert DecisionRecord.objects.get().language == "de"


@pytest.mark.usefixtures("no_model_of_languages")
def test_the_brief_that_a_browser_carries_is_told_it_too() -> None:
    Shop().start(transcript=[*STUCK_IN_GERMAN, {"role": "customer", "text": "Ich möchte mit einem Menschen sprechen."}])
    assert IN_GERMAN in chats._summary_text(Handoff.objects.get())


def test_a_test_of_the_handoff_is_told_it_though_nobody_asked_for_a_human() -> None:
    shop = Shop()
    told = [Turn(turn["role"], turn["text"]) for turn in STUCK_IN_GERMAN[:2]]
    tester = starting.tester(1, "tester@example.com")
    handoff = starting.start_trial(shop.brand, shop.agent.pk, told, tester).handoff
    assert (handoff.reason, handoff.language) == ("no_trigger", "de")
    assert IN_GERMAN in summaries.summary_for(handoff).text


def _decided(conversation: Conversation, reason: str, verdict: str, language: str) -> None:
    now = timezone.now()
    DecisionRecord.objects.create(
        brand=conversation.brand,
        conversation=conversation,
        reason=reason,
        verdict=verdict,
        trigger="stuck",
        language=language,
        first_at=now,
        last_at=now,
    )

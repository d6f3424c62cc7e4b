"""A model's word in a doubtful case, over real HTTP: in time, late, wrong, or spent."""

from __future__ import annotations

import json
from decimal import Decimal
from http.server import BaseHTTPRequestHandler

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from pytest_django import Settings

from agents.models import Brand
from handoff import services
from handoff.decision import Verdict
from handoff.models import AgentSettings, ModelUsage, SupportProvider
from handoff.second_opinion import second_opinion
from handoff.sensitivity import OfferWhen
from tests.builders import a_brand, a_consultation, a_provider, an_agent, turns
from tests.test_llm import Answer, dripping_body, never, replies, response, said, serving

pytestmark = pytest.mark.django_db
TURNS = turns("Where is my order?", "On its way.", "Hm, is that all you can tell me?")


def judges(offer: object, cited: object = (3,)) -> Answer:
    used = {"input_tokens": 500, "output_tokens": 20, "total_tokens": 520}
    details = {"input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0}}
    body = response(said(json.dumps({"offer": offer, "turns": cited})))
    return replies(200, {**body, "usage": {**used, **details}})


@pytest.fixture
def brand(settings: Settings) -> Brand:
    settings.OPENAI_API_KEY = "sk-test"
    settings.OPENAI_OPINION_BUDGET_SECONDS = 5.0
    return a_provider(a_brand()).brand


def opinion_of(answer: Answer, brand: Brand, settings: Settings) -> bool:
    with serving(responses=answer) as server:
        settings.OPENAI_BASE_URL = server.base_url
        return second_opinion(brand.pk, TURNS)


@pytest.mark.parametrize("offer", [True, False])
def test_the_models_word_is_taken(offer: bool, brand: Brand, settings: Settings) -> None:
    assert opinion_of(judges(offer), brand, settings) is offer
    row = ModelUsage.objects.get()
    assert (row.purpose, row.calls, row.input_tokens, row.cost) == ("opinion", 1, 500, 232)


@pytest.mark.parametrize("cited", [[], [0], [4], [-1], [999]])
def test_a_yes_that_shows_no_turn_is_none(cited: list[int], brand: Brand, settings: Settings) -> None:
    assert not opinion_of(judges(True, cited), brand, settings)


@pytest.mark.parametrize(
    "answer",
    [replies(500, {}), replies(429, {}), judges("yes please"), replies(200, b"offer!")],
    ids=["500", "429", "another form", "no JSON"],
)
def test_a_model_that_fails_has_no_say(answer: Answer, brand: Brand, settings: Settings) -> None:
    assert not opinion_of(answer, brand, settings)


@pytest.mark.parametrize("answer", [never, dripping_body])
def test_a_late_model_has_no_say(
    answer: Answer, brand: Brand, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.OPENAI_OPINION_BUDGET_SECONDS = 0.3
    assert not opinion_of(answer, brand, settings)
    assert "No second opinion (timeout)" in caplog.text


def test_a_spent_budget_asks_nobody(brand: Brand, settings: Settings) -> None:
    SupportProvider.objects.update(daily_model_budget=Decimal(0))
    with serving(responses=judges(True)) as server:
        settings.OPENAI_BASE_URL = server.base_url
        assert not second_opinion(brand.pk, TURNS)
    assert server.requests == []


def test_only_the_end_of_a_long_conversation_is_sent(brand: Brand, settings: Settings) -> None:
    with serving(responses=judges(True, [20])) as server:
        settings.OPENAI_BASE_URL = server.base_url
        assert second_opinion(brand.pk, TURNS * 100)
    [(_, body)] = server.requests
    assert len(json.loads(body["input"][0]["content"])["transcript"]) == 20
    assert "tools" not in body


@pytest.mark.django_db(transaction=True)
def test_a_decision_holds_no_database_connection_while_the_model_thinks(brand: Brand, settings: Settings) -> None:
    agent = an_agent(brand)
    AgentSettings.objects.create(agent=agent, second_opinion=True, offer_when=OfferWhen.LATER)
    held: list[bool] = []
    # The server answers in a thread of its own, and looks at the connection of the one that asks.
    asking = connections[DEFAULT_DB_ALIAS]

    def answer(request: BaseHTTPRequestHandler) -> None:
        held.append(asking.connection is not None)
        judges(True)(request)

    with serving(responses=answer) as server:
        settings.OPENAI_BASE_URL = server.base_url
        doubtful = a_consultation("Where is my order?", "On its way.", "That is not what I asked.")
        assert services.decide(brand, agent.pk, doubtful).decision.verdict is Verdict.OFFER
    assert held == [False]
    assert asking.connection is not None

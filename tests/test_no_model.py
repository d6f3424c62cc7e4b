"""A Brand that wants no AI model: not one request reaches it, whatever else is set, and the pages say so."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from agents.models import Brand, Role
from handoff import chats, model_use, services, summaries
from handoff.models import AgentSettings, Disclosure, Handoff, ModelUsage, Recipient
from handoff.second_opinion import second_opinion
from tests.admin_builders import a_client_of, provider_url
from tests.builders import a_consultation, an_agent, turns
from tests.runtime import Shop
from tests.test_house import ROOT, python_files, tree_of
from tests.test_llm import replies, serving
from tests.test_second_opinion import judges

pytestmark = pytest.mark.django_db
DOUBTFUL = ("Where is my order?", "On its way.", "Hm, is that all you can tell me?")


@pytest.fixture
def shop(settings: Settings) -> Shop:
    settings.OPENAI_API_KEY = "sk-test"
    shop = Shop(kind="intercom", secrets={"access_token": "stand-in-test-token"})
    AgentSettings.objects.create(agent=shop.agent, second_opinion=True)
    return shop


def everything_that_asks_a_model(shop: Shop) -> Handoff:
    """A second opinion, a summary prepared with an offer, and one for a handoff."""
    services.decide(shop.brand, shop.agent.pk, a_consultation(*DOUBTFUL))
    offered = services.decide(shop.brand, shop.agent.pk, a_consultation("Hm.", "Sorry.", conversation="c-1"))
    shop.decide(("customer", "Hm."), ("agent", "Sorry."), trigger="agent", conversation="c-2")
    assert offered
    for row in shop.agent.conversations.all():
        summaries.prepare(row.pk)
    handoff = services.start_handoff(shop.brand, shop.agent.pk, a_consultation()).handoff
    summaries.summary_for(Handoff.objects.select_related("conversation").get(pk=handoff.pk))
    second_opinion(shop.brand.pk, turns(*DOUBTFUL))
    return handoff


def asked(shop: Shop, settings: Settings) -> int:
    with serving(responses=judges(offer=True)) as server:
        settings.OPENAI_BASE_URL = server.base_url
        everything_that_asks_a_model(shop)
        return len(server.requests)


def test_the_trap_works_where_a_model_is_allowed(shop: Shop, settings: Settings) -> None:
    assert asked(shop, settings) >= 3
    assert Disclosure.objects.filter(recipient=Recipient.MODEL).count() >= 3


def test_no_request_reaches_a_model_that_the_brand_does_not_allow(shop: Shop, settings: Settings) -> None:
    Brand.objects.filter(pk=shop.brand.pk).update(model_allowed=False)
    assert asked(shop, settings) == 0
    assert not Disclosure.objects.filter(recipient=Recipient.MODEL).exists()
    assert not ModelUsage.objects.exists()


def test_another_brand_has_its_model_still(shop: Shop) -> None:
    other = Shop()
    Brand.objects.filter(pk=shop.brand.pk).update(model_allowed=False)
    assert model_use.model_for(shop.brand.pk, 8.0) is None
    assert model_use.model_for(other.brand.pk, 8.0) is not None


def test_the_summary_does_not_excuse_itself_for_a_model_that_nobody_wanted(shop: Shop) -> None:
    Brand.objects.filter(pk=shop.brand.pk).update(model_allowed=False)
    handoff = services.start_handoff(shop.brand, shop.agent.pk, a_consultation()).handoff
    assert chats._summary_text(chats._handoff(handoff.pk)).startswith("Summary written without AI")
    written = summaries.summary_for(Handoff.objects.select_related("conversation").get(pk=handoff.pk))
    assert written.text.startswith("Summary written without AI")


def test_there_is_one_way_to_a_model() -> None:
    """Whoever makes a LanguageModel reads the Brand's switch: one file does."""
    makers = {name for name in python_files("agents", "playbooks", "handoff", "handoff_project") if makes_model(name)}
    assert makers == {"handoff/model_use.py"}


def makes_model(name: str) -> bool:
    calls = [node.func for node in ast.walk(tree_of(name)) if isinstance(node, ast.Call)]
    return any(isinstance(function, ast.Name) and function.id == "LanguageModel" for function in calls)


def test_the_switch_is_read_where_a_model_is_made() -> None:
    assert "model_allowed" in Path(ROOT / "handoff/model_use.py").read_text()


def test_pages_that_speak_of_the_model_say_so(shop: Shop) -> None:
    Brand.objects.filter(pk=shop.brand.pk).update(model_allowed=False)
    client = a_client_of(shop.brand)
    agent = client.get(f"/admin/agents/agent/{shop.agent.pk}/change/").content.decode()
    assert "Your Brand lets no text go to an AI model, so none is asked" in agent
    assert "lets no text go to an AI model" in client.get(provider_url(shop.brand)).content.decode()


def test_a_draft_is_not_tried_with_a_runtime_that_may_ask_a_model(shop: Shop, settings: Any) -> None:
    with serving(responses=replies(200, {})) as server:
        settings.RUNTIME_URL = server.base_url
        Brand.objects.filter(pk=shop.brand.pk).update(model_allowed=False)
        body = {
            "text": "Help.",
            "agent": str(an_agent(shop.brand).pk),
            "name": "P",
            "transcript": [{"role": "customer", "text": "Hi"}],
        }
        answer = a_client_of(shop.brand, Role.AUTHOR).post(
            "/admin/playbooks/playbook/reply/", body, content_type="application/json"
        )
        assert "lets no text go to an AI model" in answer.json()["problem"]
        assert not server.requests

from __future__ import annotations

import pytest

from agents.models import Agent, Conversation, Message
from handoff.models import DecisionRecord, Handoff
from tests import builders
from tests.runtime import Shop, assert_problem

pytestmark = pytest.mark.django_db


def test_a_helped_customer_goes_on_and_nothing_is_written():
    shop = Shop()
    response = shop.decide(*builders.HELPED)
    body = response.json()
    assert response.status_code == 200
    assert (body["verdict"], body["reason"], body["id"]) == ("continue", "no_trigger", None)
    assert not Conversation.objects.exists()
    assert not DecisionRecord.objects.exists()


def test_who_asks_for_a_human_is_handed_off():
    shop = Shop()
    body = shop.decide(customer={"email": "ann@example.com"}).json()
    assert (body["verdict"], body["reason"], body["trigger"]) == ("hand_off", "customer_request", "customer_request")
    assert body["evidence"] == [2]
    assert [(sign["sign"], sign["turn"]) for sign in body["signs"]] == [("asks_for_human", 2)]
    assert "human" in body["signs"][0]["words"]
    assert body["language"] == "en"
    assert body["sentence"]
    assert body["open_now"] is True
    record = DecisionRecord.objects.get(pk=body["id"])
    assert record.conversation.customer == {"email": "ann@example.com"}
    assert [row.role for row in Message.objects.order_by("position")] == ["customer", "agent", "customer"]


def test_outside_hours_the_agent_goes_on_and_says_when_people_are_back():
    body = Shop(windows=[]).decide().json()
    assert (body["verdict"], body["reason"]) == ("continue", "outside_hours")


def test_with_the_toggle_off_nothing_is_offered():
    body = Shop(enabled=False).decide(trigger="agent").json()
    assert (body["verdict"], body["reason"]) == ("continue", "handoff_disabled")


@pytest.mark.parametrize("shop", [{"windows": []}, {"enabled": False}, {"kind": ""}], ids=["closed", "off", "no chat"])
def test_who_asks_in_vain_is_given_the_other_ways_to_reach_people(shop):
    shop = Shop(**shop, contact_email="help@shop.example", contact_page="https://shop.example/help")
    body = shop.decide().json()
    assert body["verdict"] == "continue"
    assert body["contacts"] == {"email": "help@shop.example", "page": "https://shop.example/help"}
    assert body["sentence"].endswith("write to help@shop.example or visit https://shop.example/help.")


def test_without_such_ways_and_for_all_others_there_are_none():
    assert Shop(windows=[]).decide().json()["contacts"] == {}
    shop = Shop(contact_email="help@shop.example")
    assert shop.decide(*builders.HELPED).json()["contacts"] == {}
    assert shop.decide().json()["contacts"] == {}


def test_a_start_tells_what_to_say_where_the_chat_does_not_open():
    shop = Shop(contact_phone="+1 555 0100")
    body = builders.a_body()
    first, again = (shop.runtime.post(shop.path("handoffs/"), body, idempotency_key="once").json() for _ in range(2))
    assert first["fallback"].endswith("You can also call +1 555 0100.")
    assert again["fallback"] == first["fallback"]


def test_user_and_assistant_are_taken_for_customer_and_agent():
    shop = Shop()
    body = shop.decide(("user", "Where is my order?"), ("assistant", "On its way."), ("user", "I want a human.")).json()
    assert body["verdict"] == "hand_off"
    assert [row.role for row in Message.objects.order_by("position")] == ["customer", "agent", "customer"]


def test_a_directive_of_the_instructions_hands_off():
    shop = Shop()
    playbook = builders.a_playbook(shop.brand, shop.agent)
    body = shop.decide(*builders.HELPED, trigger="playbook", directive=f"{playbook.published_id}.1").json()
    assert (body["verdict"], body["reason"]) == ("hand_off", "playbook")


@pytest.mark.parametrize("directive", ["nothing", "00000000-0000-4000-8000-000000000000.1", "x\x00y", "9" * 200])
def test_an_unknown_directive_is_refused_by_name(directive):
    response = Shop().decide(*builders.HELPED, trigger="playbook", directive=directive)
    assert_problem(response, 422, "unknown_directive", "directive")


def test_the_directive_of_another_agent_is_unknown():
    shop = Shop()
    playbook = builders.a_playbook(shop.brand, builders.an_agent(shop.brand))
    response = shop.decide(*builders.HELPED, trigger="playbook", directive=f"{playbook.published_id}.1")
    assert_problem(response, 422, "unknown_directive", "directive")


@pytest.mark.parametrize(
    "fields", [{"trigger": "playbook"}, {"trigger": "agent", "directive": "x.1"}, {"directive": "x.1"}]
)
def test_a_directive_comes_with_the_trigger_playbook_and_only_then(fields):
    assert_problem(Shop().decide(*builders.HELPED, **fields), 400, "invalid_request", "directive")


def test_declining_by_button_lets_the_agent_go_on():
    shop = Shop()
    offer = shop.offered()
    response = shop.runtime.post(f"decisions/{offer['id']}/decline/")
    assert response.status_code == 200
    assert response.json()["verdict"] == "continue"
    assert DecisionRecord.objects.get(pk=offer["id"]).answer == "decline"
    assert not Handoff.objects.exists()


def test_accepting_by_button_starts_the_handoff():
    shop = Shop()
    offer = shop.offered()
    response = shop.runtime.post(f"decisions/{offer['id']}/accept/")
    body = response.json()
    assert response.status_code == 201
    assert (body["trigger"], body["agent"]) == ("offer_accepted", str(shop.agent.pk))
    assert body["launch_token"]
    again = shop.runtime.post(f"decisions/{offer['id']}/accept/")
    assert (again.status_code, again.json()["id"]) == (200, body["id"])


def test_accepting_when_the_toggle_was_turned_off_is_refused_with_the_decision():
    shop = Shop()
    offer = shop.offered()
    Agent.objects.filter(pk=shop.agent.pk).update(handoff_enabled=False)
    body = assert_problem(shop.runtime.post(f"decisions/{offer['id']}/accept/"), 409, "handoff_not_allowed")
    assert body["decision"]["reason"] == "handoff_disabled"
    assert DecisionRecord.objects.get(pk=offer["id"]).answer == "accept"


def test_what_only_the_product_may_set_is_ignored():
    """Ids, states and the Brand cannot be set from outside."""
    shop, other = Shop(), Shop()
    extra = {"id": "1", "brand": str(other.brand.pk), "verdict": "hand_off", "handoff_enabled": True, "is_staff": True}
    body = shop.decide(*builders.HELPED, **extra).json()
    assert body["verdict"] == "continue"
    assert not Conversation.objects.exists()


GLADLY = {
    "kind": "gladly",
    "settings": {"host": "acme.gladly.com", "email": "handoff@example.com"},
    "secrets": {"api_token": "stand-in-token-0123456789"},
}


@pytest.mark.parametrize(
    ("provider", "customer", "needs"),
    [
        (GLADLY, {"name": "Ann"}, ["email"]),
        (GLADLY, {"email": "ann@example.com"}, []),
        (GLADLY, {"phone": "+1 555 0100"}, []),
        ({"kind": "gladly"}, {"name": "Ann"}, []),
        ({"kind": "zendesk"}, {"name": "Ann"}, []),
    ],
)
def test_a_decision_says_what_the_platform_needs_of_the_customer(provider, customer, needs):
    shop = Shop(**provider)
    assert shop.decide(customer=customer).json()["needs"] == needs
    assert shop.decide(*builders.HELPED, trigger="agent", customer=customer).json()["needs"] == needs
    assert shop.decide(*builders.HELPED, customer=customer).json()["needs"] == []

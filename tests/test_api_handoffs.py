from __future__ import annotations

import pytest

from handoff import tokens
from handoff.api import outputs
from handoff.api.outputs import as_json
from handoff.models import Handoff, HandoffEvent
from tests import builders
from tests.runtime import Shop, assert_problem

pytestmark = pytest.mark.django_db


def test_a_start_answers_with_the_handoff_and_a_launch_token():
    shop = Shop()
    response = shop.start(conversation="chat-1")
    body = response.json()
    handoff = Handoff.objects.get()
    assert response.status_code == 201
    assert body["id"] == str(handoff.pk)
    assert body["ref"] == handoff.ref
    assert (body["conversation"], body["agent"], body["provider"]) == ("chat-1", str(shop.agent.pk), "zendesk")
    assert (body["context_status"], body["chat_status"], body["ended_at"]) == ("pending", "pending", None)
    assert body["sentence"]
    assert str(tokens.read(body["launch_token"])) == body["id"]
    assert body["launch_token_expires_at"] > body["started_at"]
    assert response["Cache-Control"] == "no-store"


def test_a_second_start_of_the_conversation_answers_with_the_open_handoff():
    shop = Shop()
    first = shop.start(conversation="chat-1")
    second = shop.start(conversation="chat-1")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert Handoff.objects.count() == 1


def test_while_a_handoff_is_open_the_decision_names_it():
    shop = Shop()
    started = shop.start(conversation="chat-1").json()
    body = shop.decide("And my other question?", conversation="chat-1").json()
    assert (body["verdict"], body["reason"], body["handoff_id"]) == ("hand_off", "already_handed_off", started["id"])


@pytest.mark.parametrize(
    ("shop", "said", "fields", "reason"),
    [
        ({"enabled": False}, (), {}, "handoff_disabled"),
        ({"kind": ""}, (), {}, "no_provider"),
        ({"windows": []}, (), {}, "outside_hours"),
        ({}, builders.HELPED, {}, "no_trigger"),
        ({}, builders.HELPED, {"trigger": "agent"}, "agent"),  # only an offer
    ],
)
def test_a_start_that_is_not_right_now_is_refused_with_the_decision(shop, said, fields, reason):
    body = assert_problem(Shop(**shop).start(*said, **fields), 409, "handoff_not_allowed")
    assert body["decision"]["reason"] == reason
    assert body["decision"]["verdict"] in ("continue", "offer")
    assert not Handoff.objects.exists()


def test_a_handoff_can_be_looked_at_without_a_token():
    shop = Shop()
    started = shop.start().json()
    body = shop.runtime.get(f"handoffs/{started['id']}/").json()
    assert body["id"] == started["id"]
    assert "launch_token" not in body


def test_a_returned_conversation_is_the_agent_s_again():
    shop = Shop()
    started = shop.start(conversation="chat-1").json()
    response = shop.runtime.post(f"handoffs/{started['id']}/return/")
    assert response.status_code == 200
    assert response.json()["ended_at"]
    assert response.json()["end_reason"] == "returned"
    again = shop.runtime.post(f"handoffs/{started['id']}/return/")
    assert (again.status_code, again.json()) == (200, response.json())
    assert shop.decide(*builders.HELPED, conversation="chat-1").json()["verdict"] == "continue"
    assert HandoffEvent.objects.filter(handoff=started["id"], name="ended").count() == 1


def test_after_a_return_the_conversation_can_be_handed_off_anew():
    shop = Shop()
    first = shop.start(conversation="chat-1").json()
    shop.runtime.post(f"handoffs/{first['id']}/return/")
    second = shop.start(conversation="chat-1")
    assert second.status_code == 201
    assert second.json()["id"] != first["id"]


def test_two_agents_may_use_the_same_conversation_id():
    shop = Shop()
    other = builders.an_agent(shop.brand)
    first = shop.start(conversation="chat-1").json()
    body = builders.a_body(conversation="chat-1")
    second = shop.runtime.post(f"agents/{other.pk}/handoffs/", body)
    assert second.status_code == 201
    assert second.json()["id"] != first["id"]


def test_what_a_start_answers_is_what_is_described_to_the_letter():
    answer = Shop().start().json()
    assert as_json(outputs.StartedHandoff.model_validate(answer)) == answer

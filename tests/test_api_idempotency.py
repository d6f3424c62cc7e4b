from __future__ import annotations

import time
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from agents.models import Agent
from handoff import idempotency
from handoff.models import Handoff, IdempotentAnswer
from tests import builders
from tests.runtime import Runtime, Shop, assert_problem

pytestmark = pytest.mark.django_db


def without_token(body):
    return {name: value for name, value in body.items() if not name.startswith("launch_token")}


def post(shop, body, key="key-1"):
    return shop.runtime.post(shop.path("handoffs/"), body, idempotency_key=key)


def test_the_same_request_is_answered_the_same_with_a_fresh_token():
    shop, body = Shop(), builders.a_body()
    first = post(shop, body)
    with time_machine.travel(time.time() + 60):
        second = post(shop, body)
    assert (first.status_code, second.status_code) == (201, 201)
    assert without_token(first.json()) == without_token(second.json())
    assert first.json()["launch_token"] != second.json()["launch_token"]
    assert Handoff.objects.count() == 1


def test_a_repeat_after_the_end_says_what_was_said_then():
    shop, body = Shop(), builders.a_body()
    first = post(shop, body).json()
    shop.runtime.post(f"handoffs/{first['id']}/return/")
    second = post(shop, body)
    assert (second.status_code, second.json()["id"]) == (201, first["id"])
    assert Handoff.objects.count() == 1


def test_the_order_of_keys_and_unknown_keys_do_not_make_another_request():
    shop, body = Shop(), builders.a_body()
    first = post(shop, body)
    second = post(shop, {"unknown": 1, **dict(reversed(body.items()))})
    assert without_token(first.json()) == without_token(second.json())


def test_another_body_under_the_same_key_is_refused():
    shop = Shop()
    post(shop, builders.a_body())
    assert_problem(post(shop, builders.a_body()), 422, "idempotency_key_reused")


def test_another_agent_under_the_same_key_is_another_request():
    shop, body = Shop(), builders.a_body()
    post(shop, body)
    other = builders.an_agent(shop.brand)
    response = shop.runtime.post(f"agents/{other.pk}/handoffs/", body, idempotency_key="key-1")
    assert_problem(response, 422, "idempotency_key_reused")


def test_another_api_key_has_idempotency_keys_of_its_own():
    shop = Shop()
    post(shop, builders.a_body(conversation="one"))
    other = Runtime(builders.an_api_key(shop.brand))
    response = other.post(shop.path("handoffs/"), builders.a_body(conversation="two"), idempotency_key="key-1")
    assert response.status_code == 201


def test_a_refusal_is_not_kept():
    shop, body = Shop(enabled=False), builders.a_body()
    assert_problem(post(shop, body), 409, "handoff_not_allowed")
    Agent.objects.filter(pk=shop.agent.pk).update(handoff_enabled=True)
    assert post(shop, body).status_code == 201


def test_no_token_is_kept():
    shop = Shop()
    token = post(shop, builders.a_body()).json()["launch_token"]
    assert token not in str(IdempotentAnswer.objects.get().body)


@pytest.mark.parametrize("key", ["", "k" * 256, "k\u00fc", "a\tb"])
def test_a_key_that_cannot_be_one_is_refused_by_name(key):
    assert_problem(post(Shop(), builders.a_body(), key), 400, "invalid_request", "Idempotency-Key")


def test_a_key_of_255_characters_is_taken():
    assert post(Shop(), builders.a_body(), "k" * 255).status_code == 201


def test_old_answers_are_forgotten():
    shop = Shop()
    post(shop, builders.a_body())
    assert idempotency.forget_before(timezone.now() - timedelta(hours=1)) == 0
    assert idempotency.forget_before(timezone.now() + timedelta(seconds=1)) == 1

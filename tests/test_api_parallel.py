"""Requests at the same moment, in threads with connections of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from agents.models import Conversation, Message
from handoff.models import DecisionRecord, Handoff, HandoffEvent
from tests import builders
from tests.runtime import Shop

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8


def at_once(ask):
    """The answers to the same question asked 8 times at once; `ask` gets a number."""
    together = Barrier(TIMES)

    def one(number):
        try:
            together.wait(timeout=20)
            return ask(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as threads:
        return list(threads.map(one, range(TIMES)))


def without_token(response):
    return {name: value for name, value in response.json().items() if not name.startswith("launch_token")}


@pytest.fixture
def shop():
    return Shop()


def test_the_same_start_sent_8_times_at_once_is_one_handoff(shop):
    body = builders.a_body(conversation="chat-1")
    responses = at_once(lambda number: shop.runtime.post(shop.path("handoffs/"), body))
    assert sorted(response.status_code for response in responses) == [200] * (TIMES - 1) + [201]
    assert len({response.json()["id"] for response in responses}) == 1
    assert Handoff.objects.count() == 1
    assert HandoffEvent.objects.filter(name="started").count() == 1
    assert (Conversation.objects.count(), Message.objects.count()) == (1, 3)


def test_the_same_start_under_one_key_is_one_answer(shop):
    body = builders.a_body(conversation="chat-1")
    responses = at_once(lambda number: shop.runtime.post(shop.path("handoffs/"), body, idempotency_key="key-1"))
    assert [response.status_code for response in responses] == [201] * TIMES
    assert all(without_token(response) == without_token(responses[0]) for response in responses)
    assert Handoff.objects.count() == 1


def test_one_key_for_different_starts_keeps_only_one_of_them(shop):
    bodies = [builders.a_body() for _ in range(TIMES)]
    path = shop.path("handoffs/")
    responses = at_once(lambda number: shop.runtime.post(path, bodies[number], idempotency_key="key-1"))
    assert sorted(response.status_code for response in responses) == [201] + [422] * (TIMES - 1)
    assert Handoff.objects.count() == 1
    assert Conversation.objects.count() == 1


def test_the_same_decision_8_times_at_once_is_one_record_counted_8_times(shop):
    responses = at_once(lambda number: shop.decide(conversation="chat-1", trigger="agent"))
    assert [response.status_code for response in responses] == [200] * TIMES
    assert len({response.json()["id"] for response in responses}) == 1
    assert DecisionRecord.objects.get().count == TIMES


def test_an_offer_accepted_8_times_at_once_is_one_handoff(shop):
    offer = shop.offered()
    responses = at_once(lambda number: shop.runtime.post(f"decisions/{offer['id']}/accept/"))
    assert sorted(response.status_code for response in responses) == [200] * (TIMES - 1) + [201]
    assert Handoff.objects.count() == 1

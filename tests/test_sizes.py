"""A15: what is too large, too deep or too many is refused before any work, quickly and without taking memory."""

from __future__ import annotations

import gzip
import json
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory

from agents.models import Agent, Conversation
from handoff import services, summaries
from handoff.models import ModelUsage, SummarySource
from handoff_project.bodies import refusal_of
from tests import builders
from tests.admin_builders import a_client_of
from tests.runtime import JSON, Shop, assert_problem
from tests.test_llm import Server, never, replies, serving

pytestmark = pytest.mark.django_db
MIB = 1024 * 1024
TURN = '{"role": "customer", "text": "Hi"}'


def body_of(turns: str) -> bytes:
    return f'{{"conversation": "c", "transcript": [{turns}]}}'.encode()


BODIES: dict[str, tuple[Callable[[], bytes], int]] = {
    "10 MB": (lambda: body_of(json.dumps({"role": "customer", "text": "x" * 10 * MIB})), 413),
    "100,000 messages": (lambda: body_of(",".join([TURN] * 100_000)), 413),
    "as many messages as go into a megabyte": (lambda: body_of(",".join([TURN] * 27_000)), 400),
    "10,000 levels": (lambda: b"[" * 10_000 + b"]" * 10_000, 400),
    "10,000 levels in a turn": (lambda: body_of('{"a":' * 10_000 + "1" + "}" * 10_000), 400),
    "a message of 1 MB": (lambda: body_of(json.dumps({"role": "customer", "text": "x" * (MIB - 200)})), 400),
    "a flood of emoji": (
        lambda: body_of(json.dumps({"role": "customer", "text": "😀" * 200_000}, ensure_ascii=False)),
        400,
    ),
    "a number of 100,000 digits": (lambda: b'{"conversation": ' + b"9" * 100_000 + b"}", 400),
    "100,000 keys": (lambda: json.dumps(dict.fromkeys(map(str, range(60_000)), 1)).encode(), 400),
    "the same key again and again": (lambda: b"{" + b'"a":1,' * 100_000 + b'"a":1}', 400),
    "strings that never end": (lambda: b'["' * 300_000, 400),
    "not UTF-8": (lambda: b'{"conversation": "' + b"\xff" * 500_000 + b'"}', 400),
}


@pytest.fixture
def model(settings: Any) -> Any:
    settings.OPENAI_API_KEY = "sk-test"
    with serving(responses=replies(500, {})) as server:
        settings.OPENAI_BASE_URL = server.base_url
        yield server


@pytest.mark.parametrize("what", BODIES)
def test_it_is_refused_quickly_and_no_model_is_asked(what: str, model: Server) -> None:
    shop = Shop(daily_model_budget=10)
    make, status = BODIES[what]
    raw = make()
    shop.runtime.get("agents/")  # what is loaded once is not counted
    for door in ("decisions/", "handoffs/", "replies/check/", "playbooks/check/"):
        # The cheapest of three: a collection of all that older tests left may fall into one of them.
        assert min(seconds_of_work(shop, door, raw, status) for _ in range(3)) < 0.2
    assert not Conversation.objects.exists()
    assert model.requests == []


def seconds_of_work(shop: Shop, door: str, raw: bytes, status: int) -> float:
    """Of this thread alone: the machine may be busy."""
    began = time.thread_time()
    answer = shop.runtime.send(shop.path(door), raw)
    took = time.thread_time() - began
    assert answer.status_code == status, answer.content
    return took


def test_memory_stays_flat() -> None:
    shop = Shop()
    raw = BODIES["10 MB"][0]()
    request = RequestFactory().post("/", raw, JSON)
    shop.runtime.send(shop.path("handoffs/"), raw)
    tracemalloc.start()
    refusal_of(request)
    for _ in range(5):
        shop.runtime.client.post("/api/v1/agents/", b"", JSON, CONTENT_LENGTH=str(10**12))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * MIB


HALVES = ["/api/v1/agents/", "/storefront/v1/launches/x/receipts/", "/admin/login/", "/nowhere/"]


@pytest.mark.parametrize("address", HALVES)
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Encoding": "gzip"}, 415),
        ({"Content-Encoding": "br, gzip"}, 415),
        ({"Transfer-Encoding": "chunked"}, 411),
        ({"Transfer-Encoding": "gzip, chunked"}, 411),
    ],
)
def test_packed_and_endless_bodies_are_refused_at_each_door(address: str, headers: dict[str, str], status: int) -> None:
    bomb = gzip.compress(b"[" * 20 * MIB)
    assert Client().post(address, bomb, JSON, headers=headers).status_code == status


@pytest.mark.parametrize("address", HALVES)
@pytest.mark.parametrize(
    ("length", "status"),
    [("99999999999999999999999", 413), (str(4 * MIB), 413), ("-1", 400), ("1e3", 400), ("１", 400), ("0x10", 400)],
)
def test_so_are_lengths_that_are_too_large_or_none(address: str, length: str, status: int) -> None:
    assert Client().post(address, b"{}", JSON, CONTENT_LENGTH=length).status_code == status


def test_a_page_says_it_in_words() -> None:
    brand = builders.a_brand()
    client = a_client_of(brand)
    answers = [client.post("/admin/agents/agent/add/", {"name": "x" * size}) for size in (MIB - 2_000, 4 * MIB)]
    assert [answer.status_code for answer in answers] == [200, 413]
    assert "Go back and send less at once." in answers[1].content.decode()


def test_the_api_s_refusal_is_a_problem() -> None:
    shop = Shop()
    answer = shop.runtime.client.post("/api/v1/agents/", b"{}", JSON, headers={"content-encoding": "gzip"})
    assert_problem(answer, 415, "packed")


# Answers of a model that are of no use cost the Brand all the same


USAGE = {"usage": {"input_tokens": 5_000_000, "output_tokens": 10}}
USELESS: dict[str, Any] = {
    "garbage with a bill": {**USAGE, "output": "x"},
    "incomplete": {**USAGE, "status": "incomplete", "output": []},
    "nothing": {**USAGE, "output": []},
}


@pytest.mark.parametrize("what", USELESS)
def test_whoever_provokes_useless_answers_spends_the_brand_s_budget_and_no_more(settings: Any, what: str) -> None:
    """A14: the budget ends it, though no answer was of use."""
    settings.OPENAI_API_KEY = "sk-test"
    provider = builders.a_provider(builders.a_brand(), daily_model_budget=3)
    agent = builders.an_agent(provider.brand)
    with serving(responses=replies(200, USELESS[what])) as server:
        settings.OPENAI_BASE_URL = server.base_url
        for _ in range(6):
            handed_off_and_summarised(agent)
    assert len(server.requests) == 2  # of two dollars each
    assert ModelUsage.objects.get().input_tokens == 10_000_000


def handed_off_and_summarised(agent: Agent) -> None:
    handoff = services.start_handoff(agent.brand, agent.pk, builders.a_consultation()).handoff
    assert summaries.summary_for(handoff).source == SummarySource.BRIEF


def test_an_answer_that_is_late_is_reckoned_by_what_was_asked(settings: Any) -> None:
    settings.OPENAI_API_KEY, settings.OPENAI_SUMMARY_BUDGET_SECONDS = "sk-test", 0.5
    provider = builders.a_provider(builders.a_brand(), daily_model_budget=3)
    with serving(responses=never) as server:
        settings.OPENAI_BASE_URL = server.base_url
        handed_off_and_summarised(builders.an_agent(provider.brand))
    assert 100 < ModelUsage.objects.get().input_tokens < 10_000


def test_a_server_that_refuses_the_question_costs_nothing(settings: Any) -> None:
    settings.OPENAI_API_KEY = "sk-test"
    provider = builders.a_provider(builders.a_brand(), daily_model_budget=3)
    with serving(responses=replies(401, {})) as server:
        settings.OPENAI_BASE_URL = server.base_url
        handed_off_and_summarised(builders.an_agent(provider.brand))
    assert not ModelUsage.objects.exists()

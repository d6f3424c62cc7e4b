"""A14 at its own figures, over sockets: 1,000 starts a minute of one conversation, and 10,000 conversations in turn.

A worker delivers meanwhile to a stand-in, and asks a model that wants much money. Another Brand's customers go on.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from django.core.cache import cache
from django.db import connection, connections
from pytest_django.live_server_helper import LiveServer

from agents.models import Conversation
from handoff import delivery, sweeping
from handoff.models import Handoff, ModelUsage
from tests import builders
from tests.runtime import Shop
from tests.stand_ins import StandIns
from tests.test_llm import Server, replies, serving

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
CALLERS = 6
SECONDS = 60.0
BUDGET, PRICE = 3, {"input_tokens": 5_000_000, "output_tokens": 10}  # dollars for a day; two dollars for an answer
REFUSALS = {"throttled", "too_many_starts", "too_many_waiting"}


@dataclass
class Caller:
    """A runtime of one Brand, from this address. What it was answered, and how long each answer took."""

    url: str
    shop: Shop
    client: httpx2.Client = field(init=False)
    answers: list[httpx2.Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        headers = {"Authorization": self.shop.runtime.client.defaults["HTTP_AUTHORIZATION"]}
        limits = httpx2.Limits(max_connections=CALLERS)
        self.client = httpx2.Client(headers=headers, trust_env=False, timeout=SECONDS, limits=limits)

    def start(self, conversation: str) -> httpx2.Response:
        body = builders.a_body(conversation=conversation)
        answer = self.client.post(f"{self.url}/api/v1/{self.shop.path('handoffs/')}", json=body)
        self.answers.append(answer)
        return answer

    def start_and_return(self, conversation: str) -> None:
        """So that the next one is a start too."""
        answer = self.start(conversation)
        if answer.is_success:
            self.client.post(f"{self.url}/api/v1/handoffs/{answer.json()['id']}/return/")

    def statuses(self) -> Counter[int]:
        return Counter(answer.status_code for answer in self.answers)

    def refusals(self) -> Counter[str]:
        refused = [answer for answer in self.answers if answer.status_code == 429]
        assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)
        return Counter(f"{told['code']} {told.get('limit', '')}".strip() for told in (one.json() for one in refused))

    def slowest(self) -> float:
        return max(answer.elapsed.total_seconds() for answer in self.answers)


@pytest.fixture
def model(settings: Any) -> Iterator[Server]:
    with serving(responses=replies(200, {"usage": PRICE, "output": []})) as server:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "sk-test", server.base_url
        yield server


@pytest.fixture
def two(live_server: LiveServer, stand_ins: StandIns, model: Server) -> Iterator[tuple[Caller, Caller]]:
    """Who floods, and another Brand's runtime at the same address."""
    cache.clear()
    intercom = {"kind": "intercom", "secrets": {"access_token": "stand-in-test-token"}}
    callers = [Caller(live_server.url, Shop(**intercom, daily_model_budget=BUDGET)) for _ in range(2)]
    with working():
        yield callers[0], callers[1]
    for caller in callers:
        caller.client.close()


@contextmanager
def working(pause: float = 0.05) -> Iterator[None]:
    """One worker, which sweeps."""

    def work() -> None:
        while not over.wait(pause):
            for handoff_id in sweeping.due():
                if not over.is_set():
                    delivery.deliver(handoff_id)
        connections.close_all()

    over = threading.Event()
    worker = threading.Thread(target=work)
    worker.start()
    yield
    over.set()
    worker.join(SECONDS)


@contextmanager
def customers_of(other: Caller) -> Iterator[None]:
    """One starts a handoff each second, as long as it lasts."""

    def go_on() -> None:
        while not over.wait(1):
            other.start(f"of another Brand, {len(other.answers)}")

    over = threading.Event()
    customers = threading.Thread(target=go_on)
    customers.start()
    yield
    over.set()
    customers.join(SECONDS)


def flooded(act: Callable[[str], object], conversations: list[str], other: Caller) -> float:
    """By a few callers at once, as fast as they can. For how long."""
    began = time.monotonic()
    with customers_of(other), ThreadPoolExecutor(CALLERS) as pool:
        list(pool.map(act, conversations))
    return time.monotonic() - began


def nobody_else_was_held_back(other: Caller, capsys: pytest.CaptureFixture[str], told: str) -> None:
    with capsys.disabled():
        print(f"\n{connection.vendor}: {told}; another Brand's {len(other.answers)}, at most {other.slowest():.1f} s")
    assert len(other.answers) > 5
    assert set(other.statuses()) == {201}
    assert other.slowest() < 20


def spent(caller: Caller) -> int:
    """Of the budget, in answers."""
    return sum(ModelUsage.objects.filter(brand=caller.shop.brand).values_list("calls", flat=True))


def test_a_thousand_starts_a_minute_of_one_conversation(two: tuple[Caller, Caller], capsys: Any) -> None:
    flood, other = two
    took = flooded(flood.start_and_return, ["chat-1"] * 1000, other)
    told = f"1,000 starts in {took:.0f} s: {dict(flood.statuses())}, {dict(flood.refusals())}"
    nobody_else_was_held_back(other, capsys, told)
    assert took < 2 * 60, "so few a minute prove nothing"
    of_flood = Handoff.objects.filter(brand=flood.shop.brand)
    assert of_flood.count() == flood.statuses()[201] == 20
    assert set(flood.statuses()) <= {200, 201, 429}
    assert set(flood.refusals()) <= {"too_many_starts conversation", "throttled"}
    assert spent(flood) <= 2


def test_ten_thousand_conversations_in_turn(two: tuple[Caller, Caller], capsys: Any) -> None:
    flood, other = two
    took = flooded(flood.start, [f"chat-{number}" for number in range(10_000)], other)
    told = f"10,000 ids in {took:.0f} s: {dict(flood.statuses())}, {dict(flood.refusals())}, {spent(flood)} model calls"
    nobody_else_was_held_back(other, capsys, told)
    begun = Handoff.objects.filter(brand=flood.shop.brand).count()
    assert set(flood.statuses()) == {201, 429}
    assert begun == flood.statuses()[201] <= 600 * (took // 60 + 2)
    assert {refusal.split()[0] for refusal in flood.refusals()} <= REFUSALS
    assert Conversation.objects.filter(brand=flood.shop.brand).count() == begun, "what is held back leaves nothing"
    assert 0 < spent(flood) <= 2

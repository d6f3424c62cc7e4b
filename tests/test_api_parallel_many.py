"""8 identical starts at once for each of many conversations, over sockets: as many handoffs as conversations."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from pytest_django.live_server_helper import LiveServer

from agents.models import Conversation
from handoff.models import Handoff, HandoffEvent
from tests import builders
from tests.runtime import Shop

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8
SECONDS = 120.0
WAIT = {"busy", "idempotency_in_progress"}
AT_ONCE = 2  # conversations: more would have the machine busy with threads
CONVERSATIONS = [
    pytest.param(6, id="6 conversations"),
    pytest.param(300, id="300 conversations", marks=pytest.mark.long),
]


class Callers:
    """8 callers who ask at the same moment, each by a connection of its own."""

    def __init__(self, url: str, shop: Shop, threads: ThreadPoolExecutor) -> None:
        self.url = f"{url}/api/v1/{shop.path('handoffs/')}"
        self.headers = {"Authorization": shop.runtime.client.defaults["HTTP_AUTHORIZATION"]}
        self.threads = threads

    def ask(self, body: dict[str, Any], key: str) -> list[httpx2.Response]:
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        asked = [self.threads.submit(self._one, body, headers) for _ in range(TIMES)]
        return [one.result() for one in asked]

    def _one(self, body: dict[str, Any], headers: dict[str, str]) -> httpx2.Response:
        """A caller who is told to wait comes back with the same words."""
        with httpx2.Client(headers=headers, trust_env=False, timeout=SECONDS) as client:
            while (answer := client.post(self.url, json=body)).json().get("code") in WAIT:
                pass
            return answer


@pytest.mark.parametrize("count", CONVERSATIONS)
@pytest.mark.parametrize("keyed", [False, True], ids=["no key", "one key"])
def test_many_identical_starts_are_one_handoff_for_each_conversation(
    live_server: LiveServer, settings: Any, count: int, keyed: bool
) -> None:
    settings.API_THROTTLE = settings.LIMIT_BRAND = settings.LIMIT_STARTS_BRAND = "1000000/min"
    shop = Shop()
    with ThreadPoolExecutor(TIMES * AT_ONCE) as callers, ThreadPoolExecutor(AT_ONCE) as conversations:
        ask = Callers(live_server.url, shop, callers).ask
        bodies = [builders.a_body() for _ in range(count)]
        answers = list(conversations.map(lambda body: ask(body, body["conversation"] if keyed else ""), bodies))
    statuses = Counter(answer.status_code for each in answers for answer in each)
    assert statuses == ({201: TIMES * count} if keyed else {201: count, 200: (TIMES - 1) * count})
    assert all(len({answer.json()["id"] for answer in each}) == 1 for each in answers)
    assert Handoff.objects.count() == Conversation.objects.count() == count
    assert HandoffEvent.objects.filter(name="started").count() == count

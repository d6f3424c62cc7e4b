"""Workers that claim at once: no handoff is taken twice, and no Brand has more than its share."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from agents import scopes
from agents.models import Agent
from handoff import claiming
from handoff.claiming import Claim
from handoff.models import CircuitBreaker, Handoff
from tests.test_circuits import an_intercom_agent, started

pytestmark = pytest.mark.django_db(transaction=True)
# All of them have a connection of the pool, and some are left.
WORKERS = 7
ROUNDS = 6
PATIENCE = 20.0

circuits = pytest.mark.parametrize("has_circuit", [True, False], ids=["a circuit", "no circuit yet"])


def claimed_at_once(agent: Agent, keys: list[UUID]) -> list[Claim]:
    together = threading.Barrier(len(keys))

    def claim(key: UUID) -> Claim | None:
        try:
            with scopes.brand(agent.brand_id):
                connection.ensure_connection()
                together.wait(PATIENCE)
                return claiming.claim(key)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(keys)) as workers:
        return [found for found in workers.map(claim, keys) if found]


def an_agent_with(count: int, has_circuit: bool) -> tuple[Agent, list[UUID]]:
    agent = an_intercom_agent()
    if has_circuit:
        CircuitBreaker.objects.create(brand=agent.brand, provider="intercom")
    return agent, [handoff.pk for handoff in started(agent, count)]


@circuits
@pytest.mark.parametrize("share", [1, 3])
def test_no_brand_has_more_than_its_share(settings: Any, share: int, has_circuit: bool) -> None:
    settings.HANDOFF_BRAND_CONCURRENCY = share
    for _ in range(ROUNDS):
        agent, keys = an_agent_with(WORKERS, has_circuit)
        claims = claimed_at_once(agent, keys)
        assert len({claim.handoff.pk for claim in claims}) == len(claims) == share
        assert Handoff.objects.filter(brand=agent.brand, attempts=1).count() == share


@circuits
def test_no_handoff_is_taken_twice(has_circuit: bool) -> None:
    for _ in range(ROUNDS):
        agent, [key] = an_agent_with(1, has_circuit)
        assert len(claimed_at_once(agent, [key] * WORKERS)) == 1
        assert Handoff.objects.get(pk=key).attempts == 1


def test_one_alone_finds_out_whether_the_platform_is_back() -> None:
    for _ in range(ROUNDS):
        agent, keys = an_agent_with(WORKERS, True)
        CircuitBreaker.objects.filter(brand=agent.brand).update(failures=5, open_until="2020-01-01T00:00:00Z")
        [claim] = claimed_at_once(agent, keys)
        assert claim.is_probe

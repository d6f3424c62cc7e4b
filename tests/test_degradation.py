"""What still works while a part is away: each is cut off, or goes dead, and comes back; through the real doors."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx2
import pytest
from django.conf import settings

from agents import waking, windows
from handoff_project.queues import transport_options
from tests.degraded import Product, running_product, timed
from tests.stand_ins import StandIns

INTERCOM = "api.intercom.io"
# What one request may wait for Redis: the count of requests, then a wake-up, each until its time-outs are over.
CACHE_SECONDS = sum(settings.REDIS_CACHE["OPTIONS"].values())
BROKER_OPTIONS = transport_options("redis://127.0.0.1/0")
BROKER_SECONDS = BROKER_OPTIONS["socket_connect_timeout"] + BROKER_OPTIONS["socket_timeout"]
REDIS_SECONDS = CACHE_SECONDS + BROKER_SECONDS
# And the rest of the request, on a busy machine.
OWN_SECONDS = 3.0
STARTS = 12
PATIENCE = 20.0


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, stand_in_server: StandIns) -> Iterator[Product]:
    with running_product(tmp_path_factory.mktemp("product"), stand_in_server.url) as product:
        yield product


@pytest.fixture
def product(running: Product, stand_in_server: StandIns) -> Iterator[Product]:
    stand_in_server.reset()
    yield running
    for cable in (running.database, running.redis, running.model):
        cable.mend()


def assert_busy(response: httpx2.Response) -> None:
    assert (response.status_code, response.json()["code"]) == (503, "busy")
    assert int(response.headers["Retry-After"]) >= 1


def notes(stand_ins: StandIns) -> list[str]:
    parts = (part for one in stand_ins.log()["intercom"]["conversations"] for part in one["parts"])
    return [part["body"] for part in parts if part["part_type"] == "note"]


def until_redis_is_used(product: Product) -> None:
    """It is asked again once a pause is over."""
    before, deadline = product.wake_ups(), time.monotonic() + waking.PAUSE_SECONDS + PATIENCE
    while product.wake_ups() == before:
        assert time.monotonic() < deadline
        assert product.ask("handoffs/").status_code == 201
        time.sleep(0.3)


def test_without_redis_a_sweep_delivers(product: Product, stand_in_server: StandIns) -> None:
    product.redis.pull()
    product.model.pull()
    started = product.ask("handoffs/", customer={"id": "c-1", "email": "ana@example.com"}).json()
    product.sweep()
    assert product.handoff(started["id"])["context_status"] == "delivered"
    assert any(started["ref"] in note for note in notes(stand_in_server))


@pytest.mark.parametrize("how", ["pull", "hang"])
def test_without_redis_the_api_answers_as_usual_and_uses_it_when_it_is_back(product: Product, how: str) -> None:
    until_redis_is_used(product)
    getattr(product.redis, how)()
    asked = [product.ask("decisions/")]
    started = [product.ask("handoffs/") for _ in range(STARTS)]
    token = started[0].json()["launch_token"]
    launched, reported = product.launch(token), product.opened(token)
    answers = [*asked, *started, launched, reported]
    assert [answer.status_code for answer in answers] == [200, *[201] * STARTS, 200, 200]
    assert max(map(timed, answers)) < REDIS_SECONDS + OWN_SECONDS
    waited = sum(map(timed, answers))
    pauses = 1 + waited / min(waking.PAUSE_SECONDS, windows.PAUSE_SECONDS)
    assert waited < len(answers) * OWN_SECONDS / 2 + pauses * REDIS_SECONDS, "Each request waited in vain."
    product.redis.mend()
    until_redis_is_used(product)


@pytest.mark.parametrize("how", ["pull", "hang"])
def test_without_the_model_the_team_gets_the_brief(product: Product, stand_in_server: StandIns, how: str) -> None:
    getattr(product.model, how)()
    started = product.ask("handoffs/", customer={"id": f"c-{how}", "email": f"{how}@example.com"}).json()
    product.deliver(started["id"])
    assert product.handoff(started["id"])["context_status"] == "delivered"
    [note] = [note for note in notes(stand_in_server) if started["ref"] in note]
    assert "AI summary unavailable" in note
    assert "I want to talk to a human" in note


@pytest.mark.parametrize("fault", [{"status": 503}, {"drop": "before"}])
def test_without_the_platforms_rest_the_chat_still_opens(
    product: Product, stand_in_server: StandIns, fault: dict[str, object]
) -> None:
    product.model.pull()
    stand_in_server.fail(host=INTERCOM, times=99, **fault)
    customer = {"id": "c-2", "email": "bea@example.com"}
    started = product.ask("handoffs/", customer=customer).json()
    product.deliver(started["id"])
    launch = product.launch(started["launch_token"]).json()
    while launch["status"] == "preparing":  # for two seconds at the most
        launch = product.launch(started["launch_token"]).json()
    assert launch["status"] == "ready"
    assert product.opened(started["launch_token"]).status_code == 200
    row = product.handoff(started["id"])
    assert (row["context_status"], row["chat_status"]) == ("pending", "opened")


def test_without_the_database_every_door_says_busy_and_when_to_come_back(product: Product) -> None:
    token = product.ask("handoffs/").json()["launch_token"]
    product.database.pull()
    assert_busy(product.ask("decisions/"))
    assert_busy(product.ask("handoffs/"))
    assert_busy(product.client.get("/api/v1/agents/"))
    assert_busy(product.launch(token))
    assert_busy(product.opened(token))
    assert product.client.get("/storefront/v1/handoff.js").status_code == 200
    product.database.mend()
    product.works_again()
    assert product.launch(token).status_code == 200
    assert product.opened(token).status_code == 200


def test_a_connection_that_broke_between_two_requests_is_not_noticed(product: Product) -> None:
    product.works_again()
    product.database.mend()  # every connection of the process is cut off, and the database is there
    product.works_again()

from __future__ import annotations

import pytest

from agents import credentials
from agents.models import ApiKey
from handoff import tasks
from tests import builders
from tests.runtime import Runtime, Shop, assert_problem

pytestmark = pytest.mark.django_db
UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"


def test_a_key_opens_its_brand():
    shop = Shop()
    response = shop.runtime.get("agents/")
    assert [agent["id"] for agent in response.json()["results"]] == [str(shop.agent.pk)]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Api-Key",
        "Api-Key ",
        "Api-Key abc",
        "Api-Key abc.def",
        "Api-Key {key}x",
        "Api-Key {prefix}.wrong",
        "Bearer {key}",
        "Basic {key}",
        "Api-Key {key} {key}",
        "{key}",
        "Api-Key \u00fc.\u00fc",
    ],
)
def test_any_other_header_is_refused_alike(client, header):
    key = builders.an_api_key(builders.a_brand())
    headers = {} if header is None else {"authorization": header.format(key=key, prefix=key.partition(".")[0])}
    response = client.get("/api/v1/agents/", headers=headers)
    assert_problem(response, 401, "invalid_key")
    assert response["WWW-Authenticate"].startswith("Api-Key")


def test_a_revoked_key_is_refused():
    brand = builders.a_brand()
    runtime = Runtime(builders.an_api_key(brand))
    credentials.revoke(ApiKey.objects.get(brand=brand))
    assert_problem(runtime.get("agents/"), 401, "invalid_key")


def test_a_key_in_the_address_does_not_count(client):
    key = builders.an_api_key(builders.a_brand())
    assert_problem(client.get("/api/v1/agents/", {"key": key, "authorization": f"Api-Key {key}"}), 401, "invalid_key")


def test_the_use_of_a_key_is_noted_by_the_worker_once_a_minute(monkeypatch):
    told = []
    monkeypatch.setattr(tasks, "wake", lambda _task, key_id: told.append(key_id))
    shop = Shop()
    shop.decide()
    [key_id] = told
    tasks.note_use_of_key(key_id)
    assert ApiKey.objects.get(brand=shop.brand).last_used_at is not None
    shop.decide()
    assert len(told) == 1


def test_a_key_of_one_agent_sees_only_that_agent():
    shop = Shop()
    other = builders.an_agent(shop.brand)
    bound = Runtime(builders.an_api_key(shop.brand, agent=other))
    offer = shop.offered()
    handoff = shop.start().json()

    assert [agent["id"] for agent in bound.get("agents/").json()["results"]] == [str(other.pk)]
    assert bound.get(f"agents/{other.pk}/").status_code == 200
    unknown = bound.get(f"agents/{UNKNOWN_ID}/").content
    for response in (
        bound.get(shop.path()),
        bound.get(shop.path("instructions/")),
        bound.get(shop.path("availability/")),
        bound.post(shop.path("decisions/"), builders.a_body()),
        bound.post(shop.path("handoffs/"), builders.a_body()),
        bound.post(f"decisions/{offer['id']}/accept/"),
        bound.post(f"decisions/{offer['id']}/decline/"),
        bound.get(f"handoffs/{handoff['id']}/"),
        bound.post(f"handoffs/{handoff['id']}/return/"),
    ):
        assert_problem(response, 404, "not_found")
        assert response.content == unknown


def test_a_key_of_one_agent_works_for_that_agent():
    shop = Shop()
    bound = Runtime(builders.an_api_key(shop.brand, agent=shop.agent))
    offer = shop.offered()
    started = bound.post(f"decisions/{offer['id']}/accept/")
    assert started.status_code == 201
    assert bound.get(f"handoffs/{started.json()['id']}/").status_code == 200
    assert bound.post(f"handoffs/{started.json()['id']}/return/").status_code == 200

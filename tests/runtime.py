"""An AI agent's runtime, as the tests play it: JSON over the real doors, with a key."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from agents.models import Agent, Brand
from tests import builders

JSON = "application/json"


class Runtime:
    def __init__(self, key: str) -> None:
        self.client = Client(raise_request_exception=False, headers={"authorization": f"Api-Key {key}"})

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(f"/api/v1/{path}", query)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1/{path}", json.dumps(body or {}), JSON, headers=sent)

    def send(self, path: str, raw: bytes, content_type: str = JSON) -> HttpResponse:
        return self.client.post(f"/api/v1/{path}", raw, content_type)


class Shop:
    """A Brand that is open at all hours, one of its Agents, and the runtime of that Agent."""

    def __init__(self, *, enabled: bool = True, kind: str = "zendesk", **provider: Any) -> None:
        self.brand: Brand = builders.a_brand()
        self.agent: Agent = builders.an_agent(self.brand, enabled=enabled)
        self.provider = builders.a_provider(self.brand, kind, **provider)
        self.runtime = Runtime(builders.an_api_key(self.brand))

    def path(self, door: str = "") -> str:
        return f"agents/{self.agent.pk}/{door}"

    def decide(self, *said: Any, **fields: Any) -> HttpResponse:
        return self.runtime.post(self.path("decisions/"), builders.a_body(*said, **fields))

    def start(self, *said: Any, **fields: Any) -> HttpResponse:
        return self.runtime.post(self.path("handoffs/"), builders.a_body(*said, **fields))

    def offered(self) -> dict[str, Any]:
        """A decision to offer, as the runtime got it."""
        answer: dict[str, Any] = self.decide(*builders.HELPED, trigger="agent").json()
        assert answer["verdict"] == "offer"
        return answer


def assert_problem(response: HttpResponse, status: int, code: str, field: str | None = None) -> dict[str, Any]:
    """The answer is a problem of this code, and names this field."""
    body: dict[str, Any] = json.loads(response.content)
    assert (response.status_code, body["code"]) == (status, code), body
    assert response["Content-Type"] == "application/problem+json"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    if field is not None:
        assert field in [error["field"] for error in body["errors"]], body
    return body

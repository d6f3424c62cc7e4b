"""A4: fields that are not a client's to set, in every body that the schema knows: ignored or refused, never stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.forms.models import model_to_dict
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from agents.models import Brand
from handoff.models import Handoff
from tests import builders
from tests.runtime import JSON, Shop

pytestmark = pytest.mark.django_db
CANARY = "canary-of-mass-assignment"
UNKNOWN = "00000000-0000-4000-8000-00000000000c"
# Names of columns, of states and of powers; each with a value that would be seen.
FIELDS: dict[str, Any] = {
    **dict.fromkeys(
        ("id", "pk", "brand", "brand_id", "agent_id", "key", "api_key", "conversation_id", "handoff_id"), UNKNOWN
    ),
    **dict.fromkeys(
        ("state", "status", "verdict", "reason_code", "context_status", "chat_status", "end_reason"), CANARY
    ),
    **dict.fromkeys(
        ("provider", "provider_ref", "ref", "remote_id", "request_id", "sentence", "language_code"), CANARY
    ),
    **dict.fromkeys(("allowed", "is_staff", "is_superuser", "is_test", "handoff_enabled", "enabled", "created"), True),
    **dict.fromkeys(
        ("created_at", "started_at", "opened_at", "ended_at", "expires_at", "next_due"), "1999-01-01T00:00:00Z"
    ),
    **dict.fromkeys(("attempts", "turn_count", "evidence", "daily_model_budget", "cost"), 424242424),
    **{name: {"a": CANARY} for name in ("__class__", "__proto__", "constructor", "_state", "model_config", "$ref")},
}


def operations() -> list[tuple[str, dict[str, Any] | None]]:
    """Each address that takes a POST, with an example of its body."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    found = []
    for path, methods in schema["paths"].items():
        if "post" in methods:
            body = methods["post"].get("requestBody")
            found.append((path, example_of(schema, body) if body else None))
    return found


def example_of(schema: Any, body: Any) -> dict[str, Any]:
    name = body["content"][JSON]["schema"]["$ref"].rpartition("/")[2]
    example: dict[str, Any] = schema["components"]["schemas"][name]["examples"][0]
    return json.loads(json.dumps(example))  # type: ignore[no-any-return]


def with_more(value: Any, name: str = "") -> Any:
    """The fields in the body, and in each object within. A customer's own id is the runtime's to tell."""
    if isinstance(value, dict):
        more = {key: one for key, one in FIELDS.items() if (name, key) != ("customer", "id")}
        return {**more, **{key: with_more(one, key) for key, one in value.items()}}
    return [with_more(one) for one in value] if isinstance(value, list) else value


def rows() -> Iterator[str]:
    for model in apps.get_models():
        for row in model._base_manager.all():
            yield f"{model.__name__} {model_to_dict(row)} {row.__dict__}"


def addressed(path: str, shop: Shop) -> str:
    started, offered = shop.start(conversation="other").json(), shop.offered()
    known = {
        "agent": shop.agent.pk,
        "handoff": started["id"],
        "decision": offered["id"],
        "token": started["launch_token"],
    }
    return path.format(**known)


@pytest.mark.parametrize("path", [path for path, _ in operations()])
def test_what_is_not_a_client_s_to_set_is_not_set(path: str) -> None:
    shop, other = Shop(), Shop()
    example = dict(operations())[path]
    address = addressed(path, shop)
    client = shop.runtime.client if path.startswith("/api/") else Client()
    assert client.post(address, json.dumps(example or {}), JSON).status_code < 300
    answer = client.post(addressed(path, shop), json.dumps(with_more(example or {})), JSON)
    assert answer.status_code in (200, 201, 400), answer.content
    kept = list(rows())
    assert len(kept) > 5
    assert not [
        row
        for row in kept
        if CANARY in row or UNKNOWN in row or "424242424" in row or "1999-01-01" in row or "(1999, 1, 1" in row
    ]
    assert CANARY not in answer.content.decode()
    assert set(Brand.objects.values_list("pk", flat=True)) == {shop.brand.pk, other.brand.pk}
    assert not Handoff.objects.exclude(brand=shop.brand).exists()


def test_every_address_that_takes_a_body_is_tried() -> None:
    assert len(operations()) >= 8
    assert sum(body is not None for _, body in operations()) >= 5


def test_in_a_query_they_are_nothing_either() -> None:
    shop, other = Shop(), Shop()
    plain, more = (
        shop.runtime.get("agents/"),
        shop.runtime.get(
            "agents/", brand=str(other.brand.pk), brand_id=other.brand.pk, ordering="brand__name", search="x"
        ),
    )
    assert plain.json() == more.json()


def test_a_planted_one_is_seen() -> None:
    shop = Shop()
    shop.start(customer={"name": CANARY})
    assert [row for row in rows() if CANARY in row]
    assert builders.SHOP_ORIGIN in "".join(rows())

<<<<<<< HEAD
"""A4: fields that are not a client's to set, in every body that the schema knows: ignored or refused, never stored."""
=======
"""A4: what a form or a runtime may not set stays as it is, whatever else is sent along."""
>>>>>>> matrix

from __future__ import annotations

import json
<<<<<<< HEAD
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
    **dict.fromkeys(("attempts", "turn_count", "evidence", "daily_model_budget", "cost"), 424242),
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
    assert not [row for row in kept if CANARY in row or UNKNOWN in row or "424242" in row or "1999" in row]
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
=======
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from agents.models import Agent, ApiKey, Brand, Conversation, Membership, Role
from handoff.models import ChatStatus, ContextStatus, Handoff
from tests.admin_builders import a_client, a_client_of, a_person
from tests.builders import a_body, a_brand, a_provider, an_agent, an_api_key
from tests.matrix_rows import ours

pytestmark = pytest.mark.django_db
OTHER_ID = "0b5e6a52-91d7-4f0e-9c1b-5a1d9e3f7c21"
FORBIDDEN = {
    "id": OTHER_ID,
    "pk": OTHER_ID,
    "brand_id": OTHER_ID,
    "state": "closed",
    "context_status": "delivered",
    "chat_status": "closed",
    "provider_ref": "mine",
    "allowed": True,
    "verdict": "hand_off",
    "is_staff": True,
    "is_superuser": True,
    "is_test": True,
    "role": "admin",
    "created_at": "2020-01-01T00:00:00Z",
    "started_at": "2020-01-01T00:00:00Z",
    "secret_hash": "0" * 64,
    "revoked_at": "",
}


def every_field(**values: Any) -> dict[str, Any]:
    """One of each name that a column has."""
    names = {name for model in ours() for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    return {**dict.fromkeys(sorted(names), "1"), **FORBIDDEN, **values}


def test_a_start_takes_no_state_brand_or_reference_from_its_body() -> None:
    brand, other = a_brand(), a_brand()
    a_provider(brand, "intercom", secrets={"access_token": "t" * 30})
    agent, key = an_agent(brand), an_api_key(brand)
    body = {**FORBIDDEN, "brand": str(other.pk), **a_body()}
    body["customer"] = {"id": "c1", "brand": str(other.pk), "is_staff": True}
    client = a_client_of()
    headers = {"Authorization": f"Api-Key {key}"}
    url = f"/api/v1/agents/{agent.pk}/handoffs/"
    assert client.post(url, json.dumps(body), "application/json", headers=headers).status_code == 201
    row = Handoff.objects.get()
    assert (row.brand, row.context_status, row.chat_status) == (brand, ContextStatus.PENDING, ChatStatus.PENDING)
    assert (str(row.pk) != OTHER_ID, row.provider_ref, row.started_at.year > 2020) == (True, "", True)
    conversation = Conversation.objects.get()
    assert (conversation.is_test, conversation.customer) == (False, {"id": "c1"})


def test_a_start_that_is_not_allowed_is_not_made_so_by_its_body() -> None:
    brand = a_brand()
    agent, key = an_agent(brand, enabled=False), an_api_key(brand)
    body = json.dumps({**FORBIDDEN, "handoff_enabled": True, **a_body()})
    headers = {"Authorization": f"Api-Key {key}"}
    answer = a_client_of().post(f"/api/v1/agents/{agent.pk}/handoffs/", body, "application/json", headers=headers)
    assert answer.status_code == 409
    assert not Handoff.objects.exists()


def test_a_page_of_the_admin_saves_its_own_fields_alone() -> None:
    brand, other = a_brand(), a_brand()
    agent, client = an_agent(brand, "Before"), a_client_of(brand)
    made = agent.created_at
    url = reverse("admin:agents_agent_change", args=[agent.pk])
    posted = every_field(name="After", brand=str(other.pk), offer_when="normal")
    posted.pop("of_brand", None)
    client.post(url, posted)
    row = Agent.objects.get(pk=agent.pk)
    assert (row.name, row.brand, row.created_at) == ("After", brand, made)
    assert not Agent.objects.filter(brand=other).exists()


def test_a_brands_page_makes_no_keys_and_nobody_an_operator() -> None:
    """A21: staff who post to themselves."""
    brand = a_brand()
    person = a_person(brand)
    posted = every_field(name="Renamed", user=str(person.pk))
    a_client(person).post(reverse("admin:agents_brand_change", args=[brand.pk]), posted)
    person.refresh_from_db()
    assert (Brand.objects.get().name, person.is_superuser, ApiKey.objects.count()) == ("Renamed", False, 0)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUTHOR, Role.VIEWER])
def test_no_role_opens_the_pages_of_accounts(role: Role) -> None:
    """A21: `is_superuser` posted to one's own account, to somebody else's, and to a new one."""
    brand = a_brand()
    person, other = a_person(brand, role), a_person(a_brand())
    client = a_client(person)
    for url in (
        reverse("admin:auth_user_add"),
        *(reverse("admin:auth_user_change", args=[user.pk]) for user in (person, other)),
        *(reverse("admin:auth_user_password_change", args=[user.pk]) for user in (person, other)),
    ):
        posted = every_field(username="x", password1="a-long-password-1", password2="a-long-password-1")
        assert client.post(url, posted).status_code in (302, 403, 404), url
    assert not User.objects.filter(is_superuser=True).exists()
    assert User.objects.count() == 2


def test_a_role_posted_with_another_form_changes_no_role() -> None:
    """A21: an author makes themselves an admin by no page that they may post to."""
    brand = a_brand()
    person = a_person(brand, Role.AUTHOR)
    member = Membership.objects.get(user=person)
    client = a_client(person)
    for url in (reverse("admin:person", args=[member.pk]), reverse("admin:playbooks_playbook_add")):
        client.post(url, every_field(role="admin", name="Mine", agents=[]))
    member.refresh_from_db()
    assert member.role == Role.AUTHOR
>>>>>>> matrix

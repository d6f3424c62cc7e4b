"""A4: what a form or a runtime may not set stays as it is, whatever else is sent along."""

from __future__ import annotations

import json
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

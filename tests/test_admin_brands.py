"""No page, list, choice, filter or action ever leaves the current Brand."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from agents.models import Agent, ApiKey, Brand, Role
from handoff.models import SupportProvider
from playbooks.models import Playbook
from tests.admin_builders import CANARY, SECRET, a_client_of, a_person, a_started_handoff, provider_post, provider_url
from tests.builders import a_brand, a_playbook, a_provider, an_agent, an_api_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def strange() -> Brand:
    """Another Brand, whose every name holds the canary."""
    brand = a_brand(CANARY, origins=["https://canary.example"])
    a_provider(brand, "intercom", settings={"admin_id": "777000777"}, secrets={"access_token": SECRET})
    handoff = a_started_handoff(brand, f"{CANARY}: I want to talk to a human, please.", agent=f"{CANARY} agent")
    a_playbook(brand, handoff.conversation.agent, name=f"{CANARY} playbook", text=f"{CANARY} text")
    an_api_key(brand, name=f"{CANARY} key")
    return brand


@pytest.fixture
def client(strange: Brand) -> Client:
    """An admin of a Brand of their own."""
    brand = a_brand("Mine")
    an_agent(brand, "My agent")
    return a_client_of(brand)


def strange_pages(brand: Brand) -> list[str]:
    rows = {
        "agents_agent": brand.agents.get().pk,
        "agents_brand": brand.pk,
        "playbooks_playbook": brand.playbooks.get().pk,
        "handoff_handoff": brand.handoffs.get().pk,
        "handoff_supportprovider": brand.support_provider.pk,
    }
    urls = [reverse(f"admin:{n}_{v}", args=[pk]) for n, pk in rows.items() for v in ("change", "delete", "history")]
    return [*urls, reverse("admin:revoke_key", args=[brand.api_keys.get().pk])]


def test_pages_of_another_brand_are_not_there(client: Client, strange: Brand) -> None:
    for url in strange_pages(strange):
        for answer in (client.get(url), client.post(url, {"name": "Taken", "post": "yes", "kind": "zendesk"})):
            assert answer.status_code in (302, 403, 404, 405), url
            assert CANARY not in answer.content.decode(), url
    assert not Agent.objects.filter(name="Taken").exists()
    assert SupportProvider.objects.get(brand=strange).kind == "intercom"
    assert ApiKey.objects.get(brand=strange).revoked_at is None
    assert Playbook.objects.filter(brand=strange).exists()


def test_another_brands_id_answers_like_an_unknown_one(client: Client, strange: Brand) -> None:
    for name, pk in (("agents_agent", strange.agents.get().pk), ("handoff_handoff", strange.handoffs.get().pk)):
        known = client.get(reverse(f"admin:{name}_change", args=[pk]))
        unknown = client.get(reverse(f"admin:{name}_change", args=[uuid.uuid4()]))
        assert (known.status_code, known.get("Location")) == (unknown.status_code, unknown.get("Location"))


@pytest.mark.parametrize(
    "page",
    [
        "admin:index",
        "admin:agents_agent_changelist",
        "admin:agents_agent_add",
        "admin:playbooks_playbook_changelist",
        "admin:playbooks_playbook_add",
        "admin:handoff_handoff_changelist",
        "admin:storefront",
        "admin:handoff_supportprovider_changelist",
        "admin:agents_brand_changelist",
        "admin:privacy",
        "admin:handoff_disclosure_changelist",
        "admin:customer_data",
    ],
)
def test_the_name_of_another_brand_is_nowhere(client: Client, page: str) -> None:
    html = client.get(reverse(page), follow=True).content.decode()
    assert CANARY not in html
    assert "canary.example" not in html
    assert "777000777" not in html


def test_an_agent_of_another_brand_cannot_be_chosen(client: Client, strange: Brand) -> None:
    foreign = strange.agents.get().pk
    answer = client.post(reverse("admin:playbooks_playbook_add"), {"name": "Mine", "draft": "", "agents": [foreign]})
    assert answer.status_code == 200
    assert not Playbook.objects.filter(name="Mine").exists()
    answer = client.post(reverse("admin:create_key"), {"name": "Mine", "agent": foreign})
    assert CANARY not in answer.content.decode()
    assert not ApiKey.objects.filter(name="Mine").exists()


def test_a_new_row_belongs_to_the_current_brand_whatever_is_posted(client: Client, strange: Brand) -> None:
    client.post(reverse("admin:agents_agent_add"), {"name": "Planted", "brand": str(strange.pk)})
    assert Agent.objects.get(name="Planted").brand.name == "Mine"


@pytest.mark.parametrize(
    "query",
    [
        "brand__id__exact={brand}",
        "conversation__agent__name__startswith=Canary",
        "brand__support_provider__secrets__startswith=g",
        "brand__name__startswith=Canary",
        "q=Canary",
    ],
)
def test_filters_answer_no_question_about_other_fields(client: Client, strange: Brand, query: str) -> None:
    url = f"{reverse('admin:handoff_handoff_changelist')}?{query.format(brand=strange.pk)}"
    answer = client.get(url, follow=True)
    assert answer.status_code in (200, 400)
    assert f"{CANARY}:" not in answer.content.decode()


@pytest.mark.parametrize(
    ("app", "model", "field"),
    [("handoff", "handoff", "conversation"), ("agents", "agent", "brand"), ("playbooks", "playbook", "agents")],
)
def test_autocomplete_shows_nothing_of_others(client: Client, app: str, model: str, field: str) -> None:
    answer = client.get(
        reverse("admin:autocomplete"), {"app_label": app, "model_name": model, "field_name": field, "term": "Canary"}
    )
    assert answer.status_code in (403, 404) or not answer.json()["results"]


def test_actions_reach_no_row_of_others(client: Client, strange: Brand) -> None:
    posted = {"action": "delete_selected", "_selected_action": [strange.playbooks.get().pk], "post": "yes"}
    client.post(reverse("admin:playbooks_playbook_changelist"), posted)
    assert strange.playbooks.exists()


def test_unfolds_search_shows_nothing_of_others(client: Client) -> None:
    assert CANARY not in client.get("/admin/search/?s=canary&extended=1").content.decode()


def test_accounts_are_for_operators_alone(client: Client) -> None:
    for path in ("auth/user/", "auth/user/add/", "auth/group/", "admin/logentry/", "agents/apikey/"):
        assert client.get(f"/admin/{path}").status_code in (403, 404), path


def test_view_on_site_leads_nowhere(client: Client, strange: Brand) -> None:
    assert client.get(f"/admin/r/1/{strange.pk}/").status_code in (403, 404)


def test_switching_brand(strange: Brand) -> None:
    first, second = a_brand("First"), a_brand("Second")
    user = a_person(first)
    second.memberships.create(user=user, role=Role.VIEWER)
    client = Client()
    client.force_login(user)
    html = client.get(reverse("admin:index")).content.decode()
    assert "Switch Brand" in html
    assert CANARY not in html
    client.post(reverse("admin:switch_brand", args=[second.pk]))
    assert client.get(provider_url(first)).status_code == 404
    assert client.post(provider_url(second), provider_post()).status_code == 403
    assert client.post(reverse("admin:switch_brand", args=[strange.pk])).status_code == 403
    assert client.get(reverse("admin:switch_brand", args=[first.pk])).status_code == 405
    assert "Second" in client.get(reverse("admin:index")).content.decode()


def test_a_membership_that_was_taken_away_ends_at_once() -> None:
    brand = a_brand()
    user = a_person(brand)
    client = Client()
    client.force_login(user)
    assert client.get(provider_url(brand)).status_code == 200
    user.memberships.all().delete()
    assert client.get(provider_url(brand)).status_code == 404


def test_permission_rows_of_django_open_nothing() -> None:
    brand = a_brand()
    user = a_person(brand, Role.VIEWER)
    permission = user.user_permissions.model
    user.user_permissions.set(permission.objects.filter(codename__in=["change_agent", "change_user", "add_agent"]))
    client = Client()
    client.force_login(user)
    assert client.get(reverse("admin:agents_agent_add")).status_code == 403
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403

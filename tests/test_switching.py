"""Agents and playbooks that conversations refer to are switched off and on again, and not deleted."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from agents import switching
from agents.models import Agent, Conversation, Role
from handoff import services
from handoff.models import Handoff
from playbooks import switching as playbook_switching
from playbooks.models import Playbook, PlaybookVersion
from playbooks.removing import remove
from tests.admin_builders import a_client_of
from tests.builders import a_brand, a_consultation, a_playbook, an_agent, an_api_key
from tests.runtime import Runtime, Shop, assert_problem

pytestmark = pytest.mark.django_db
OFFERS = (("customer", "Hm."), ("agent", "Sorry."))


@pytest.fixture
def shop() -> Shop:
    return Shop()


# Agents


def test_an_agent_that_is_off_hands_off_nothing_and_its_runtime_is_told_to_go_on(shop: Shop) -> None:
    switching.switch_off(shop.agent)
    decided = shop.decide().json()
    assert (decided["verdict"], decided["reason"]) == ("continue", "handoff_disabled")
    assert_problem(shop.start(), 409, "handoff_not_allowed")
    assert shop.decide(*OFFERS, trigger="agent").json()["verdict"] == "continue"
    assert not Handoff.objects.exists()
    told = shop.runtime.get(shop.path("instructions/")).json()
    assert "No handoff now" in told["text"]
    assert shop.runtime.get(shop.path()).json()["handoff_enabled"] is False
    [listed] = shop.runtime.get("agents/").json()["results"]
    assert listed["handoff_enabled"] is False


def test_its_keys_still_answer(shop: Shop) -> None:
    runtime = Runtime(an_api_key(shop.brand, shop.agent))
    switching.switch_off(shop.agent)
    assert runtime.get(shop.path()).status_code == 200


def test_what_it_handed_off_goes_on(shop: Shop) -> None:
    started = shop.start().json()
    switching.switch_off(shop.agent)
    assert shop.runtime.get(f"handoffs/{started['id']}/").json()["ended_at"] is None


def test_an_offer_of_an_agent_that_is_off_starts_nothing(shop: Shop) -> None:
    offer = shop.offered()
    switching.switch_off(shop.agent)
    assert_problem(shop.runtime.post(f"decisions/{offer['id']}/accept/"), 409, "handoff_not_allowed")


def test_off_and_on_again_is_as_before(shop: Shop) -> None:
    assert [switching.switch_off(shop.agent), switching.switch_off(shop.agent)] == [True, False]
    assert [switching.switch_on(shop.agent), switching.switch_on(shop.agent)] == [True, False]
    assert shop.start().status_code == 201


def test_an_agent_with_conversations_is_not_deleted(shop: Shop) -> None:
    shop.start()
    with pytest.raises(switching.InUse):
        switching.remove(shop.agent)
    assert Conversation.objects.count() == 1


def test_an_agent_that_nobody_talked_to_goes_with_its_keys(shop: Shop) -> None:
    an_api_key(shop.brand, shop.agent)
    switching.remove(shop.agent)
    assert not Agent.objects.exists()


def agent_url(agent: Agent, door: str) -> str:
    return f"/admin/agents/agent/{agent.pk}/{door}/"


def test_the_page_offers_what_can_be_done(shop: Shop) -> None:
    client = a_client_of(shop.brand)
    fresh = client.get(agent_url(shop.agent, "change")).content.decode()
    assert agent_url(shop.agent, "remove") in fresh
    shop.start()
    used = client.get(agent_url(shop.agent, "change")).content.decode()
    assert agent_url(shop.agent, "remove") not in used
    assert "can&#x27;t be deleted" in used or "can't be deleted" in used
    client.post(agent_url(shop.agent, "switch"), {"to": "off"})
    off = client.get(agent_url(shop.agent, "change")).content.decode()
    assert "This Agent is switched off" in off
    assert "Switched off" in client.get("/admin/agents/agent/").content.decode()
    client.post(agent_url(shop.agent, "switch"), {"to": "on"})
    assert "This Agent is switched off" not in client.get(agent_url(shop.agent, "change")).content.decode()


def test_deleting_on_the_page(shop: Shop) -> None:
    client, fresh = a_client_of(shop.brand), an_agent(shop.brand)
    shop.start()
    assert client.get(agent_url(shop.agent, "remove")).status_code == 302
    assert client.post(agent_url(shop.agent, "remove")).status_code == 302
    assert "goes with it" in client.get(agent_url(fresh, "remove")).content.decode().replace(
        "go with it", "goes with it"
    )
    client.post(agent_url(fresh, "remove"))
    assert list(Agent.objects.all()) == [shop.agent]


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_only_admins_switch_an_agent(shop: Shop, role: Role) -> None:
    client = a_client_of(shop.brand, role)
    for door in ("switch", "remove"):
        assert client.post(agent_url(shop.agent, door), {"to": "off"}).status_code == 403
    assert Agent.objects.get().switched_off_at is None


def test_another_brands_agent_is_not_there(shop: Shop) -> None:
    client = a_client_of(a_brand())
    for door in ("switch", "remove"):
        assert client.post(agent_url(shop.agent, door), {"to": "off"}).status_code == 404
    assert Agent.objects.get().switched_off_at is None


# Playbooks


def directive_of(shop: Shop) -> str:
    directive: str = shop.runtime.get(shop.path("instructions/")).json()["directives"][0]["id"]
    return directive


def test_no_agent_reads_a_playbook_that_is_off(shop: Shop) -> None:
    playbook = a_playbook(shop.brand, shop.agent)
    named = {"trigger": "playbook", "directive": directive_of(shop)}
    assert shop.decide(*OFFERS, **named).json()["verdict"] == "hand_off"
    playbook_switching.switch_off(playbook)
    assert shop.runtime.get(shop.path("instructions/")).json()["directives"] == []
    assert_problem(shop.decide(*OFFERS, **named), 422, "unknown_directive")
    playbook_switching.switch_on(playbook)
    assert shop.decide(*OFFERS, **named).json()["verdict"] == "hand_off"


def test_a_playbook_that_led_conversations_is_not_deleted(shop: Shop) -> None:
    playbook = a_playbook(shop.brand, shop.agent)
    assert not playbook_switching.is_referred_to(playbook)
    services.decide(shop.brand, shop.agent.pk, a_consultation())
    assert playbook_switching.is_referred_to(playbook)
    with pytest.raises(playbook_switching.InUse):
        remove([playbook])
    assert PlaybookVersion.objects.count() == 1
    never = Playbook.objects.create(brand=shop.brand, name="Never published")
    remove([never])


def playbook_url(pk: UUID, door: str) -> str:
    return f"/admin/playbooks/playbook/{pk}/{door}/"


@pytest.mark.parametrize(("role", "status"), [(Role.ADMIN, 302), (Role.AUTHOR, 302), (Role.VIEWER, 403)])
def test_who_switches_a_playbook(shop: Shop, role: Role, status: int) -> None:
    playbook = a_playbook(shop.brand, shop.agent)
    client: Client = a_client_of(shop.brand, role)
    assert client.post(playbook_url(playbook.pk, "switch"), {"to": "off"}).status_code == status
    playbook.refresh_from_db()
    assert bool(playbook.switched_off_at) is (status == 302)


def test_the_page_of_a_playbook_offers_what_can_be_done(shop: Shop) -> None:
    playbook, client = a_playbook(shop.brand, shop.agent), a_client_of(shop.brand)
    assert playbook_url(playbook.pk, "delete") in client.get(playbook_url(playbook.pk, "change")).content.decode()
    shop.start()
    html = client.get(playbook_url(playbook.pk, "change")).content.decode()
    assert playbook_url(playbook.pk, "delete") not in html
    assert playbook_url(playbook.pk, "switch") in html
    assert client.post(playbook_url(playbook.pk, "delete"), {"post": "yes"}).status_code == 403
    client.post(playbook_url(playbook.pk, "switch"), {"to": "off"})
    assert "This playbook is switched off" in client.get(playbook_url(playbook.pk, "change")).content.decode()
    assert "Switched off" in client.get("/admin/playbooks/playbook/").content.decode()
    assert a_client_of(a_brand()).post(playbook_url(playbook.pk, "switch"), {"to": "on"}).status_code == 404

"""What keeps an Agent from handing off: facts in, reasons out; and how its page and the list say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agents.models import Role
from handoff.availability import Schedule, Window, availability
from handoff.overview.obstacles import (
    CLOSING_SOON,
    NEVER_OPENS,
    NO_PROVIDER,
    NOT_TOLD,
    OFF,
    Mend,
    Situation,
    faults,
    obstacles,
)
from tests.admin_builders import CANARY, a_client_of
from tests.builders import a_brand, a_playbook, a_provider, an_agent

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday
MONDAYS = Schedule("Europe/Paris", True, (Window(0, 8 * 60, 20 * 60),))
OPEN = availability(Schedule("UTC", False), NOON)
FINE = Situation(NOON, enabled=True, provider="zendesk", availability=OPEN)


def situation(**facts):
    return replace(FINE, **facts)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, ()),
        ({"enabled": False}, (OFF,)),
        ({"provider": ""}, (NO_PROVIDER,)),
        ({"enabled": False, "provider": ""}, (OFF, NO_PROVIDER)),
        ({"told": False}, (NOT_TOLD,)),
        ({"enabled": False, "told": False}, (OFF, NOT_TOLD)),
        ({"availability": availability(Schedule("UTC", True), NOON)}, (NEVER_OPENS,)),
    ],
)
def test_all_that_apply_are_named(facts, found):
    assert obstacles(situation(**facts)) == found


def test_nothing_keeps_it_from_handing_off_although_no_playbook_uses_it():
    assert faults(obstacles(situation(told=False))) == ()
    assert NOT_TOLD.is_note
    assert "still hands off" in NOT_TOLD.words


def test_closed_says_when_it_opens():
    [closed] = obstacles(situation(availability=availability(MONDAYS, NOON)))
    assert closed.words.startswith("Your team is closed now, and opens Monday 08:00")
    assert "Europe/Paris" in closed.words
    assert closed.mend is Mend.HOURS


def test_a_zone_that_is_gone_is_named():
    [gone] = obstacles(situation(availability=availability(replace(MONDAYS, timezone="Mars/Olympus"), NOON)))
    assert "Mars/Olympus" in gone.words
    assert not gone.is_note


@pytest.mark.parametrize(
    ("minutes", "margin", "found"), [(31, 30, ()), (30, 30, (CLOSING_SOON,)), (1, 30, (CLOSING_SOON,)), (1, 0, ())]
)
def test_the_last_minutes_before_closing_are_a_note(minutes, margin, found):
    now = datetime(2026, 11, 23, 19, 0, tzinfo=UTC) - timedelta(minutes=minutes)
    facts = situation(now=now, availability=availability(MONDAYS, now), closing_margin=timedelta(minutes=margin))
    assert obstacles(facts) == found
    assert faults(found) == ()


# The pages


def agent_page(client, agent):
    return " ".join(client.get(reverse("admin:agents_agent_change", args=[agent.pk])).content.decode().split())


@pytest.mark.django_db
def test_an_agents_page_names_all_that_applies_with_the_way_to_mend_it():
    brand = a_brand()
    agent = an_agent(brand, enabled=False)
    page = agent_page(a_client_of(brand), agent)
    for obstacle in (OFF, NO_PROVIDER, NOT_TOLD):
        assert obstacle.words.split(".")[0] in page
    assert f'href="{reverse("admin:playbooks_playbook_changelist")}">Open Playbooks' in page
    assert "Nothing keeps this Agent from handing off." not in page


@pytest.mark.django_db
def test_an_agents_page_says_that_nothing_is_in_the_way():
    brand = a_brand()
    a_provider(brand)
    agent = an_agent(brand)
    a_playbook(brand, agent)
    page = agent_page(a_client_of(brand), agent)
    assert "Nothing keeps this Agent from handing off." in page
    assert "Good to know" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "links"), [(Role.ADMIN, 2), (Role.AUTHOR, 1), (Role.VIEWER, 0)])
def test_only_who_may_mend_it_is_led_there(role, links):
    brand = a_brand()
    page = agent_page(a_client_of(brand, role), an_agent(brand))
    section = page[page.index('id="obstacles"') :].partition("</section>")[0]
    assert section.count("<a ") == links
    assert NO_PROVIDER.words in section


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "published", "told"),
    [("Help. /Handoff to support", True, True), ("Help.", True, False), ("/Handoff to support", False, False)],
)
def test_a_playbook_counts_once_it_is_published_with_the_command(text, published, told):
    brand = a_brand()
    a_provider(brand)
    agent, other = an_agent(brand), an_agent(brand)
    playbook = a_playbook(brand, agent, text=text)
    if not published:
        playbook.published = None
        playbook.save()
    client = a_client_of(brand)
    assert ("No published playbook" not in agent_page(client, agent)) is told
    assert "No published playbook" in agent_page(client, other)


@pytest.mark.django_db
def test_another_brands_provider_and_playbooks_change_nothing():
    strange, brand = a_brand(CANARY), a_brand()
    a_provider(strange)
    agent = an_agent(brand)
    a_playbook(strange, an_agent(strange), name=CANARY)
    page = agent_page(a_client_of(brand), agent)
    assert NO_PROVIDER.words in page
    assert "No published playbook" in page
    assert CANARY not in page


@pytest.mark.django_db
def test_the_list_says_who_can_hand_off_now():
    brand = a_brand()
    a_provider(brand, windows=[(0, 8 * 60, 20 * 60)], timezone="Europe/Paris")
    an_agent(brand, "On")
    an_agent(brand, "Off", enabled=False)
    client, url = a_client_of(brand), reverse("admin:agents_agent_changelist")
    with time_machine.travel(NOON, tick=False):
        page = client.get(url).content.decode()
    assert "Closed, opens Monday 08:00" in page
    assert OFF.short in page
    with time_machine.travel(NOON + timedelta(hours=24), tick=False):
        page = a_client_of(brand).get(url).content.decode()
    assert ">Yes</span>" in page


@pytest.mark.django_db
def test_the_list_costs_the_same_for_many_agents():
    brand = a_brand()
    a_provider(brand)
    client, url = a_client_of(brand), reverse("admin:agents_agent_changelist")
    a_playbook(brand, an_agent(brand))
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(20):
        a_playbook(brand, an_agent(brand), an_agent(brand, enabled=False))
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)

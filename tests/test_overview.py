"""The first page: for whom, with what figures, and at what price."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agents.models import Conversation, Role
from handoff.models import DecisionRecord, Handoff, SupportProvider
from handoff.overview.figures import FIGURES
from tests.admin_builders import CANARY, a_client_of, a_started_handoff
from tests.builders import a_brand, a_playbook, a_provider, an_agent

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


def overview(client):
    return " ".join(client.get(reverse("admin:index")).content.decode().split())


def figure(page, name):
    """Today, the last 7 and the last 30 days."""
    row = re.search(rf'<th scope="row">{name}<.*?</tr>', page)
    return [int(number) for number in re.findall(r"<td>(\d+)</td>", row[0])]


def test_the_figures_stand_under_their_names():
    brand = a_brand()
    with time_machine.travel(datetime(2026, 11, 18, 12, 0, tzinfo=UTC), tick=False):
        a_started_handoff(brand)
    with time_machine.travel(NOW, tick=False):
        handoff = a_started_handoff(brand)
        Handoff.objects.filter(pk=handoff.pk).update(opened_at=NOW, chat_status="opened")
        page = overview(a_client_of(brand))
    assert figure(page, "Handed off") == [1, 2, 2]
    assert figure(page, "Chat opened") == [1, 1, 1]
    assert figure(page, "Wanted while closed") == [0, 0, 0]
    for name, told, _ in FIGURES:
        assert name in page
        assert told.replace("'", "&#x27;") in page


def test_the_day_is_that_of_the_teams_clocks():
    brand = a_brand()
    a_provider(brand, timezone="Asia/Tokyo")
    with time_machine.travel(datetime(2026, 11, 22, 14, 59, tzinfo=UTC), tick=False):
        a_started_handoff(brand)
    with time_machine.travel(NOW, tick=False):
        page = overview(a_client_of(brand))
    assert figure(page, "Handed off") == [0, 1, 1]
    assert "(Asia/Tokyo)" in page


def test_a_zone_that_is_gone_breaks_nothing():
    brand = a_brand()
    a_started_handoff(brand)
    SupportProvider.objects.update(timezone="Mars/Olympus", hours_restricted=True, revision=uuid.uuid4())
    page = overview(a_client_of(brand, Role.VIEWER))
    assert figure(page, "Handed off") == [1, 1, 1]


def test_the_chart_has_a_bar_for_each_day_and_says_the_same_as_a_table():
    brand = a_brand()
    with time_machine.travel(NOW, tick=False):
        a_started_handoff(brand)
        page = overview(a_client_of(brand))
    assert page.count("<title>") == 2 * 30 + 1
    assert "22 Nov: 1 handed off, 0 opened, 0 did not open" in page
    assert '<th scope="row">Sun 22 Nov 2026</th><td>1</td><td>0</td><td>0</td><td>0</td>' in page


def test_each_agent_is_shown_with_what_keeps_it_from_handing_off():
    brand = a_brand()
    a_provider(brand)
    an_agent(brand, "On")
    an_agent(brand, "Off", enabled=False)
    page = overview(a_client_of(brand))
    assert "Can hand off now" in page
    assert "It is switched off" in page


def test_nothing_of_another_brand_is_seen_or_counted():
    strange, brand = a_brand(CANARY), a_brand()
    handoff = a_started_handoff(strange, f"{CANARY}: I want to talk to a human.", agent=f"{CANARY} agent")
    a_playbook(strange, handoff.conversation.agent, name=f"{CANARY} playbook")
    page = overview(a_client_of(brand))
    assert CANARY not in page
    assert all(figure(page, name) == [0, 0, 0] for name, _, _ in FIGURES)


def test_test_conversations_count_nowhere():
    brand = a_brand()
    handoff = a_started_handoff(brand)
    Conversation.objects.filter(pk=handoff.conversation_id).update(is_test=True)
    page = overview(a_client_of(brand))
    assert figure(page, "Handed off") == [0, 0, 0]
    assert "0 conversations are with your team now" in page


def test_it_costs_the_same_however_much_there_is():
    brand = a_brand()
    client = a_client_of(brand)
    handoff = a_started_handoff(brand)
    a_playbook(brand, handoff.conversation.agent)
    overview(client)
    with CaptureQueriesContext(connection) as few:
        overview(client)
    for _ in range(10):
        conversation = a_started_handoff(brand).conversation
        a_playbook(brand, conversation.agent)
        own = {"brand": brand, "conversation": conversation, "verdict": "offer", "trigger": "stuck"}
        DecisionRecord.objects.create(**own, reason="stuck", first_at=NOW, last_at=NOW)
    with CaptureQueriesContext(connection) as many:
        overview(client)
    assert len(many) == len(few)
    assert len(many) <= 26

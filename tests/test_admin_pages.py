"""Each page of the admin, for each role and under either look."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from agents.models import Agent, Brand, Role
from handoff import transitions
from handoff.models import HandoffTrial, Summary
from handoff.trials import starting
from playbooks.models import Playbook
from tests.admin_builders import a_client_of, a_started_handoff, provider_url
from tests.builders import a_brand, a_playbook, an_agent

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
# Names of files aside.
OUR_OWN_WORDS = re.compile(r"\b(directives?|cues?|launch(es)?|receipts?)\b(?!\.js\b)", re.IGNORECASE)


def text_of(html: str) -> str:
    """What people read: no tags, no scripts, no styles."""
    return re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)


def a_trial(agent: Agent) -> HandoffTrial:
    return starting.start_trial(agent.brand, agent.pk, starting.SAMPLE, starting.tester(1, ""))


def pages_of(brand: Brand) -> dict[str, str]:
    handoff = a_started_handoff(brand, "I want to talk to a human, please.", agent="Helper")
    agent = handoff.conversation.agent
    playbook = a_playbook(brand, agent, name="Orders")
    return {
        "overview": reverse("admin:index"),
        "agents": reverse("admin:agents_agent_changelist"),
        "agent": reverse("admin:agents_agent_change", args=[agent.pk]),
        "playbooks": reverse("admin:playbooks_playbook_changelist"),
        "playbook": reverse("admin:playbooks_playbook_change", args=[playbook.pk]),
        "handoffs": reverse("admin:handoff_handoff_changelist"),
        "handoff": reverse("admin:handoff_handoff_change", args=[handoff.pk]),
        "settings": reverse("admin:agents_brand_change", args=[brand.pk]),
        "platform services": provider_url(brand),
        "storefront": reverse("admin:storefront"),
        "privacy": reverse("admin:privacy"),
        "what was sent": reverse("admin:handoff_disclosure_changelist"),
        "a test of the handoff": reverse("admin:trial_new"),
        "its steps": reverse("admin:trial", args=[a_trial(agent).pk]),
    }


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_every_page_in_the_merchants_words(role: Role) -> None:
    brand = a_brand("Northwind")
    client = a_client_of(brand, role)
    for name, url in pages_of(brand).items():
        answer = client.get(url)
        assert answer.status_code == 200, name
        html = answer.content.decode()
        assert "Northwind" in html, name
        assert not OUR_OWN_WORDS.search(text_of(html)), name


@pytest.mark.parametrize(
    ("role", "agent", "playbook"), [(Role.ADMIN, True, True), (Role.AUTHOR, False, True), (Role.VIEWER, False, False)]
)
def test_each_role_changes_only_what_it_may(role: Role, agent: bool, playbook: bool) -> None:
    brand = a_brand()
    client = a_client_of(brand, role)
    row, text = an_agent(brand, "Before"), a_playbook(brand, name="Before")
    agent_answer = client.post(reverse("admin:agents_agent_change", args=[row.pk]), {"name": "After"})
    posted = {"name": "After", "revision": text.revision}
    playbook_answer = client.post(reverse("admin:playbooks_playbook_change", args=[text.pk]), posted)
    assert (agent_answer.status_code, playbook_answer.status_code) == (302 if agent else 403, 302 if playbook else 403)
    assert Agent.objects.filter(name="After").exists() is agent
    assert Playbook.objects.filter(name="After").exists() is playbook


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_authors_and_viewers_touch_no_settings_and_no_keys(role: Role) -> None:
    brand = a_brand(origins=["https://shop.example"])
    client = a_client_of(brand, role)
    for url in (
        provider_url(brand),
        reverse("admin:agents_brand_change", args=[brand.pk]),
        reverse("admin:storefront"),
        reverse("admin:create_key"),
    ):
        answer = client.post(url, {"name": "Mine", "kind": "zendesk", "storefront_origins": ""})
        assert answer.status_code == 403, url
    brand.refresh_from_db()
    assert brand.storefront_origins == ["https://shop.example"]
    assert not brand.api_keys.exists()
    assert "Save Changes" not in client.get(provider_url(brand)).content.decode()


def test_there_is_one_button() -> None:
    brand = a_brand()
    html = a_client_of(brand).get(reverse("admin:agents_agent_add")).content.decode()
    assert "Save Changes" in html
    assert "_addanother" not in html
    assert "_continue" not in html


def test_an_agents_page_has_the_toggle_the_provider_and_the_way_to_settings() -> None:
    brand = a_brand()
    agent, client = an_agent(brand, enabled=False), a_client_of(brand)
    url = reverse("admin:agents_agent_change", args=[agent.pk])
    assert "No provider chosen" in client.get(url).content.decode()
    row = brand.support_provider
    row.kind = "zendesk"
    row.save()
    html = client.get(url).content.decode()
    for words in ("Action", "Handoff to support", "Support chat provider", "Zendesk", "Open at all hours"):
        assert words in html
    assert f'href="{reverse("admin:handoff_supportprovider_changelist")}"' in html
    client.post(url, {"name": agent.name, "handoff_enabled": "on"})
    agent.refresh_from_db()
    assert agent.handoff_enabled


def test_a_name_that_is_taken_in_this_brand_is_an_error_beside_the_field() -> None:
    brand, other = a_brand(), a_brand()
    an_agent(brand, "Taken")
    an_agent(other, "Free here")
    client, url = a_client_of(brand), reverse("admin:agents_agent_add")
    refused = client.post(url, {"name": "Taken"})
    assert refused.context["adminform"].form.errors == {"name": ["You already have an Agent of this name."]}
    assert "You already have an Agent of this name." in refused.content.decode()
    assert client.post(url, {"name": "Free here"}).status_code == 302


def test_publishing_a_playbook() -> None:
    brand = a_brand()
    agent, client = an_agent(brand), a_client_of(brand, Role.AUTHOR)
    draft = {"name": "Orders", "agents": [agent.pk], "draft": "Line one\r\n/Handoff to support"}
    client.post(reverse("admin:playbooks_playbook_add"), draft)
    playbook = Playbook.objects.get()
    url = reverse("admin:playbooks_playbook_change", args=[playbook.pk])
    assert playbook.draft == "Line one\n/Handoff to support"
    assert "Not published" in client.get(url).content.decode()
    client.post(url, {**draft, "_publish": "1"})
    assert "Published, agents follow it" in client.get(url).content.decode()
    client.post(url, {**draft, "draft": "Line two", "revision": playbook.revision})
    assert "Draft differs from what is published" in client.get(url).content.decode()


def test_only_admins_delete_a_playbook() -> None:
    brand = a_brand()
    url = reverse("admin:playbooks_playbook_delete", args=[a_playbook(brand).pk])
    assert a_client_of(brand, Role.AUTHOR).post(url, {"post": "yes"}).status_code == 403
    assert a_client_of(brand).post(url, {"post": "yes"}).status_code == 302
    assert not Playbook.objects.exists()


def test_a_handoffs_page_shows_the_conversation_the_summary_and_what_happened() -> None:
    brand = a_brand()
    handoff = a_started_handoff(brand, "\u202e<script>alert(1)</script> I want to talk to a human, please.")
    Summary.objects.create(
        conversation=handoff.conversation, handoff=handoff, source="ai", turn_count=1, text="Wants a <b>refund</b>"
    )
    transitions.end(handoff, "returned")
    client = a_client_of(brand, Role.VIEWER)
    url = reverse("admin:handoff_handoff_change", args=[handoff.pk])
    html = client.get(url).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "&lt;b&gt;refund" in html
    for words in ("AI-generated", "Handed off to your team", "Given back to the AI agent", handoff.ref):
        assert words in html
    assert client.post(url, {}).status_code in (403, 404)
    assert "<script>alert(1)" not in client.get(reverse("admin:handoff_handoff_changelist")).content.decode()


def test_who_has_no_brand_is_told_so() -> None:
    client = a_client_of()
    assert "You belong to no Brand yet" in client.get(reverse("admin:index")).content.decode()
    for name in ("admin:storefront", "admin:agents_brand_changelist", "admin:handoff_supportprovider_changelist"):
        answer = client.get(reverse(name))
        assert answer.status_code == 403
        assert "You belong to no Brand yet" in answer.content.decode()


def test_an_operator_without_a_brand_sees_the_first_one_and_people() -> None:
    first, _second = a_brand("First"), a_brand("Second")
    client = a_client_of(is_superuser=True)
    assert "First" in client.get(reverse("admin:index")).content.decode()
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 200
    assert client.get(reverse("admin:auth_user_add")).status_code == 200
    assert client.get(reverse("admin:agents_agent_changelist")).status_code == 200
    assert a_client_of(first).get(reverse("admin:auth_user_changelist")).status_code == 403


def test_the_login_page_is_ours_and_leads_to_the_overview(client: Client) -> None:
    assert "Handoff" in client.get(reverse("admin:login")).content.decode()
    brand = a_brand()
    member = brand.memberships.create(user=a_person_with_a_password(), brand=brand, role=Role.ADMIN).user
    answer = client.post(reverse("admin:login"), {"username": member.username, "password": "correct horse battery"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("admin:index"))


def a_person_with_a_password() -> User:
    return User.objects.create_user("login@example.com", password="correct horse battery", is_staff=True)


STOCK = """
import os, sys
import handoff_project.settings as settings
settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if not app.startswith("unfold")]
import pytest
sys.exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "tests/test_admin_pages.py", "-k", sys.argv[1]]))
"""


@pytest.mark.skipif("HANDOFF_STOCK_ADMIN" in os.environ, reason="this is the run under the stock admin")
def test_the_same_pages_work_under_djangos_own_admin(tmp_path: Path) -> None:
    """In a process with a database of its own: base classes are chosen when modules are imported."""
    selection = "is_one or every_role or toggle or publishing or handoffs_page or no_brand or operator"
    done = subprocess.run(
        [sys.executable, "-c", STOCK, selection],
        cwd=ROOT,
        env={
            **os.environ,
            "HANDOFF_STOCK_ADMIN": "1",
            "LOCAL_DIR": str(tmp_path),
            "DATABASE_URL": f"sqlite:///{tmp_path}/stock.sqlite3",
        },
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert "passed" in done.stdout


def test_the_run_under_the_stock_admin_is_one() -> None:
    assert ("unfold" in settings.INSTALLED_APPS) is ("HANDOFF_STOCK_ADMIN" not in os.environ)

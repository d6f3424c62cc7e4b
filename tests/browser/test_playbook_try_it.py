"""Beside the editor, as an author uses it: reads what the Agent is told, and tries the draft before publishing it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from agents.models import Conversation
from handoff.models import DecisionRecord, Handoff
from playbooks.models import Playbook
from tests import builders
from tests.admin_builders import a_client_of
from tests.browser.accessibility import serious_faults
from tests.browser.album import Album
from tests.stand_ins import StandIns

pytestmark = [pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
NINE_TO_FIVE = [(day, 9 * 60, 17 * 60) for day in range(5)]
TEXT = (
    'If an item is broken, say "I am sorry about that." Then /Handoff to support (reason: broken item).\n'
    'If a customer asks about sizes, say "<img src=x onerror=stolen()> Large <b>runs</b> small."\n'
)
PATIENCE_MS = 20_000


@pytest.fixture
def playbook(live_server: LiveServer, stand_in_server: StandIns, settings: Any, context: BrowserContext) -> Playbook:
    """Of a Brand whose team is there on workdays; its author is logged in, and the demo's runtime is at hand."""
    expect.set_options(timeout=PATIENCE_MS)
    settings.RUNTIME_URL = stand_in_server.url.removesuffix("/stand-in")
    brand = builders.a_brand()
    builders.a_provider(brand, windows=NINE_TO_FIVE, timezone="Europe/Berlin")
    playbook = builders.a_playbook(brand, builders.an_agent(brand, "Shop assistant"), text=TEXT, name="Refunds")
    builders.an_agent(brand, "Order helper", enabled=False)
    session = a_client_of(brand).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return playbook


def open_page(page: Page, server: LiveServer, playbook: Playbook) -> list[str]:
    """Returns what goes wrong in the page's scripts from now on."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{server.url}/admin/playbooks/playbook/{playbook.pk}/change/")
    return errors


def told(page: Page) -> Locator:
    return page.get_by_role("region", name="What the Agent is told")


def trial(page: Page) -> Locator:
    return page.get_by_role("region", name="Try it")


def send(page: Page, text: str) -> None:
    trial(page).get_by_label("The customer writes").fill(text)
    trial(page).get_by_label("The customer writes").press("Enter")


def set_draft(page: Page, text: str) -> None:
    """As the editor hands each change on."""
    script = "(area, text) => { area.value = text; area.dispatchEvent(new Event('input', { bubbles: true })); }"
    page.locator("[name=draft]").evaluate(script, text)


def test_an_author_reads_what_the_agent_is_told_and_tries_it(
    page: Page, live_server: LiveServer, playbook: Playbook, album: Album
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    errors = open_page(page, live_server, playbook)
    calls = told(page).locator("mark")
    expect(calls).to_have_text(
        re.compile(r'⟦(not now: )?call handoff_to_support\(directive="draft.1"\); reason: broken')
    )
    expect(told(page).get_by_text("<b>runs</b> small")).to_be_visible()

    trial(page).get_by_label("When").select_option("Monday")
    trial(page).get_by_label("At", exact=True).fill("10:00")
    send(page, "What about sizes?")
    conversation = trial(page).get_by_role("log", name="Conversation")
    expect(conversation.get_by_text("<img src=x onerror=stolen()> Large <b>runs</b> small.")).to_be_visible()
    expect(conversation.get_by_text("Goes on helping")).to_be_visible()
    expect(conversation.get_by_text("They can't judge other wordings")).to_be_visible()
    send(page, "My mug came broken")
    expect(conversation.get_by_text("I am sorry about that. I'm connecting you")).to_be_visible()
    expect(conversation.get_by_text("Command 1 of “Refunds” was reached. Its reason: broken item.")).to_be_visible()
    expect(conversation.get_by_text("A playbook says so, and your team is there.")).to_be_visible()
    expect(conversation.get_by_text("They can't judge other wordings")).to_have_count(1)
    expect(trial(page).get_by_role("button", name="Send")).to_be_disabled()
    expect(trial(page).get_by_role("button", name="Start again")).to_be_focused()
    assert serious_faults(page) == []
    album.take(page, "try-it-1280.png", whole=True)

    page.keyboard.press("Enter")
    expect(conversation).to_be_hidden()
    trial(page).get_by_label("When").select_option("Sunday")
    send(page, "My mug came broken")
    expect(conversation.get_by_text(re.compile("but your team is away until Monday.* 09:00"))).to_be_visible()
    expect(conversation.get_by_text("Command 1 of “Refunds” was reached.")).to_be_visible()
    expect(conversation.get_by_text("colleague")).to_have_count(0)
    assert errors == []
    assert not any(rows.objects.exists() for rows in (Conversation, DecisionRecord, Handoff))


def test_both_follow_the_draft_and_the_agents_as_they_are_edited(
    page: Page, live_server: LiveServer, playbook: Playbook, album: Album, settings: Any
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    errors = open_page(page, live_server, playbook)
    page.evaluate("document.documentElement.classList.add('dark')")
    set_draft(page, "If an item is late, /Handoff to support (ask first: yes).\n<script>stolen()</script>")
    expect(told(page).get_by_text("If an item is late,")).to_be_visible()
    expect(told(page).get_by_text("<script>stolen()</script>")).to_be_visible()
    page.get_by_role("checkbox", name="Order helper").check()
    told(page).get_by_label("Agent").select_option("Order helper")
    expect(
        told(page).get_by_text("“Handoff to support” is off for this Agent. Order helper is told so")
    ).to_be_visible()
    expect(told(page).locator("mark")).to_have_text(re.compile("⟦not now: call"))

    trial(page).get_by_label("When").select_option("Wednesday")
    send(page, "My item is late")
    conversation = trial(page).get_by_role("log", name="Conversation")
    expect(conversation.get_by_text("Asks first")).to_be_visible()
    send(page, "Yes, please")
    expect(conversation.get_by_text("The customer accepted an offer, and your team is there.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious_faults(page) == []
    album.take(page, "try-it-390.png", whole=True)

    trial(page).get_by_role("button", name="Start again").click()
    settings.RUNTIME_URL = "http://127.0.0.1:9"
    send(page, "Hello")
    expect(trial(page).get_by_role("alert")).to_contain_text("The runtime did not answer.")
    expect(trial(page).get_by_label("The customer writes")).to_have_value("Hello")
    for name in ("Shop assistant", "Order helper"):
        page.get_by_role("checkbox", name=name).uncheck()
    expect(trial(page).get_by_text("Check an Agent, and you can try")).to_be_visible()
    expect(told(page).get_by_text("Check an Agent, and you see here")).to_be_visible()
    settings.RUNTIME_URL = ""
    page.reload()
    expect(trial(page).get_by_text("Set RUNTIME_URL to the address")).to_be_visible()
    assert errors == []

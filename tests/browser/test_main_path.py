"""What a newcomer does first: the settings, the shop, a stuck customer, an open chat and the note in the inbox."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.album import Album
from tests.browser.shop import eventually, said_by_the_agent, say, set_platform
from tests.site import Site

PATIENCE_MS = 15_000
LISTEN = """
  window.heard = [];
  for (const name of ["offered", "accepted", "opened", "failed", "closed"])
    document.addEventListener(`handoff:${name}`, ({ detail }) => heard.push([name, detail]));
"""


@pytest.fixture(autouse=True)
def patience() -> None:
    expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(autouse=True)
def intercom(site: Site) -> None:
    set_platform(site, "intercom")


@pytest.fixture
def errors(page: Page) -> Iterator[list[str]]:
    """Scripts that fail in the page fail the test."""
    seen: list[str] = []
    page.on("pageerror", lambda error: seen.append(str(error)))
    yield seen
    assert seen == []


def log_in(page: Page, site: Site) -> None:
    page.goto(f"{site.api}/admin/")
    page.get_by_label("Username").fill(site.username)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name=re.compile("log in", re.IGNORECASE)).click()
    expect(page.get_by_text("Northwind Outfitters").first).to_be_visible()


def open_shop(page: Page, site: Site, agent: str = "Shop assistant") -> None:
    page.goto(site.shop)
    page.evaluate("sessionStorage.clear()")
    page.goto(site.shop)
    expect(page.locator("#lines .agent").first).to_be_visible()
    if page.get_by_label("AI agent", exact=True).locator("option:checked").inner_text() != agent:
        page.get_by_label("AI agent", exact=True).select_option(label=agent)
        expect(page.locator("#lines .agent").first).to_be_visible()


def get_stuck(page: Page) -> None:
    say(page, "Where is my order?")
    say(page, "That doesn't help")


def save_changes(page: Page) -> None:
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_role("button", name="Save Changes")).to_be_visible()


def set_toggle(page: Page, site: Site, agent: str, *, on: bool) -> None:
    page.goto(f"{site.api}/admin/agents/agent/")
    page.get_by_role("link", name=agent).first.click()
    toggle = page.get_by_role("checkbox", name="Handoff to support")
    if toggle.is_checked() != on:
        toggle.click(force=True)
    save_changes(page)


def test_from_a_stuck_customer_to_an_open_chat_with_the_summary_in_the_inbox(
    page: Page, site: Site, errors: list[str], album: Album
) -> None:
    log_in(page, site)
    page.get_by_role("link", name="Platform Services").first.click()
    expect(page.get_by_label("Support Chat Provider")).to_have_value("intercom")
    album.take(page, "platform-services.png", whole=True)

    page.add_init_script(LISTEN)
    open_shop(page, site)
    get_stuck(page)
    expect(page.get_by_role("button", name="Yes, please")).to_be_visible()
    album.take(page, "offer.png")
    page.get_by_role("button", name="Yes, please").click()

    messenger = page.get_by_role("dialog", name=re.compile("Intercom"))
    expect(messenger).to_be_visible()
    expect(page.get_by_text(re.compile("You are talking with our support team"))).to_be_visible()
    reference = re.search(r"Reference (H\w+)", page.locator("#banner").inner_text())
    assert reference
    expect(messenger.get_by_text(reference[1])).to_be_visible()
    inbox = page.get_by_role("complementary", name="What your support team sees")
    expect(inbox.get_by_text("Internal note")).to_be_visible()
    expect(inbox.get_by_text(re.compile("Customer wants"))).to_be_visible()
    assert "Customer wants" not in messenger.inner_text()
    album.take(page, "handoff.png")

    answers = said_by_the_agent(page)
    say(page, "Are you still there?")
    say(page, "I want to talk to a person")
    assert said_by_the_agent(page) == answers, "The AI agent speaks while people have the conversation."

    inbox.get_by_role("button", name=re.compile("Give back")).click()
    expect(page.locator("#banner")).to_be_hidden()
    expect(messenger).to_be_hidden()
    heard = eventually(lambda: page.evaluate("heard"), lambda events: len(events) == 4)
    assert [name for name, _ in heard] == ["offered", "accepted", "opened", "closed"]
    offer, opening = heard[0][1], heard[2][1]
    assert (opening["ref"], opening["provider"]) == (reference[1], "intercom")
    assert uuid.UUID(offer["decision"])
    returned = said_by_the_agent(page)
    say(page, "What sizes do you have?")
    expect(page.locator("#lines .agent")).to_have_count(returned + 1)


def test_by_keyboard_alone_the_focus_is_never_lost(page: Page, site: Site, errors: list[str]) -> None:
    words = page.get_by_label("Your message")
    open_shop(page, site)
    get_stuck(page)
    page.get_by_role("button", name="No, thanks").press("Enter")
    expect(words).to_be_focused()

    open_shop(page, site)
    get_stuck(page)
    page.get_by_role("button", name="Yes, please").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_text(re.compile("You are talking with our support team"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#banner")).to_be_hidden()
    expect(words).to_be_focused()


def test_without_the_toggle_the_agent_goes_on_and_says_nothing_of_a_transfer(page: Page, site: Site) -> None:
    log_in(page, site)
    set_toggle(page, site, "Order helper", on=False)
    try:
        open_shop(page, site, "Order helper")
        get_stuck(page)
        say(page, "That doesn't help at all")
        expect(page.get_by_role("button", name="Yes, please")).to_be_hidden()
        say(page, "Hm.")
        assert not re.search("transfer|connect you|support team|person|human", last_words(page), re.IGNORECASE)
    finally:
        set_toggle(page, site, "Order helper", on=True)


def last_words(page: Page) -> str:
    return page.locator("#lines .agent").last.inner_text()


def test_outside_the_hours_the_agent_helps_on_and_opens_nothing(page: Page, site: Site) -> None:
    log_in(page, site)
    page.get_by_role("link", name="Platform Services").first.click()
    set_restriction(page, on=True)
    try:
        open_shop(page, site)
        get_stuck(page)
        say(page, "That doesn't help at all")
        expect(page.get_by_role("button", name="Yes, please")).to_be_hidden()
        say(page, "I want to talk to a person")
        expect(page.get_by_role("dialog", name=re.compile("Intercom"))).to_be_hidden()
        expect(page.locator("#banner")).to_be_hidden()
    finally:
        page.goto(f"{site.api}/admin/")
        page.get_by_role("link", name="Platform Services").first.click()
        set_restriction(page, on=False)


def set_restriction(page: Page, *, on: bool) -> None:
    """On with no day checked: the team is never there."""
    toggle = page.get_by_role("checkbox", name="Add specific days and times")
    if toggle.is_checked() != on:
        toggle.click(force=True)
    save_changes(page)


def test_agents_with_and_without_the_toggle_behave_so_at_the_same_time(site: Site) -> None:
    verdicts = {}
    with site.client() as client:
        for agent in client.get("/agents/").json()["results"]:
            body = {"conversation": "at-once", "transcript": [{"role": "user", "text": "I want to talk to a human"}]}
            decided = client.post(f"/agents/{agent['id']}/decisions/", json=body).json()
            verdicts[agent["name"]] = (decided["verdict"], decided["reason"])
    assert verdicts == {
        "Shop assistant": ("hand_off", "customer_request"),
        "Order helper": ("hand_off", "customer_request"),
        "Gift finder": ("continue", "handoff_disabled"),
    }


def test_a_blocked_widget_gives_the_conversation_back(page: Page, site: Site) -> None:
    page.route(re.compile(r"/stand-in/widgets/"), lambda route: route.abort())
    open_shop(page, site)
    say(page, "I want to talk to a person")
    expect(page.locator("#banner")).to_be_hidden(timeout=25_000)
    answers = said_by_the_agent(page)
    say(page, "What sizes do you have?")
    assert said_by_the_agent(page) > answers


def test_a_broken_item_reaches_the_playbooks_directive(page: Page, site: Site) -> None:
    open_shop(page, site)
    say(page, "My mug arrived broken")
    expect(page.get_by_role("dialog", name=re.compile("Intercom"))).to_be_visible()


def test_the_platform_chosen_in_the_admin_is_the_one_in_the_shop(page: Page, site: Site, errors: list[str]) -> None:
    log_in(page, site)
    page.get_by_role("link", name="Platform Services").first.click()
    page.get_by_label("Support Chat Provider").select_option("zendesk")
    save_changes(page)
    try:
        open_shop(page, site)
        expect(page.get_by_label("Support platform")).to_have_value("zendesk")
        say(page, "I want to talk to a person")
        expect(page.get_by_role("dialog", name=re.compile("Zendesk"))).to_be_visible()
        expect(page.get_by_text(re.compile("You are talking with our support team"))).to_be_visible()
    finally:
        set_platform(site, "intercom")

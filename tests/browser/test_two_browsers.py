"""One customer twice: two browsers, a double click, a page loaded again, a tab closed too early. It is one chat."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.shop import eventually, handoff_in, log_of, say, set_platform
from tests.site import Site

PATIENCE_MS = 30_000
OPEN = re.compile("You are talking with our support team")


@pytest.fixture(autouse=True)
def intercom(site: Site) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    set_platform(site, "intercom")


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """Another browser, with nothing of the first one's."""
    with browser.new_context() as context:
        yield context.new_page()


def open_shop(page: Page, site: Site) -> str:
    """The id of the conversation that begins there."""
    page.goto(site.shop)
    expect(page.locator("#lines .agent").first).to_be_visible()
    return str(page.evaluate("sessionStorage.getItem('demo-conversation')"))


def go_on(page: Page, site: Site, conversation: str) -> None:
    """As a customer who is logged in finds her conversation again."""
    page.add_init_script(f"sessionStorage.setItem('demo-conversation', '{conversation}')")
    page.goto(site.shop)


def expect_open(page: Page) -> None:
    expect(page.locator("#banner")).to_contain_text(OPEN)
    expect(page.get_by_role("dialog", name=re.compile("Intercom"))).to_be_visible()


def chats_with(site: Site, ref: str) -> int:
    rows = log_of(site)["intercom"]["conversations"]
    return sum(ref in f"{row['body']} {[part['body'] for part in row['parts']]}" for row in rows)


def assert_one_chat(site: Site, ref: str) -> None:
    assert eventually(lambda: chats_with(site, ref), lambda found: found > 0) == 1


def test_in_two_browsers_it_is_one_handoff_and_the_chat_opens_in_both(page: Page, other: Page, site: Site) -> None:
    conversation = open_shop(page, site)
    say(page, "I want to talk to a person")
    expect_open(page)
    began = handoff_in(page, site)
    with other.expect_response(re.compile("/receipts/")) as told:
        go_on(other, site, conversation)
    assert told.value.json()["ended"] is False
    expect_open(other)
    there = handoff_in(other, site)
    assert (there["id"], there["chat_status"]) == (began["id"], "opened")
    assert there["opened_at"] == handoff_in(page, site)["opened_at"]
    page.reload()
    expect_open(page)
    assert handoff_in(page, site)["id"] == began["id"]
    assert_one_chat(site, began["ref"])


def test_a_double_click_on_yes_is_one_handoff(page: Page, site: Site) -> None:
    open_shop(page, site)
    say(page, "Where is my order?")
    say(page, "That doesn't help")
    page.get_by_role("button", name="Yes, please").dblclick()
    expect_open(page)
    assert_one_chat(site, handoff_in(page, site)["ref"])
    assert page.get_by_role("dialog", name=re.compile("Intercom")).count() == 1


def test_a_tab_closed_between_the_start_and_the_chat_leaves_it_for_the_next(
    page: Page, other: Page, site: Site
) -> None:
    conversation = open_shop(page, site)
    page.route(re.compile("/storefront/v1/launches/"), lambda route: None)  # it never gets its launch
    with page.expect_request(re.compile("/storefront/v1/launches/")):
        say(page, "I want to talk to a person")
    page.close()
    go_on(other, site, conversation)
    expect_open(other)
    assert_one_chat(site, handoff_in(other, site)["ref"])

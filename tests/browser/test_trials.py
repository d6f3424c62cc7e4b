"""Test the handoff, as a merchant does it: from the button to the open chat, and back to what the page says of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import serious_faults
from tests.browser.album import Album
from tests.browser.storefront import API, FASTER, INSTALLED, SHOP, Storefront, ready, storefront
from tests.browser.test_main_path import log_in
from tests.site import Site

__all__ = ["storefront"]
pytestmark = pytest.mark.one_database
NEW = "/admin/handoff/handofftrial/new/"
PATIENCE_MS = 20_000


@pytest.fixture(autouse=True)
def patience() -> None:
    expect.set_options(timeout=PATIENCE_MS)


def start_test(page: Page, site: Site) -> None:
    page.goto(f"{site.api}{NEW}")
    assert serious_faults(page) == []
    page.get_by_role("button", name="Start the test").press("Enter")
    expect(page.get_by_role("heading", name="What your human agent sees")).to_be_visible()


def step(page: Page, name: str) -> str:
    return page.locator(f'[data-part="{name}"]').inner_text()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_test_goes_by_itself_and_its_chat_opens_in_the_demo_shop(
    page: Page, site: Site, album: Album, width: int
) -> None:
    log_in(page, site)
    page.set_viewport_size({"width": width, "height": 900})
    start_test(page, site)
    expect(page.get_by_text("Works so far: the chat has not been opened")).to_be_visible()
    assert "Accepted" in step(page, "Credentials")
    assert "Hands off" in step(page, "Decision")
    assert "Delivered" in step(page, "Delivery")
    expect(page.get_by_text("[Test] Handed over by")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_faults(page) == []
    album.take(page, f"test-the-handoff-{width}.png", whole=True)

    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Open it in the demo shop").click()
    shop = opened.value
    messenger = shop.get_by_role("dialog", name=re.compile("Intercom"))
    expect(messenger.get_by_text("[Test] This is a test handoff started by your team")).to_be_visible()
    assert "handoff-test=" not in shop.url
    page.bring_to_front()
    expect(page.get_by_text("It opened in a browser.")).to_be_visible()
    expect(page.get_by_text("The handoff works")).to_be_visible()

    page.get_by_role("button", name="End the test").click()
    expect(page.get_by_text("The test was ended.")).to_be_visible()
    expect(page.get_by_role("heading", name="Open the chat")).to_be_hidden()


def load_with(storefront: Storefront, fragment: str, widget: str = INSTALLED) -> None:
    storefront.page.add_init_script(f"{{ {FASTER} {widget} }}")
    storefront.page.goto(f"{SHOP}products?colour=red{fragment}")
    storefront.page.evaluate("async (api) => { window.sdk = await import(`${api}/storefront/v1/handoff.js`); }", API)


def test_the_script_takes_the_token_out_of_the_address_and_opens_the_chat(storefront: Storefront) -> None:
    storefront.launches = [{**ready(conversation_id="77"), "test": True}]
    load_with(storefront, "#handoff-test=a%3Ab")
    assert storefront.page.url == f"{SHOP}products?colour=red"
    assert storefront.outcome()[0] == "opened"
    assert storefront.wait_for_receipt("opened")
    assert ["showConversation", "77"] in storefront.calls()


def test_a_real_customers_handoff_is_not_opened_from_an_address(storefront: Storefront) -> None:
    storefront.launches = [{**ready(prefill="Words of somebody else"), "wants": "visitor_id"}]
    load_with(storefront, "#handoff-test=token&more=1")
    name, detail = storefront.outcome()
    assert (name, detail["reason"]) == ("failed", "invalid_token")
    assert storefront.receipts == []
    assert not any(call[0].startswith("show") for call in storefront.calls())
    assert storefront.page.url == f"{SHOP}products?colour=red#more=1"


@pytest.mark.parametrize("fragment", ["", "#sizes", "#handoff-test=", "#a=1&b=2", "#%E0%A4%A"])
def test_any_other_address_is_left_alone(storefront: Storefront, fragment: str) -> None:
    load_with(storefront, fragment)
    assert storefront.page.url == f"{SHOP}products?colour=red{fragment}"
    assert storefront.page.evaluate("outcomes") == []
    assert storefront.calls() == []

"""A10 beyond the admin: the demo shop's chat, the chats of all platforms, and the inbox that human agents read."""

from __future__ import annotations

import httpx2
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from demo.platforms import PLATFORMS
from tests.browser import shop
from tests.browser.album import Album
from tests.browser.canary import Canary, bare
from tests.script_injections import INJECTIONS
from tests.site import Site

# All texts in ten messages: a customer's may have 4000 characters.
MESSAGES = [" \u00b7 ".join(INJECTIONS[first : first + 10]) for first in range(0, 100, 10)]
# All of them to one platform, and twenty to each other one.
SAID = {
    slug: MESSAGES if slug == "intercom" else [MESSAGES[(2 * number + step) % 10] for step in (0, 1)]
    for number, slug in enumerate(PLATFORMS)
}


# These two show notes as HTML, of which ours have some.
AT_ONCE = ("intercom", "gorgias")


@pytest.mark.parametrize(
    "slug", [slug if slug in AT_ONCE else pytest.param(slug, marks=pytest.mark.long) for slug in PLATFORMS]
)
def test_what_is_said_is_read_as_a_text_by_all(
    page: Page, context: BrowserContext, site: Site, album: Album, slug: str
) -> None:
    canary = Canary(context, site.shop, site.api)
    label, said = PLATFORMS[slug].label, SAID[slug]
    shop.open_shop_with(page, site, slug)
    for message in said:
        shop.say(page, message)
    assert_read(page, "#lines", said)
    assert canary.found == []
    shop.ask_for_a_person(page, f"ana+{slug}@example.com")
    handoff = shop.handoff_in(page, site)
    shop.settled(site, handoff["id"])
    chat = shop.window_of(page, label)
    expect(chat).to_be_visible()
    composer = shop.inside(page, label).locator("textarea, input[type=text]").first
    composer.fill(said[0])
    composer.press("Enter")
    page.wait_for_timeout(1_500)
    album.take(page, f"hostile-{slug}-shop.png")
    assert canary.found == []

    inbox = context.new_page()
    inbox.goto(f"{site.shop}inbox/")
    inbox.locator("#inbox-list button").first.click()
    for message in said[:3]:
        inbox.locator("#inbox-words").fill(message)
        inbox.locator("#inbox-words").press("Enter")
        inbox.wait_for_timeout(600)
    inbox.wait_for_timeout(2_000)
    album.take(inbox, f"hostile-{slug}-inbox.png")
    page.wait_for_timeout(2_500)
    assert_read(inbox, "#inbox-messages", said[:3])
    assert canary.found == []
    httpx2.post(f"{site.shop}inbox/return/", json={"handoff": handoff["id"]}, trust_env=False)


def assert_read(page: Page, place: str, messages: list[str]) -> None:
    shown = bare(page.locator(place).inner_text())
    assert [text for text in messages if bare(text) not in shown] == []

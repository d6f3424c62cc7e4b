"""A merchant lets the platform tell of closed chats, and the human side closing one gives it back to the AI agent."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import serious_faults
from tests.browser.album import Album
from tests.browser.test_settings_page import SIZES, open_settings
from tests.site import Site, running_site

CARD = "#notices"


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("notices")) as running:
        yield running


@pytest.mark.parametrize("width", SIZES)
def test_the_card_is_switched_on_filled_in_and_off(page: Page, own_site: Site, album: Album, width: str) -> None:
    page.set_viewport_size(SIZES[width])
    open_settings(page, own_site)
    card = page.locator(CARD)
    expect(card).to_contain_text("Tell Handoff when a chat is closed")
    card.get_by_role("button", name="Switch off").click()
    album.take(page, f"notices-off-{width}.png", whole=True)
    expect(card.get_by_role("button", name="Switch on")).to_be_visible()
    card.get_by_role("button", name="Switch on").click()
    expect(card.locator("#notices_address")).to_contain_text("/webhooks/v1/intercom/")
    card.get_by_label("Client secret").fill("short")
    card.get_by_role("button", name="Save the secret").click()
    expect(card).to_contain_text("This is one word of at least 8")
    card.scroll_into_view_if_needed()
    album.take(page, f"notices-refused-{width}.png")
    card.get_by_label("Client secret").fill("the-client-secret-of-the-app-77aa")
    card.get_by_role("button", name="Save the secret").press("Enter")
    expect(card).to_contain_text("ends in …77aa")
    card.scroll_into_view_if_needed()
    album.take(page, f"notices-on-{width}.png")
    assert serious_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("kind", ["zendesk", "gorgias"])
def test_what_is_to_be_pasted_fits(page: Page, own_site: Site, album: Album, width: str, kind: str) -> None:
    page.set_viewport_size(SIZES[width])
    open_settings(page, own_site)
    page.get_by_label("Support Chat Provider", exact=True).select_option(kind)
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text("Your changes were saved.")).to_be_visible()
    card = page.locator(CARD)
    expect(card.locator("#notices_body")).to_contain_text("{{ticket.")
    card.scroll_into_view_if_needed()
    album.take(page, f"notices-{kind}-{width}.png")
    assert serious_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if kind == "gorgias":
        card.get_by_role("button", name="Make a new secret").click()
        expect(page.get_by_text("Copy this secret now.")).to_be_visible()
        album.take(page, f"notices-secret-{width}.png")
        assert serious_faults(page) == []


def test_a_chat_that_a_human_agent_closes_goes_back_to_the_ai_agent(site: Site) -> None:
    with site.client() as api:
        # In the order of their ids, which are random; one of the three may not hand off.
        [agent] = [each for each in api.get("/agents/").json()["results"] if each["name"] == "Shop assistant"]
        body: dict[str, Any] = {
            "conversation": "closed-by-the-team",
            "transcript": [{"role": "customer", "text": "I want to talk to a human, please."}],
            "customer": {"id": "closer", "email": "closer@example.com"},
        }
        handoff = api.post(f"/agents/{agent['id']}/handoffs/", json=body).json()["id"]
        eventually(lambda: api.get(f"/handoffs/{handoff}/").json()["context_status"] == "delivered")
        ref = api.get(f"/handoffs/{handoff}/").json()["ref"]
        log = httpx2.get(f"{site.stand_in}/log.json", trust_env=False).json()
        [conversation] = [row["id"] for row in log["intercom"]["conversations"] if re.search(ref, str(row))]
        httpx2.post(f"{site.stand_in}/inbox/intercom/{conversation}/end", json={}, trust_env=False)
        eventually(lambda: api.get(f"/handoffs/{handoff}/").json()["ended_at"] is not None)
        assert api.get(f"/handoffs/{handoff}/").json()["chat_reason"] == "closed_by_team"


def eventually(holds: Any) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)

"""The demo shop as its customers use it, and what the stand-in platforms and the product hold of it afterwards."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

import httpx2
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.site import Site

PATIENCE = 30.0
Log = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """What a platform holds of one handoff: what is in the chat, and what its human agents alone see."""

    said: list[str]
    team_alone: list[str]


def in_zendesk(log: Log, ref: str, email: str) -> Held:
    [chat] = [chat for chat in log["zendesk"]["chats"] if ref in chat["body"]]
    notes = [comment["body"] for comment in chat["comments"] if not comment["public"]]
    return Held(_bodies(chat), [*chat["fields"].values(), *notes])


def in_gorgias(log: Log, ref: str, email: str) -> Held:
    [ticket] = [one for one in log["gorgias"]["tickets"] if ref in one["messages"][0]["body_text"]]
    public = [message["body_text"] for message in ticket["messages"] if message["public"]]
    return Held(public, [message["body_html"] for message in ticket["messages"] if not message["public"]])


def in_gladly(log: Log, ref: str, email: str) -> Held:
    items = [one["content"]["body"] for one in log["gladly"]["items"] if one["customer"] == {"emailAddress": email}]
    chats = [chat for chat in log["gladly"]["conversations"] if chat["email"] == email]
    return Held([body for chat in chats for body in _bodies(chat)], items)


def in_intercom(log: Log, ref: str, email: str) -> Held:
    [row] = [row for row in log["intercom"]["conversations"] if ref in row["body"]]
    notes = [part["body"] for part in row["parts"] if part["part_type"] == "note"]
    comments = [part["body"] for part in row["parts"] if part["part_type"] == "comment"]
    return Held([row["body"], *comments], notes)


def in_sprinklr(log: Log, ref: str, email: str) -> Held:
    [case] = [case for case in log["sprinklr"]["cases"] if any(ref in body for body in _bodies(case))]
    fields = [value for values in case["context"].values() for value in values if value != ref]
    return Held(_bodies(case), [*fields, *(comment["text"] for comment in case["comments"])])


def in_shopify_inbox(log: Log, ref: str, email: str) -> Held:
    chats = [chat for chat in log["shopify_inbox"]["chats"] if any(ref in body for body in _bodies(chat))]
    return Held([body for chat in chats for body in _bodies(chat)], [])


def _bodies(chat: Log) -> list[str]:
    return [message["body"] for message in chat["messages"]]


def log_of(site: Site) -> Log:
    answer: Log = httpx2.get(f"{site.stand_in}/log.json", trust_env=False, timeout=20).json()
    return answer


def eventually(look: Callable[[], Any], wanted: Callable[[Any], bool]) -> Any:
    """What is looked at, once it is as wanted; as it is at last, where it never is."""
    deadline = time.monotonic() + PATIENCE
    while not wanted(found := look()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return found


def say(page: Page, words: str) -> None:
    """One message, and wait for whatever the AI agent does about it."""
    with page.expect_response(re.compile(r"/chat/.*/messages/")):
        page.locator("#composer input").fill(words)
        page.locator("#composer button").click()


def said_by_the_agent(page: Page) -> int:
    return page.locator("#lines .agent").count()


def set_platform(site: Site, slug: str) -> None:
    with site.client() as client:
        client.post(f"{site.api}/demo/platform/", json={"kind": slug}).raise_for_status()


def choose_platform(page: Page, site: Site, slug: str) -> None:
    """By the switch in the shop, whatever was chosen before. The page comes anew then."""
    open_shop_with(page, site, "gladly" if slug != "gladly" else "intercom")
    with page.expect_navigation():
        page.get_by_label("Support platform").select_option(slug)
    expect_platform(page, slug)


def open_shop_with(page: Page, site: Site, slug: str) -> None:
    set_platform(site, slug)
    page.goto(site.shop)
    expect_platform(page, slug)


def expect_platform(page: Page, slug: str) -> None:
    """With a conversation that has just begun."""
    expect(page.get_by_label("Support platform")).to_have_value(slug)
    expect(page.locator("#lines .agent")).to_have_count(1)


def ask_for_a_person(page: Page, email: str = "ana@example.com") -> None:
    """The e-mail address is given where the platform needs it."""
    answers = said_by_the_agent(page)
    say(page, "I want to talk to a person")
    expect(page.locator("#lines .agent")).to_have_count(answers + 1)
    if "e-mail address" in page.locator("#lines .agent").last.inner_text():
        say(page, f"It's {email}")


def handoff_in(page: Page, site: Site) -> Log:
    """The open handoff of the page's conversation."""
    banner = page.locator("#banner")
    expect(banner).to_contain_text("You are talking with our support team")
    found = re.search(r"Reference (H\w+)", banner.inner_text())
    assert found
    rows = httpx2.get(f"{site.shop}inbox/open.json", trust_env=False, timeout=20).json()["handoffs"]
    [handoff_id] = [row["id"] for row in rows if row["ref"] == found[1]]
    return handoff(site, handoff_id)


def handoff(site: Site, handoff_id: str) -> Log:
    with site.client() as client:
        answer: Log = client.get(f"/handoffs/{handoff_id}/").json()
    return answer


def settled(site: Site, handoff_id: str) -> Log:
    """Once it is known what became of its context."""
    found: Log = eventually(lambda: handoff(site, handoff_id), lambda row: row["context_status"] != "pending")
    return found


def handoff_page(site: Site, label: str) -> str:
    """What the admin says of the latest handoff, which went to that platform; to the demo's user."""
    with httpx2.Client(base_url=site.api, trust_env=False, follow_redirects=True, timeout=20) as client:
        client.get("/admin/login/")
        login = {
            "username": site.username,
            "password": site.password,
            "csrfmiddlewaretoken": client.cookies["csrftoken"],
        }
        client.post("/admin/login/", data=login).raise_for_status()
        found = re.search(r"/admin/handoff/handoff/[0-9a-f-]{36}/change/", client.get("/admin/handoff/handoff/").text)
        assert found
        page = unescape(client.get(found[0]).text)
    assert f"<dd>{label}</dd>" in page
    return page


def window_of(page: Page, label: str) -> Locator:
    return page.get_by_role("dialog", name=f"{label} (stand-in)")


def inside(page: Page, label: str) -> Locator | FrameLocator:
    """Shopify's is a page of its own in there."""
    window = window_of(page, label)
    return window.frame_locator("iframe") if label == "Shopify Inbox" else window


def assert_the_agent_answers(page: Page, words: str = "What sizes do you have?") -> None:
    answers = said_by_the_agent(page)
    say(page, words)
    expect(page.locator("#lines .agent")).to_have_count(answers + 1)

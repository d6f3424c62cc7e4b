"""From one page of the shop to the next: the right chat comes back, once, and says nothing twice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.storefront import HANDOFF, INSTALLED, Storefront, preparing, ready, storefront
from tests.browser.widget_stubs import BY_SLUG, MESSAGE, kept, open_and_leave

__all__ = ["storefront"]
NO_STORAGE = """
  const real = Object.getOwnPropertyDescriptor(window, "sessionStorage");
  window.repair = () => Object.defineProperty(window, "sessionStorage", real);
  const refuse = () => { throw new DOMException("no", "SecurityError"); };
  Object.defineProperty(window, "sessionStorage", { get: refuse, configurable: true });
"""


@pytest.mark.parametrize("slug", BY_SLUG)
def test_the_open_chat_comes_back_by_itself(storefront: Storefront, slug: str) -> None:
    open_and_leave(storefront, slug)
    assert storefront.outcome() == ("opened", {**HANDOFF, "provider": slug})
    assert storefront.wait_for_receipt("opened")
    assert not {call[0] for call in storefront.calls()} & set(BY_SLUG[slug].once) - {"init"}
    assert storefront.events() == ["opened"]


def test_it_says_nothing_twice_even_if_the_server_has_not_heard_yet(storefront: Storefront) -> None:
    open_and_leave(storefront, opened=False)
    storefront.outcome()
    storefront.page.wait_for_timeout(300)
    assert storefront.times(["sendMessage", MESSAGE]) == 0


SAYS: list[tuple[str, str, list[Any], str]] = [
    ("gorgias", "window.deaf = 9;", ["open"], "sendMessage"),
    ("shopify_inbox", "HTMLElement.prototype.attachShadow = () => { throw Error('slow'); };", ["show"], "input"),
]


@pytest.mark.parametrize(("slug", "slow", "asked", "said"), SAYS, ids=[slug for slug, *_ in SAYS])
def test_what_had_not_been_said_when_the_page_was_left_is_said_on_the_next(
    storefront: Storefront, slug: str, slow: str, asked: list[Any], said: str
) -> None:
    platform = BY_SLUG[slug]
    storefront.html = platform.html
    storefront.launches = [{**ready(**platform.options), "provider": slug}]
    storefront.load(platform.widget)
    storefront.evaluate(f"{slow} sdk.openChat('token')")
    storefront.wait_until(lambda: asked in storefront.calls())
    assert kept(storefront, said=False)
    storefront.go("next")
    assert storefront.outcome()[0] == "opened"
    storefront.wait_until(lambda: storefront.times([said, MESSAGE]) == 1)
    assert kept(storefront)
    storefront.go("third")
    storefront.outcome()
    storefront.page.wait_for_timeout(300)
    assert storefront.times([said, MESSAGE]) == 0


def test_in_another_tab_it_says_nothing_that_was_said_in_the_first(storefront: Storefront) -> None:
    storefront.launches = [{**ready(message=MESSAGE), "provider": "gorgias", "opened": True}]
    storefront.open(BY_SLUG["gorgias"].widget)
    storefront.outcome()
    storefront.page.wait_for_timeout(300)
    assert storefront.times(["sendMessage", MESSAGE]) == 0
    assert kept(storefront)


def test_a_page_that_asks_for_it_gets_that_chat_and_its_news(storefront: Storefront) -> None:
    open_and_leave(storefront)
    storefront.evaluate(
        "window.told = []; const tell = (name) => () => told.push(name);"
        " window.handle = sdk.openChat('token', { onOpened: tell('opened'), onClosed: tell('closed') });"
    )
    storefront.wait_until(lambda: storefront.page.evaluate("told") == ["opened"])
    storefront.evaluate("GorgiasChat.close()")
    storefront.wait_until(lambda: storefront.page.evaluate("told") == ["opened", "closed"])
    assert storefront.times(["open"]) == 1
    assert storefront.events() == ["opened", "closed"]
    assert storefront.page.evaluate("handle.state") == "closed"


def test_a_page_that_asks_late_is_told_that_it_is_open(storefront: Storefront) -> None:
    open_and_leave(storefront)
    storefront.outcome()
    storefront.evaluate("window.told = 0; sdk.openChat('token', { onOpened: () => (window.told += 1) })")
    storefront.evaluate("sdk.openChat('token', { onOpened: () => (window.told += 10) })")
    assert storefront.page.evaluate("told") == 1
    assert storefront.times(["open"]) == 1


def test_another_handoff_takes_its_place(storefront: Storefront) -> None:
    open_and_leave(storefront)
    storefront.outcome()
    storefront.launches_of["other"] = {**ready(message="Another"), "handoff": "9a2c", "provider": "gorgias"}
    storefront.evaluate("window.handle = sdk.openChat('other')")
    storefront.wait_until(lambda: storefront.times(["sendMessage", "Another"]) == 1)
    assert kept(storefront, "other", "9a2c")
    assert storefront.events() == ["opened", "accepted", "opened"]


@pytest.mark.parametrize(
    "refused", [(410, "handoff_ended"), (401, "expired_token"), (401, "invalid_token"), (403, "origin_not_allowed")]
)
def test_a_chat_that_is_over_stays_away_without_a_word(storefront: Storefront, refused: Any) -> None:
    open_and_leave(storefront)
    storefront.launches = [refused]
    storefront.go("third")
    storefront.wait_until(lambda: storefront.kept() is None)
    storefront.page.wait_for_timeout(200)
    assert storefront.events() == []
    assert storefront.calls() == []


def test_a_page_that_asks_for_a_chat_which_is_over_is_told(storefront: Storefront) -> None:
    open_and_leave(storefront)
    storefront.launches = [preparing(), (410, "handoff_ended")]
    storefront.go("third")
    storefront.evaluate("sdk.openChat('token')")
    name, detail = storefront.outcome()
    assert (name, detail["reason"]) == ("failed", "ended")


def test_a_chat_that_was_closed_or_failed_does_not_come_back(storefront: Storefront) -> None:
    open_and_leave(storefront)
    storefront.outcome()
    storefront.evaluate("GorgiasChat.close()")
    storefront.outcome(2)
    storefront.go("third")
    storefront.page.wait_for_timeout(300)
    assert storefront.events() == []


@pytest.mark.parametrize("storage", [NO_STORAGE, "Storage.prototype.setItem = () => { throw Error('full'); };"])
def test_without_storage_the_chat_opens_all_the_same(storefront: Storefront, storage: str) -> None:
    storefront.open(f"{INSTALLED} {storage}")
    assert storefront.outcome()[0] == "opened"
    storefront.evaluate("Intercom('hide')")
    assert storefront.outcome(2)[0] == "closed"
    storefront.evaluate("window.repair?.()")  # for the looks afterwards


def test_a_conversation_that_follows_still_comes(storefront: Storefront) -> None:
    """The page was left before the summary's conversation was there."""
    open_and_leave(storefront, "intercom", settled=False, options={"prefill": MESSAGE})
    storefront.launches = [{**ready(conversation_id="81"), "opened": True}]
    assert storefront.outcome()[0] == "opened"
    storefront.wait_until(lambda: ["showConversation", "81"] in storefront.calls())

"""Two tokens of one handoff, as a repeated start gives them after a double click: one chat, and nothing said twice."""

from __future__ import annotations

import pytest

from tests.browser.storefront import Storefront, ready, storefront
from tests.browser.widget_stubs import GORGIAS, MESSAGE, kept, open_and_leave

__all__ = ["storefront"]


def ask_again(storefront: Storefront) -> None:
    storefront.evaluate(
        "window.told = []; const tell = (name) => () => told.push(name);"
        " window.again = sdk.openChat('fresh', { onOpened: tell('opened'), onClosed: tell('closed') });"
    )


def assert_one_chat_with_the_fresh_token(storefront: Storefront) -> None:
    storefront.wait_until(lambda: storefront.page.evaluate("told") == ["opened"])
    storefront.evaluate("again.close()")
    storefront.wait_until(lambda: storefront.page.evaluate("told") == ["opened", "closed"])
    assert storefront.wait_for_receipt("closed")
    assert storefront.tokens[-1] == "fresh"
    assert storefront.times(["sendMessage", MESSAGE]) == storefront.times(["open"]) == 1
    assert storefront.page.evaluate("again.state") == "closed"
    assert storefront.kept() is None


@pytest.fixture
def with_a_message(storefront: Storefront) -> Storefront:
    storefront.launches = [{**ready(message=MESSAGE), "provider": "gorgias"}]
    storefront.load(GORGIAS)
    return storefront


def test_another_token_of_an_open_chat_goes_on_with_it(with_a_message: Storefront) -> None:
    with_a_message.evaluate("window.handle = sdk.openChat('token')")
    with_a_message.outcome()
    with_a_message.wait_until(lambda: with_a_message.times(["sendMessage", MESSAGE]) == 1)
    ask_again(with_a_message)
    with_a_message.wait_until(lambda: (with_a_message.kept() or {})["token"] == "fresh")
    assert with_a_message.page.evaluate("handle.state") == with_a_message.page.evaluate("again.state") == "opened"
    with_a_message.evaluate("sdk.openChat('fresh')")  # as with any token
    assert_one_chat_with_the_fresh_token(with_a_message)
    assert with_a_message.events() == ["accepted", "opened", "accepted", "closed"]


def test_another_token_while_the_chat_is_opening_goes_on_with_it(with_a_message: Storefront) -> None:
    with_a_message.evaluate("window.deaf = 1; window.handle = sdk.openChat('token')")
    with_a_message.wait_until(lambda: with_a_message.page.evaluate("handle.state") == "opening")
    ask_again(with_a_message)
    with_a_message.wait_until(lambda: (with_a_message.kept() or {})["token"] == "fresh")
    with_a_message.evaluate("GorgiasChat.open(); calls.pop()")  # it wakes up
    assert_one_chat_with_the_fresh_token(with_a_message)


def test_a_double_click_opens_one_chat(with_a_message: Storefront) -> None:
    with_a_message.evaluate("sdk.openChat('token')")
    ask_again(with_a_message)
    with_a_message.wait_until(lambda: with_a_message.times(["sendMessage", MESSAGE]) == 1)
    assert_one_chat_with_the_fresh_token(with_a_message)


def test_a_token_that_is_refused_leaves_the_chat_that_is_there(with_a_message: Storefront) -> None:
    with_a_message.launches_of["wrong"] = (401, "invalid_token")
    with_a_message.evaluate("window.handle = sdk.openChat('token')")
    with_a_message.outcome()
    with_a_message.evaluate("sdk.openChat('wrong')")
    assert with_a_message.outcome(2)[0] == "failed"
    assert with_a_message.page.evaluate("handle.state") == "opened"
    ask_again(with_a_message)
    assert_one_chat_with_the_fresh_token(with_a_message)


@pytest.mark.parametrize("late", [False, True])
def test_a_page_that_asks_with_another_token_gets_that_chat(storefront: Storefront, late: bool) -> None:
    open_and_leave(storefront, opened=False)
    if late:
        storefront.outcome()
    storefront.evaluate("window.told = 0; sdk.openChat('fresh', { onOpened: () => (window.told += 1) })")
    storefront.wait_until(lambda: storefront.page.evaluate("told") == 1)
    storefront.wait_until(lambda: kept(storefront, "fresh"))
    storefront.page.wait_for_timeout(300)
    assert storefront.times(["sendMessage", MESSAGE]) == 0
    assert storefront.times(["open"]) == 1
    storefront.evaluate("GorgiasChat.close()")
    assert storefront.wait_for_receipt("closed")
    assert storefront.tokens[-1] == "fresh"

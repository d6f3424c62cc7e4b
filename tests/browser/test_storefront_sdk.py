"""handoff.js in a real browser, on a strict page: launches, receipts, and one chat at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.storefront import (
    HANDOFF,
    INSTALLED,
    INTERCOM,
    LATE,
    PLAIN_FALLBACK,
    ByProxy,
    Storefront,
    preparing,
    ready,
    storefront,
)

__all__ = ["storefront"]
FALLBACK_OF_THE_RECEIPT = "I'm sorry. You can also call +1 555 0100."


def test_the_chat_opens_and_the_receipt_says_so(storefront: Storefront) -> None:
    storefront.launches = [ready(conversation_id="77")]
    storefront.open()
    assert storefront.outcome() == ("opened", HANDOFF)
    assert storefront.wait_for_receipt("opened")["context_passed"] is False
    assert ["showConversation", "77"] in storefront.calls()


def test_a_widget_that_comes_late_is_waited_for(storefront: Storefront) -> None:
    storefront.open(LATE)
    assert storefront.outcome()[0] == "opened"


def test_a_widget_that_is_open_already_counts_as_opened(storefront: Storefront) -> None:
    storefront.open(INSTALLED + "installed('show');")
    assert storefront.outcome()[0] == "opened"


def test_a_launch_in_preparation_is_asked_for_again(storefront: Storefront) -> None:
    storefront.launches = [preparing(), preparing(), ready(conversation_id="78")]
    storefront.open()
    assert storefront.outcome()[0] == "opened"
    assert ["showConversation", "78"] in storefront.calls()


def test_the_widgets_visitor_id_is_told_once_when_it_is_wanted(storefront: Storefront) -> None:
    storefront.launches = [preparing("visitor_id"), preparing("visitor_id"), ready(conversation_id="79")]
    storefront.open()
    storefront.outcome()
    storefront.wait_for_receipt("opened")
    assert [receipt["event"] for receipt in storefront.receipts].count("visitor") == 1
    assert storefront.wait_for_receipt("visitor")["visitor_id"] == "visitor-1"


def test_the_messenger_opens_at_once_and_the_conversation_follows(storefront: Storefront) -> None:
    unsettled = {**ready(settled=False), "wants": "visitor_id"}
    storefront.launches = [unsettled, unsettled, ready(conversation_id="80")]
    storefront.open()
    assert storefront.outcome()[0] == "opened"
    storefront.wait_until(lambda: ["showConversation", "80"] in storefront.calls())
    names = [call[0] for call in storefront.calls()]
    assert names.index("show") < names.index("showConversation")
    assert storefront.wait_for_receipt("visitor")


def test_a_prefilled_message_has_passed_the_context(storefront: Storefront) -> None:
    storefront.launches = [ready(prefill="I'd like to talk to a person")]
    storefront.open()
    assert storefront.wait_for_receipt("opened")["context_passed"] is True
    assert ["showNewMessage", "I'd like to talk to a person"] in storefront.calls()


@pytest.mark.parametrize(
    ("launch", "reason"),
    [
        ((410, "handoff_ended"), "ended"),
        ((401, "expired_token"), "expired"),
        ((401, "invalid_token"), "invalid_token"),
        ((403, "origin_not_allowed"), "origin_not_allowed"),
    ],
)
def test_a_refused_token_fails_at_once_and_sends_no_receipt(
    storefront: Storefront, launch: tuple[int, str], reason: str
) -> None:
    storefront.launches = [launch]
    storefront.open()
    name, detail = storefront.outcome()
    assert (name, detail["reason"], detail["message"]) == ("failed", reason, PLAIN_FALLBACK)
    assert storefront.receipts == []
    assert ["show"] not in storefront.calls()


@pytest.mark.parametrize("launch", [None, (503, "busy"), (500, "internal_error"), preparing()])
def test_without_a_launch_in_time_the_ai_agent_goes_on(storefront: Storefront, launch: Any) -> None:
    storefront.launches = [launch]
    storefront.open()
    name, detail = storefront.outcome()
    assert (name, detail["reason"]) == ("failed", "launch_unavailable")
    assert storefront.receipts == [{"event": "failed", "reason": "launch_unavailable"}]


def test_without_a_launch_the_answer_to_the_receipt_names_the_other_ways(storefront: Storefront) -> None:
    storefront.launches = [(503, "busy")]
    storefront.receipt_answer = {"ended": True, "fallback": FALLBACK_OF_THE_RECEIPT}
    storefront.open()
    assert storefront.outcome()[1]["message"] == FALLBACK_OF_THE_RECEIPT


def test_with_nothing_of_handoff_in_reach_there_are_plain_words(storefront: Storefront) -> None:
    storefront.launches = [None]
    storefront.receipt_answer = None
    storefront.open()
    assert storefront.outcome()[1]["message"] == PLAIN_FALLBACK


def test_a_short_break_of_the_network_is_survived(storefront: Storefront) -> None:
    storefront.launches = [None, (503, "busy"), ready()]
    storefront.open()
    assert storefront.outcome()[0] == "opened"


# Of an answer only the beginning comes: the connection breaks, or nothing more is heard until it is given up.
BREAKS_OFF = """
  const fetched = window.fetch;
  const begun = (signal) => new ReadableStream({
    start(body) {
      body.enqueue(new TextEncoder().encode('{"status": '));
      if (BREAKS) body.error(new TypeError("network error"));
      else signal.addEventListener("abort", () => body.error(signal.reason));
    },
  });
  window.fetch = async (address, options) => {
    const answer = await fetched(address, options);
    const isLaunch = String(address).includes("/launches/") && options.method === "GET";
    return isLaunch && TIMES-- > 0 ? new Response(begun(options.signal), answer) : answer;
  };
"""


@pytest.mark.parametrize("breaks", ["true", "false"])
@pytest.mark.parametrize("times", ["1", "Infinity"])
def test_an_answer_that_breaks_off_is_no_refusal(storefront: Storefront, breaks: str, times: str) -> None:
    storefront.open(f"{INSTALLED} let TIMES = {times}; const BREAKS = {breaks}; {BREAKS_OFF}")
    name, detail = storefront.outcome()
    expected = ("opened", None) if times == "1" else ("failed", "launch_unavailable")
    assert (name, detail.get("reason")) == expected


SIGN_IN = "<p>Please sign in to this network.</p>"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        *((200, body) for body in (SIGN_IN, "", '{"code": null}', "null")),
        *((status, SIGN_IN) for status in (400, 401, 403, 404, 407, 408, 410, 429, 511)),
    ],
)
def test_an_answer_of_somebody_on_the_way_is_no_refusal(storefront: Storefront, status: int, body: str) -> None:
    storefront.launches = [ByProxy(status, body), ready()]
    storefront.open()
    assert storefront.outcome()[0] == "opened"


def test_a_platform_that_this_version_does_not_know_fails(storefront: Storefront) -> None:
    storefront.launches = [{**ready(), "provider": "../handoff"}]
    storefront.open()
    assert storefront.outcome()[1]["reason"] == "unsupported"


def test_closing_is_told_and_gives_the_conversation_back(storefront: Storefront) -> None:
    storefront.open()
    storefront.outcome()
    storefront.page.evaluate("Intercom('hide')")
    assert storefront.outcome(2)[0] == "closed"
    assert storefront.wait_for_receipt("closed")
    assert storefront.page.evaluate("handle.state") == "closed"


def test_the_same_token_twice_opens_one_chat(storefront: Storefront) -> None:
    storefront.open()
    assert storefront.page.evaluate("sdk.openChat('token') === handle")
    storefront.outcome()
    assert storefront.page.evaluate("sdk.openChat('token') === handle")
    storefront.wait_for_receipt("opened")
    assert [call[0] for call in storefront.calls()].count("show") == 1
    assert len(storefront.receipts) == 1


def test_a_chat_that_was_left_half_open_does_not_close_the_next(storefront: Storefront) -> None:
    deaf = "window.Intercom = (name, ...rest) => (window.deaf && name === 'show' ? 0 : installed(name, ...rest));"
    storefront.open(f"{INTERCOM} window.deaf = true; {deaf}")
    storefront.wait_until(lambda: storefront.page.evaluate("handle.state") == "opening")
    storefront.launches_of["other"] = {**ready(), "handoff": "9a2c"}
    storefront.page.evaluate("() => { window.deaf = false; sdk.openChat('other'); }")
    assert storefront.outcome()[0] == "opened"
    assert storefront.page.evaluate("handle.state") == "left"
    storefront.page.wait_for_timeout(1_500)
    assert ["hide"] not in storefront.calls()
    assert storefront.events() == ["accepted", "accepted", "opened"]


EVERYTHING_WRONG: dict[str, Callable[[Page], Any]] = {
    "a callback that throws": lambda page: page.evaluate(
        "sdk.openChat('other', { onOpened() { throw Error('the page itself'); } }) && 1"
    ),
    "a token that is no text": lambda page: page.evaluate(
        "sdk.openChat(Object.create(null)) && sdk.openChat({ toString() { throw Error('no'); } }) && 1"
    ),
    "a platform that is no text": lambda page: page.evaluate(
        "sdk.hideLauncher(Object.create(null)) ?? (sdk.openChat('fourth', { provider: Symbol('no') }) && 1)"
    ),
    "no token": lambda page: page.evaluate("sdk.openChat() && 1"),
    "options that are null": lambda page: page.evaluate("sdk.openChat('third', null) && 1"),
}


@pytest.mark.parametrize("wrong", list(EVERYTHING_WRONG))
def test_nothing_is_thrown_into_the_page(storefront: Storefront, wrong: str) -> None:
    storefront.open()
    storefront.outcome()
    assert EVERYTHING_WRONG[wrong](storefront.page) == 1
    storefront.page.wait_for_timeout(500)
    assert storefront.page.evaluate("handle.state") == "opened"

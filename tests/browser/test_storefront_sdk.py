"""handoff.js in a real browser, on a strict page, with every kind of widget and launch that it may meet."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

STATIC = Path(__file__).resolve().parents[2] / "static" / "handoff"
SHOP = "https://shop.test/"
API = "https://api.test"
POLICY = f"default-src 'none'; script-src {API}; connect-src {API}; frame-ancestors 'none'; base-uri 'none'"
PATIENCE = 20.0
HANDOFF = {"handoff": "8d3f", "ref": "H7Q2K9", "provider": "intercom"}
FALLBACK = "I'm sorry, the support chat could not be opened. You can also write to help@shop.test."
FALLBACK_OF_THE_RECEIPT = "I'm sorry. You can also call +1 555 0100."
PLAIN_FALLBACK = "I'm sorry, the support chat could not be opened. I'm happy to keep helping you right here."

# Time runs five times faster in these pages, so that deadlines of ten seconds can be waited for.
FASTER = """
  const setTimer = window.setTimeout, now = performance.now.bind(performance);
  window.setTimeout = (action, ms, ...rest) => setTimer(action, ms / 5, ...rest);
  performance.now = () => now() * 5;
  window.calls = []; window.outcomes = []; window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => violations.push(event.blockedURI));
  for (const name of ["opened", "failed", "closed"])
    document.addEventListener(`handoff:${name}`, ({ detail }) => outcomes.push([name, detail]));
"""
INTERCOM = """
  const on = { onShow: [], onHide: [] };
  let shown = false;
  const turn = (to, name) => { if (shown !== to) { shown = to; on[name].forEach((tell) => setTimeout(tell)); } };
  const installed = (name, ...rest) => {
    calls.push([name, ...rest.filter((each) => typeof each !== "function")]);
    if (name === "ready") setTimeout(rest[0]);
    if (name === "getVisitorId") return "visitor-1";
    if (name in on) on[name].push(rest[0]);
    if (name.startsWith("show")) turn(true, "onShow");
    if (name === "hide") turn(false, "onHide");
  };
"""
ZENDESK = """
  const on = { open: [], close: [] };
  window.zE = (group, name, value, tell) => {
    calls.push([group, name, ...(typeof value === "function" || value === undefined ? [] : [value])]);
    if (group === "messenger:on") on[name].push(value);
    if (group === "messenger:set" && tell) setTimeout(tell);
    if (group === "messenger" && on[name]) on[name].forEach((tell) => setTimeout(tell));
  };
"""
INSTALLED = INTERCOM + "window.Intercom = installed;"
LATE = INTERCOM + "setTimer(() => { window.Intercom = installed; }, 800);"  # four seconds of the page's time
STUB = "window.Intercom = (...call) => calls.push(call.slice(0, 1));"
INERT = (
    INTERCOM + "window.Intercom = (name, ...rest) => name.startsWith('show') ? undefined : installed(name, ...rest);"
)
THROWS = (
    INTERCOM + "window.Intercom = (name, ...r) => { if (name === 'show') throw Error('no'); installed(name, ...r); };"
)


def ready(settled: bool = True, **options: Any) -> dict[str, Any]:
    return {**HANDOFF, "status": "ready", "settled": settled, "options": options, "fallback": FALLBACK}


def preparing(wants: str = "") -> dict[str, Any]:
    return {**HANDOFF, "status": "preparing", "settled": False, "retry_after_ms": 300, "wants": wants}


class Storefront:
    """The API's browser half, answering launches from a list, the last one again and again."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launches: list[dict[str, Any] | tuple[int, str] | None] = [ready()]
        self.receipts: list[dict[str, Any]] = []
        self.receipt_answer: dict[str, Any] | None = {"ended": False}
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.route(f"{SHOP}**", self._shop)
        page.route(f"{API}/**", self._api)

    def open(self, widget: str = INSTALLED) -> None:
        self.page.add_init_script(f"{{ {FASTER} {widget} }}")
        self.page.goto(SHOP)
        self.page.evaluate(
            "async (api) => { window.sdk = await import(`${api}/storefront/v1/handoff.js`);"
            " window.handle = sdk.openChat('token'); }",
            API,
        )

    def outcome(self, number: int = 1) -> tuple[str, dict[str, Any]]:
        self.wait_until(lambda: self.page.evaluate("outcomes.length") >= number)
        name, detail = self.page.evaluate("outcomes.at(-1)")
        return name, detail

    def calls(self) -> list[list[Any]]:
        calls: list[list[Any]] = self.page.evaluate("calls")
        return calls

    def wait_for_receipt(self, event: str) -> dict[str, Any]:
        self.wait_until(lambda: any(receipt["event"] == event for receipt in self.receipts))
        return [receipt for receipt in self.receipts if receipt["event"] == event][-1]

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Playwright's own waiting evaluates strings in the page, which the page's policy forbids."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, f"Waited in vain. Receipts: {self.receipts}"
            self.page.wait_for_timeout(50)

    def _shop(self, route: Route) -> None:
        html = "<!doctype html><title>Shop</title>"
        route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    def _api(self, route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix("/storefront/v1/")
        headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
        if path.endswith(".js"):
            file = STATIC / path
            status = 200 if file.exists() else 404
            body = file.read_text() if file.exists() else ""
            return route.fulfill(status=status, body=body, content_type="text/javascript", headers=headers)
        if path.endswith("/receipts/"):
            self.receipts.append(json.loads(route.request.post_data or "{}"))
            if self.receipt_answer is None:
                return route.abort("internetdisconnected")
            return route.fulfill(json=self.receipt_answer, headers=headers)
        launch = self.launches.pop(0) if len(self.launches) > 1 else self.launches[0]
        if launch is None:
            return route.abort("internetdisconnected")
        if isinstance(launch, tuple):
            return route.fulfill(status=launch[0], json={"code": launch[1]}, headers=headers)
        return route.fulfill(json=launch, headers=headers)


@pytest.fixture
def storefront(page: Page) -> Iterator[Storefront]:
    storefront = Storefront(page)
    yield storefront
    assert storefront.errors == [], "Something was thrown into the page."
    assert page.evaluate("violations") == []
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    assert not any(call[0] in ("boot", "shutdown") for call in storefront.calls())


def test_the_chat_opens_and_the_receipt_says_so(storefront: Storefront) -> None:
    storefront.launches = [ready(conversation_id="77")]
    storefront.open()
    assert storefront.outcome() == ("opened", HANDOFF)
    assert storefront.wait_for_receipt("opened")["context_passed"] is False
    assert ["showConversation", "77"] in storefront.calls()


@pytest.mark.parametrize(
    ("widget", "reason"),
    [
        pytest.param("", "widget_blocked", id="blocked or absent"),
        pytest.param(STUB, "widget_timeout", id="a stub whose script never came"),
        pytest.param(INERT, "widget_inert", id="ready, but does not open"),
        pytest.param(THROWS, "widget_inert", id="throws"),
    ],
)
def test_a_widget_that_does_not_open_gives_the_conversation_back(
    storefront: Storefront, widget: str, reason: str
) -> None:
    storefront.open(widget)
    assert storefront.outcome() == ("failed", {**HANDOFF, "reason": reason, "message": FALLBACK})
    assert storefront.receipts == [{"event": "failed", "reason": reason}]


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


def test_zendesk_gets_its_fields_and_tags_before_it_opens(storefront: Storefront) -> None:
    fields = [{"id": "360", "value": "Wants a refund"}]
    storefront.launches = [{**ready(fields=fields, tags=["ai_handoff"]), "provider": "zendesk"}]
    storefront.open(ZENDESK)
    assert storefront.wait_for_receipt("opened")["context_passed"] is True
    calls = storefront.calls()
    opening = calls.index(["messenger", "open"])
    assert calls.index(["messenger:set", "conversationFields", fields]) < opening
    assert calls.index(["messenger:set", "conversationTags", ["ai_handoff"]]) < opening


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


EVERYTHING_WRONG: dict[str, Callable[[Page], Any]] = {
    "a callback that throws": lambda page: page.evaluate(
        "sdk.openChat('other', { onOpened() { throw Error('the page itself'); } }) && 1"
    ),
    "no token": lambda page: page.evaluate("sdk.openChat() && 1"),
    "options that are null": lambda page: page.evaluate("sdk.openChat('third', null) && 1"),
}


@pytest.mark.parametrize("wrong", list(EVERYTHING_WRONG))
def test_nothing_is_thrown_into_the_page(storefront: Storefront, wrong: str) -> None:
    storefront.open()
    storefront.outcome()
    assert EVERYTHING_WRONG[wrong](storefront.page) == 1
    assert storefront.outcome(2)[0] == "opened"

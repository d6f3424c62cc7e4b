"""Handoff is away when the customer wants its chat, or goes away meanwhile: she is told in time; nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.browser.storefront import API, HANDOFF, PLAIN_FALLBACK, SHOP, Storefront, ready, storefront
from tests.browser.widget_stubs import BY_SLUG

__all__ = ["storefront"]
# In the page's time: fifteen seconds for the launch, three for the answer to the receipt, and what a busy machine adds.
TOLD_WITHIN = 18_000 + 7_000
UNREACHABLE = (
    "failed",
    {"handoff": "", "ref": "", "provider": "", "reason": "launch_unavailable", "message": PLAIN_FALLBACK},
)


class Away:
    """What comes of Handoff's answers, beside the script that the page has already."""

    def __init__(self, storefront: Storefront, addresses: str = f"{API}/**") -> None:
        self.page = storefront.page
        self.how = ""
        self.asked = 0
        self.page.route(addresses, self._answer)

    def _answer(self, route: Route) -> Any:
        self.asked += 1
        headers = {"Access-Control-Allow-Origin": SHOP.rstrip("/"), "Access-Control-Allow-Headers": "Content-Type"}
        match self.how:
            case "":
                return route.fallback()
            case "hangs":
                return None
            case "refuses":
                return route.abort("connectionrefused")
            case "a proxy's page":
                return route.fulfill(status=502, body="<html>Bad gateway</html>", content_type="text/html")
            case status:
                return route.fulfill(status=int(status), json={"code": "busy"}, headers=headers)


@pytest.fixture
def away(storefront: Storefront) -> Away:
    return Away(storefront)


each_way = pytest.mark.parametrize("how", ["refuses", "hangs", "500", "503", "a proxy's page"])


def ask(storefront: Storefront, options: str = "{}") -> None:
    storefront.evaluate(f"window.began = performance.now(); window.handle = sdk.openChat('token', {options})")


@each_way
def test_the_page_is_told_in_time_with_words_for_the_customer_and_a_later_try_works(
    storefront: Storefront, away: Away, how: str
) -> None:
    storefront.load()
    away.how = how
    ask(storefront, "{ onFailed: (outcome) => (window.told = [performance.now() - began, outcome]) }")
    assert storefront.outcome() == UNREACHABLE
    after, outcome = storefront.page.evaluate("told")
    assert after < TOLD_WITHIN
    assert outcome == UNREACHABLE[1]
    assert storefront.page.evaluate("handle.state") == "failed"
    assert storefront.calls() == []
    away.how = ""
    ask(storefront)
    assert storefront.outcome(2) == ("opened", HANDOFF)
    assert storefront.kept()


@pytest.mark.parametrize("slug", ["intercom", "gorgias"])
def test_a_platforms_module_that_could_not_be_loaded_is_asked_for_again(
    storefront: Storefront, away: Away, slug: str
) -> None:
    storefront.launches = [{**ready(), "provider": slug}]
    storefront.load(BY_SLUG[slug].widget)
    away.how = "refuses"
    ask(storefront, f"{{ provider: '{slug}' }}")
    storefront.page.wait_for_timeout(2_200)  # eleven seconds of the page's time: the module is given up
    assert away.asked > 4
    away.how = ""
    assert storefront.outcome()[0] == "opened"


def test_a_platform_that_handoff_does_not_know_is_told_from_a_handoff_that_is_away(
    storefront: Storefront, away: Away
) -> None:
    storefront.launches = [{**ready(), "provider": "smoke_signals"}]
    storefront.load()
    ask(storefront)
    assert storefront.outcome()[1]["reason"] == "unsupported"


@each_way
def test_a_chat_that_is_open_stays_and_its_receipt_arrives_once_handoff_is_back(
    storefront: Storefront, how: str
) -> None:
    receipts = Away(storefront, f"{API}/**/receipts/")
    storefront.load()
    receipts.how = how
    ask(storefront)
    assert storefront.outcome() == ("opened", HANDOFF)
    storefront.wait_until(lambda: receipts.asked >= 2)
    assert storefront.receipts == []
    assert storefront.page.evaluate("handle.state") == "opened"
    receipts.how = ""
    assert storefront.wait_for_receipt("opened")
    assert [receipt["event"] for receipt in storefront.receipts] == ["opened"]


def test_closed_while_handoff_is_away_it_is_told_to_the_page_at_once_and_to_handoff_later(
    storefront: Storefront, away: Away
) -> None:
    storefront.load()
    ask(storefront)
    storefront.wait_for_receipt("opened")
    away.how = "refuses"
    storefront.evaluate("Intercom('hide')")
    assert storefront.outcome(2)[0] == "closed"
    away.how = ""
    assert storefront.wait_for_receipt("closed")


def test_offline_at_the_click_it_is_told_and_online_again_the_receipt_goes_out(
    storefront: Storefront, away: Away
) -> None:
    storefront.load()
    storefront.page.context.set_offline(True)
    away.how = "refuses"
    ask(storefront)
    assert storefront.outcome() == UNREACHABLE
    away.how = ""
    storefront.page.context.set_offline(False)
    assert storefront.wait_for_receipt("failed") == {"event": "failed", "reason": "launch_unavailable"}
    ask(storefront)
    assert storefront.outcome(2)[0] == "opened"


@each_way
def test_a_script_that_could_not_be_loaded_can_be_loaded_later(page: Page, how: str) -> None:
    """As the README's lines do it."""
    if how == "hangs":
        page.set_default_timeout(5_000)
    storefront = Storefront(page)
    away = Away(storefront)
    page.goto(SHOP)
    away.how = how
    load = "(api) => import(`${api}/storefront/v1/handoff.js`).then(() => 'there', () => 'away')"
    late = "new Promise((resolve) => setTimeout(() => resolve('late'), 1000))"
    found = page.evaluate(f"(api) => Promise.race([({load})(api), {late}])", API)
    assert found == ("late" if how == "hangs" else "away")
    if how != "hangs":
        away.how = ""
        assert page.evaluate(load, API) == "there"

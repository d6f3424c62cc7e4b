"""Where a chat that was open can't be shown again: silence where nobody asked for it, and an end where the page did."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.storefront import Storefront, ready, storefront
from tests.browser.widget_stubs import kept, open_and_leave

__all__ = ["storefront"]
BLOCKED = '<script id="ze-snippet" type="text/plain"></script>'  # there, and nothing comes of it
CANNOT_COME_BACK: dict[str, tuple[Any, str]] = {
    "widget_absent": ({"provider": "zendesk"}, ""),
    "widget_blocked": ({"provider": "zendesk"}, BLOCKED),
    "unsupported": ({"provider": "telepathy"}, ""),
    "widget_inert": ({"provider": "shopify_inbox"}, "<shopify-chat></shopify-chat>"),
    "launch_unavailable": ((503, "busy"), ""),
}
each_reason = pytest.mark.parametrize("reason", CANNOT_COME_BACK)


def to_a_page_where_it_cannot_come_back(storefront: Storefront, reason: str) -> list[Any]:
    """How it comes back elsewhere."""
    open_and_leave(storefront)
    elsewhere = storefront.launches
    storefront.outcome()
    storefront.wait_for_receipt("opened")
    storefront.receipts.clear()
    launch, storefront.html = CANNOT_COME_BACK[reason]
    storefront.launches = [launch if isinstance(launch, tuple) else {**ready(), "opened": True, **launch}]
    storefront.go("third")
    return elsewhere


@each_reason
def test_a_page_where_it_cannot_come_back_is_passed_over_without_a_word(storefront: Storefront, reason: str) -> None:
    with_the_widget = to_a_page_where_it_cannot_come_back(storefront, reason)
    storefront.page.wait_for_timeout(4_000)
    assert (storefront.events(), storefront.receipts) == ([], [])
    assert kept(storefront)
    storefront.launches = with_the_widget
    storefront.go("fourth")
    assert storefront.outcome()[0] == "opened"


def test_one_that_does_not_open_by_itself_stays_shut_and_comes_back_on_the_next_page(storefront: Storefront) -> None:
    open_and_leave(storefront, "zendesk")
    storefront.outcome()
    storefront.page.add_init_script("window.deaf = location.pathname === '/deaf' ? 9 : 0;")
    storefront.go("deaf")
    storefront.page.wait_for_timeout(4_000)
    assert storefront.events() == []
    assert kept(storefront)
    assert storefront.calls()[-1] == ["messenger close"]
    # What the customer writes here still belongs to it.
    assert ["messenger:set conversationTags", []] not in storefront.calls()
    storefront.go("third")
    assert storefront.outcome()[0] == "opened"


@each_reason
def test_a_page_that_asks_for_it_is_told_why_it_cannot_come_back_and_the_handoff_ends(
    storefront: Storefront, reason: str
) -> None:
    to_a_page_where_it_cannot_come_back(storefront, reason)
    storefront.evaluate("sdk.openChat('token')")
    name, detail = storefront.outcome()
    assert (name, detail["reason"]) == ("failed", reason)
    assert storefront.receipts == [{"event": "closed", "reason": reason}]
    assert storefront.kept() is None


def test_where_it_was_open_in_another_tab_alone_the_handoff_ends_too(storefront: Storefront) -> None:
    storefront.launches = [{**ready(), "opened": True}]
    storefront.open("")
    assert storefront.outcome()[1]["reason"] == "widget_absent"
    assert storefront.receipts == [{"event": "closed", "reason": "widget_absent"}]

"""Why a chat does not open: each reason, found in a real browser; the conversation is the AI agent's again then."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Route

from tests.browser.storefront import FALLBACK, HANDOFF, INERT, INSTALLED, STUB, THROWS, Storefront, ready, storefront
from tests.browser.widget_stubs import BY_SLUG, GLADLY, GORGIAS, SPRINKLR

__all__ = ["storefront"]
SCRIPTS = {
    "intercom": "https://widget.intercom.io/widget/abc",
    "zendesk": "https://static.zdassets.com/ekr/snippet.js?key=abc",
    "gorgias": "https://config.gorgias.chat/bundle-loader/abc",
    "gladly": "https://cdn.gladly.com/chat-sdk/widget.js",
    "sprinklr": "https://prod0-live-chat.sprinklr.com/api/livechat/handshake/widget/abc",
    "shopify_inbox": "https://cdn.shopify.com/storefront/web-components/chat.js",
}
GLADLY_STUB = "window.Gladly = { init: () => calls.push(['init']) };"
BRIDGE_ALONE = "window.GorgiasBridge = {};"
CLOSED_GORGIAS = GORGIAS + "GorgiasChat.isBusinessHours = () => false;"
CLOSED_GLADLY = GLADLY + "Gladly.getAvailability = () => 'UNAVAILABLE';"
CLOSED_SPRINKLR = (
    SPRINKLR
    + """
  methods.subscribeToUpdate = ({ topic, subscriber }) => {
    listen(topic, subscriber);
    if (topic === "availabilityChanged") setTimeout(() => subscriber({ response: { data: { isChatVisible: false } } }));
  };
"""
)
BROKEN_SPRINKLR = "window.loading = { response: { error: 'WIDGET_LOAD_FAILED' } };" + SPRINKLR
FULL_SPRINKLR = "window.newConversation = { error: 'LIMIT_REACHED' }; window.noneExists = true;" + SPRINKLR
ODD_SPRINKLR = "window.newConversation = { error: 'ODD' }; window.noneExists = true; window.deaf = 9;" + SPRINKLR

REASONS = [
    pytest.param("intercom", "", "widget_absent", id="no widget"),
    pytest.param("intercom", STUB, "widget_timeout", id="a stub whose script never came"),
    pytest.param("intercom", INERT, "widget_inert", id="ready, but does not open"),
    pytest.param("intercom", THROWS, "widget_inert", id="throws"),
    pytest.param("gladly", GLADLY_STUB, "widget_timeout", id="Gladly's stub alone"),
    pytest.param("gladly", CLOSED_GLADLY, "team_unavailable", id="nobody at Gladly"),
    pytest.param("gorgias", BRIDGE_ALONE, "widget_absent", id="Gorgias with its chat switched off"),
    pytest.param("gorgias", CLOSED_GORGIAS, "team_unavailable", id="nobody at Gorgias"),
    pytest.param("sprinklr", CLOSED_SPRINKLR, "team_unavailable", id="nobody at Sprinklr"),
    pytest.param("sprinklr", BROKEN_SPRINKLR, "widget_blocked", id="Sprinklr says that it failed to load"),
    pytest.param("sprinklr", FULL_SPRINKLR, "widget_busy", id="Sprinklr at its limit, with nothing to show"),
    pytest.param("sprinklr", ODD_SPRINKLR, "widget_inert", id="Sprinklr with another error"),
    pytest.param("shopify_inbox", "", "widget_inert", id="Shopify's tag without Inbox"),
]


def start(storefront: Storefront, slug: str, widget: str) -> None:
    storefront.launches = [{**ready(**BY_SLUG[slug].options), "provider": slug}]
    storefront.open(widget, f"{{ provider: '{slug}' }}")


def failed(reason: str, slug: str) -> tuple[str, dict[str, Any]]:
    return "failed", {**HANDOFF, "provider": slug, "reason": reason, "message": FALLBACK}


@pytest.mark.parametrize(("slug", "widget", "reason"), REASONS)
def test_a_widget_that_does_not_open_gives_the_conversation_back(
    storefront: Storefront, slug: str, widget: str, reason: str
) -> None:
    storefront.html = BY_SLUG[slug].html
    start(storefront, slug, widget)
    assert storefront.outcome() == failed(reason, slug)
    assert storefront.receipts == [{"event": "failed", "reason": reason}]
    assert storefront.kept() is None


@pytest.mark.parametrize("slug", SCRIPTS)
def test_a_script_that_is_blocked_is_told_from_none(storefront: Storefront, slug: str) -> None:
    host = "/".join(SCRIPTS[slug].split("/")[:3])
    storefront.page.route(f"{host}/**", _blocked)
    storefront.html = f'<script async src="{SCRIPTS[slug]}"></script>'
    storefront.scripts_of = [host]
    start(storefront, slug, "")
    assert storefront.outcome() == failed("widget_blocked", slug)


@pytest.mark.parametrize("slug", ["zendesk", "shopify_inbox"])
def test_no_widget_and_no_script_is_absent(storefront: Storefront, slug: str) -> None:
    start(storefront, slug, "")
    assert storefront.outcome() == failed("widget_absent", slug)


@pytest.mark.parametrize(
    "answer",
    ["() => { throw Error('no') }", "() => undefined", "() => Promise.resolve(false)", "7"],
)
def test_an_unknown_answer_about_the_team_counts_as_yes(storefront: Storefront, answer: str) -> None:
    start(storefront, "gorgias", f"{GORGIAS} GorgiasChat.isBusinessHours = {answer};")
    assert storefront.outcome()[0] == "opened"


def test_an_identity_that_hangs_does_not_keep_the_chat_shut(storefront: Storefront) -> None:
    start(storefront, "gladly", GLADLY + "Gladly.clearUser = () => new Promise(() => {});")
    assert storefront.outcome()[0] == "opened"


def test_the_page_hears_of_the_failure_with_its_reason(storefront: Storefront) -> None:
    storefront.load("")
    storefront.evaluate("sdk.openChat('token', { onFailed: (outcome) => (window.told = outcome) })")
    storefront.wait_until(lambda: storefront.page.evaluate("Boolean(window.told)"))
    told = storefront.page.evaluate("told")
    assert (told["reason"], told["message"]) == ("widget_absent", FALLBACK)


def test_a_chat_that_failed_can_be_tried_again(storefront: Storefront) -> None:
    storefront.open("")
    assert storefront.outcome()[0] == "failed"
    storefront.page.evaluate(f"() => {{ const setTimer = setTimeout; {INSTALLED} }}")
    storefront.evaluate("sdk.openChat('token')")
    assert storefront.outcome(2)[0] == "opened"


def _blocked(route: Route) -> None:
    route.abort("blockedbyclient")

"""What a page may ask of handoff.js beside opening a chat: the launcher's policy, and events of the whole way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.storefront import HANDOFF, INERT, INSTALLED, Storefront, ready, storefront
from tests.browser.widget_stubs import BY_SLUG, GORGIAS, ZENDESK

__all__ = ["storefront"]
HIDDEN = {
    "gorgias": ("#gorgias-chat-container", "display", "none"),
    "sprinklr": ("#spr-chat__trigger-button", "display", "none"),
    "shopify_inbox": ("shopify-chat", "opacity", "0"),
}
CONTAINERS = (
    '<div id="gorgias-chat-container">x</div><button id="spr-chat__trigger-button">x</button>'
    "<shopify-chat></shopify-chat>"
)


def style_of(storefront: Storefront, slug: str) -> Any:
    selector, name, _ = HIDDEN[slug]
    return storefront.page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{name}")


@pytest.mark.parametrize("slug", HIDDEN)
def test_a_launcher_is_hidden_by_a_sheet_until_the_handoff_and_again_after_it(
    storefront: Storefront, slug: str
) -> None:
    storefront.html = CONTAINERS
    storefront.launches = [{**ready(), "provider": slug}]
    storefront.load(BY_SLUG[slug].widget)
    shown, hidden = style_of(storefront, slug), HIDDEN[slug][2]
    storefront.evaluate(f"sdk.hideLauncher('{slug}')")
    storefront.wait_until(lambda: style_of(storefront, slug) == hidden)
    storefront.evaluate("sdk.openChat('token')")
    storefront.outcome()
    assert style_of(storefront, slug) == shown != hidden
    storefront.evaluate(BY_SLUG[slug].close)
    storefront.outcome(2)
    assert style_of(storefront, slug) == hidden


def test_zendesk_is_hidden_shown_and_hidden(storefront: Storefront) -> None:
    storefront.launches = [{**ready(), "provider": "zendesk"}]
    storefront.load(ZENDESK)
    storefront.evaluate("sdk.hideLauncher('zendesk')")
    storefront.wait_until(lambda: storefront.calls() == [["messenger hide"]])
    storefront.evaluate("sdk.openChat('token')")
    storefront.outcome()
    storefront.evaluate("zE('messenger', 'close')")
    storefront.outcome(2)
    names = [call[0] for call in storefront.calls()]
    assert names.index("messenger hide") < names.index("messenger show") < names.index("messenger open")
    assert names[-1] == "messenger hide"


def test_intercoms_launcher_is_a_setting(storefront: Storefront) -> None:
    storefront.load()
    storefront.evaluate("sdk.hideLauncher('intercom')")
    storefront.wait_until(lambda: storefront.times(["update", {"hide_default_launcher": True}]) == 1)
    storefront.evaluate("sdk.openChat('token')")
    storefront.outcome()
    assert storefront.times(["update", {"hide_default_launcher": False}]) == 1
    storefront.evaluate("Intercom('hide')")
    storefront.outcome(2)
    assert storefront.times(["update", {"hide_default_launcher": True}]) == 2


def test_a_launcher_is_hidden_again_where_the_chat_does_not_open(storefront: Storefront) -> None:
    storefront.load(INERT)
    storefront.evaluate("sdk.hideLauncher('intercom'); sdk.openChat('token')")
    assert storefront.outcome()[0] == "failed"
    assert storefront.calls()[-1] == ["update", {"hide_default_launcher": True}]


def test_a_widget_that_comes_late_is_hidden_when_it_comes(storefront: Storefront) -> None:
    storefront.load(f"setTimer(() => {{ {ZENDESK} }}, 400);")
    storefront.evaluate("sdk.hideLauncher('zendesk')")
    storefront.wait_until(lambda: storefront.calls() == [["messenger hide"]])


def test_nothing_is_hidden_unasked(storefront: Storefront) -> None:
    storefront.load(ZENDESK)
    storefront.launches = [{**ready(), "provider": "zendesk"}]
    storefront.evaluate("sdk.openChat('token')")
    storefront.outcome()
    storefront.evaluate("zE('messenger', 'close')")
    storefront.outcome(2)
    assert ["messenger hide"] not in storefront.calls()


@pytest.mark.parametrize("provider", ["'gladly'", "'../handoff'", "undefined", "7"])
def test_a_launcher_that_cannot_be_hidden_stays(storefront: Storefront, provider: str) -> None:
    storefront.load(INSTALLED)
    assert storefront.page.evaluate(f"sdk.hideLauncher({provider})") is None
    storefront.page.wait_for_timeout(200)


def test_the_whole_way_is_told_in_events(storefront: Storefront) -> None:
    storefront.launches = [{**ready(), "provider": "gorgias"}]
    storefront.load(GORGIAS)
    storefront.evaluate("sdk.offered({ decision: 'd-1' }); sdk.openChat('token', { provider: 'gorgias' })")
    storefront.outcome()
    storefront.evaluate("GorgiasChat.close()")
    storefront.outcome(2)
    assert storefront.page.evaluate("events") == [
        ["offered", {"decision": "d-1"}],
        ["accepted", {"handoff": "", "ref": "", "provider": "gorgias"}],
        ["opened", {**HANDOFF, "provider": "gorgias"}],
        ["closed", {**HANDOFF, "provider": "gorgias"}],
    ]


@pytest.mark.parametrize("hint", ["intercom", "Gorgias!"])
def test_what_the_page_takes_for_the_platform_gives_way_to_the_handoffs(storefront: Storefront, hint: str) -> None:
    storefront.launches = [{**ready(), "provider": "gorgias"}]
    storefront.load(f"{{ {INSTALLED} }} {{ {GORGIAS} }}")
    storefront.evaluate(f"sdk.openChat('token', {{ provider: '{hint}' }})")
    assert storefront.outcome() == ("opened", {**HANDOFF, "provider": "gorgias"})
    assert "showMessages" not in str(storefront.page.evaluate("calls"))
    assert storefront.page.evaluate("GorgiasChat.isOpen()")


@pytest.mark.parametrize("detail", ["", "null", "7"])
def test_an_offer_without_particulars_is_told_too(storefront: Storefront, detail: str) -> None:
    storefront.load()
    storefront.evaluate(f"sdk.offered({detail})")
    assert storefront.page.evaluate("events") == [["offered", {}]]


def test_every_state_is_in_the_table_and_every_end_is_one(storefront: Storefront) -> None:
    storefront.load()
    table = storefront.page.evaluate(
        "async () => Object.entries((await import('https://api.test/storefront/v1/sdk/states.js')).STATES)"
        ".map(([name, { next }]) => [name, next])"
    )
    names = [name for name, _ in table]
    assert names == ["launching", "checking", "identifying", "opening", "opened", "closed", "failed", "left"]
    assert {following for _, nexts in table for following in nexts} == set(names) - {"launching"}
    assert [name for name, nexts in table if not nexts] == ["closed", "failed", "left"]

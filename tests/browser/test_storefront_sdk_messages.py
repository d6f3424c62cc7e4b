"""A19, A24: handoff.js heeds no other window, runs in a page with any policy or none, and can be pinned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from agents.integrity import integrity_of
from tests.browser.storefront import API, SHOP, STATIC, Storefront, ready, storefront
from tests.browser.widget_stubs import BY_SLUG, Platform
from tests.hostile_texts import strings_in
from tests.script_injections import INJECTIONS

__all__ = ["storefront"]

MESSAGES = """
  const handles = ["opened", "closed", "failed", "accepted"];
  const sent = [null, undefined, 0, "", "close", "{", "[]", [], {}, { type: "handoff:closed" }, { event: "closed" },
    { handoff: "8d3f", provider: "intercom", token: "stolen", status: "ready" }, { __proto__: { state: "closed" } },
    JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
    ...handles.map((name) => ({ type: `handoff:${name}`, detail: { handoff: "8d3f" } })), "x".repeat(1e6)];
"""
IN_THE_PAGE = MESSAGES + "for (const each of sent) window.postMessage(each, '*');"
FROM_ELSEWHERE = MESSAGES + "for (const each of sent) parent.postMessage(each, '*');"


def unchanged(storefront: Storefront) -> None:
    assert storefront.evaluate("return handle.state") == "opened"
    assert storefront.events() == ["accepted", "opened"]
    assert [receipt["event"] for receipt in storefront.receipts if receipt["event"] == "closed"] == []
    assert storefront.evaluate("return [({}).polluted, ({}).state]") in ([None, None], [])


def opened(storefront: Storefront) -> None:
    storefront.open()
    assert storefront.outcome()[0] == "opened"


def test_messages_from_the_page_are_no_orders(storefront: Storefront) -> None:
    opened(storefront)
    storefront.evaluate(IN_THE_PAGE)
    storefront.page.wait_for_timeout(300)
    unchanged(storefront)


def test_messages_from_a_window_of_another_origin_are_no_orders(storefront: Storefront) -> None:
    """One that opened the shop, as any page may."""
    opened(storefront)
    storefront.page.route(
        "https://evil.test/", lambda route: route.fulfill(body="<title>x</title>", content_type="text/html")
    )
    evil = storefront.page.context.new_page()
    evil.route("https://evil.test/", lambda route: route.fulfill(body="<title>x</title>", content_type="text/html"))
    evil.route(f"{SHOP}**", storefront._shop)
    evil.route(f"{API}/**", storefront._api)
    evil.goto("https://evil.test/")
    evil.evaluate(f"window.shop = window.open('{SHOP}')")
    evil.wait_for_timeout(300)
    evil.evaluate("() => {" + FROM_ELSEWHERE.replace("parent.postMessage", "shop.postMessage") + "}")
    evil.wait_for_timeout(300)
    unchanged(storefront)


EVERYTHING = " \u00b7 ".join(INJECTIONS)
RAN = "window.ran = (number) => { throw Error(`ran ${number}`); };"
MARKUP = "return document.querySelectorAll('script, img, svg, iframe, style').length"


def hostile_launch(platform: Platform) -> dict[str, Any]:
    """All hundred in each text that it holds, and each as a name."""
    options = {**hostile(platform.options), "attributes": dict(zip(INJECTIONS, INJECTIONS, strict=True))}
    return {**ready(), "handoff": EVERYTHING, "ref": EVERYTHING, "provider": platform.slug, "options": options}


def hostile(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: hostile(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner) for inner in value]
    return EVERYTHING if isinstance(value, str) else value


@pytest.mark.parametrize("platform", BY_SLUG.values(), ids=list(BY_SLUG))
def test_hostile_texts_in_a_launch_become_no_markup(storefront: Storefront, platform: Platform) -> None:
    """What Handoff answers came from a customer, a model and a platform: it reaches callbacks and widgets as text."""
    storefront.launches = [hostile_launch(platform)]
    storefront.page.add_init_script(RAN)
    storefront.html = f"<main></main>{platform.html}"
    storefront.open(platform.widget)
    name, outcome = storefront.outcome()
    assert (name, outcome["handoff"], outcome["ref"]) == ("opened", EVERYTHING, EVERYTHING)
    if [*strings_in(platform.options)]:
        storefront.wait_until(lambda: EVERYTHING in strings_in(storefront.calls()))
    assert storefront.evaluate(MARKUP) == storefront.html.count("<script")


def test_hostile_texts_of_a_failure_become_no_markup(storefront: Storefront) -> None:
    """The sentence for the customer, which the page shows; by the launch, or by the answer to the receipt."""
    storefront.launches = [{**ready(), "handoff": EVERYTHING, "ref": EVERYTHING, "fallback": EVERYTHING}]
    storefront.receipt_answer = {"ended": True, "fallback": EVERYTHING}
    storefront.page.add_init_script(RAN)
    storefront.open("")
    name, outcome = storefront.outcome()
    assert (name, outcome["message"], outcome["ref"]) == ("failed", EVERYTHING, EVERYTHING)
    assert storefront.evaluate(MARKUP) == 0


@pytest.mark.parametrize(
    "odd", ["../../evil", "https://evil.test/x", "__proto__", "constructor", "intercom.js?x", "INTERCOM", "a/b"]
)
def test_a_platform_that_is_an_address_loads_nothing(storefront: Storefront, odd: str) -> None:
    """Each on a page of its own: on one page time would run five times faster with each."""
    asked: list[str] = []
    storefront.page.on("request", lambda request: asked.append(request.url))
    storefront.launches = [{"handoff": "8d3f", "ref": "H", "provider": odd, "status": "ready", "options": {}}]
    storefront.open()
    name, outcome = storefront.outcome()
    assert (name, outcome["reason"], outcome["provider"]) == ("failed", "unsupported", odd)
    assert [url for url in asked if "evil" in url or not url.startswith((SHOP, f"{API}/storefront/v1/"))] == []


def test_in_a_page_without_any_policy_it_does_the_same(page: Page) -> None:
    """A24."""
    shop = Storefront(page)
    page.route(SHOP, lambda route: route.fulfill(body="<!doctype html><title>Shop</title>", content_type="text/html"))
    shop.open()
    assert shop.outcome()[0] == "opened"
    assert shop.errors == []


PINNED = sorted(STATIC.rglob("*.js"))


@pytest.mark.parametrize("changed", ["", "handoff.js", "sdk/chat.js", "providers/intercom.js"])
def test_a_pinned_script_runs_only_as_it_was(page: Page, changed: str) -> None:
    """The import map that the Storefront page shows."""
    shop = Storefront(page)
    files: dict[str, Path] = {path.relative_to(STATIC).as_posix(): path for path in PINNED if "admin" not in str(path)}
    pins = {f"{API}/storefront/v1/{name}": integrity_of(path.read_bytes()) for name, path in files.items()}
    if changed:
        pins[f"{API}/storefront/v1/{changed}"] = integrity_of(b"as it was before")
    html = f'<!doctype html><script type="importmap">{json.dumps({"integrity": pins})}</script>'
    page.route(SHOP, lambda route: route.fulfill(body=html, content_type="text/html"))
    if not changed:
        shop.open()
        assert shop.outcome()[0] == "opened"
        return
    refused = _loads(shop)
    assert refused == ("" if changed.startswith("providers/") else "TypeError")
    if changed.startswith("providers/"):
        shop.evaluate("window.handle = sdk.openChat('token')")
        assert shop.outcome()[0] == "failed"


def _loads(shop: Storefront) -> Any:
    shop.page.add_init_script("window.calls = []; window.outcomes = []; window.Intercom = () => {};")
    shop.page.add_init_script(
        "document.addEventListener('handoff:failed', ({ detail }) => outcomes.push(['failed', detail]));"
    )
    shop.page.goto(SHOP)
    script = "import(`${api}/storefront/v1/handoff.js`).then((sdk) => { window.sdk = sdk; return ''; }, (e) => e.name)"
    return shop.page.evaluate(f"(api) => {script}", API)

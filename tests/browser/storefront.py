"""A shop's strict page, Handoff's half for the browser, and stub widgets: what handoff.js is tried with."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

STATIC = Path(__file__).resolve().parents[2] / "static" / "handoff"
SHOP = "https://shop.test/"
API = "https://api.test"
POLICY = (
    "default-src 'none'; script-src {scripts}; connect-src {api}; frame-ancestors 'none'; base-uri 'none';"
    " require-trusted-types-for 'script'"
)
PATIENCE = 20.0
HANDOFF = {"handoff": "8d3f", "ref": "H7Q2K9", "provider": "intercom"}
FALLBACK = "I'm sorry, the support chat could not be opened. You can also write to help@shop.test."
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
  window.events = [];
  for (const name of ["offered", "accepted", "opened", "failed", "closed"])
    document.addEventListener(`handoff:${name}`, ({ detail }) => events.push([name, detail]));
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
INSTALLED = INTERCOM + "window.Intercom = installed;"
LATE = INTERCOM + "setTimer(() => { window.Intercom = installed; }, 800);"  # four seconds of the page's time
STUB = "window.Intercom = (...call) => calls.push(call.slice(0, 1));"
INERT = (
    INTERCOM + "window.Intercom = (name, ...rest) => name.startsWith('show') ? undefined : installed(name, ...rest);"
)
THROWS = (
    INTERCOM
    + "window.Intercom = (name, ...r) => { if (name.startsWith('show')) throw Error('no'); installed(name, ...r); };"
)


def ready(settled: bool = True, **options: Any) -> dict[str, Any]:
    return {**HANDOFF, "status": "ready", "settled": settled, "options": options, "fallback": FALLBACK}


def preparing(wants: str = "") -> dict[str, Any]:
    return {**HANDOFF, "status": "preparing", "settled": False, "retry_after_ms": 300, "wants": wants}


@dataclass(frozen=True, slots=True)
class ByProxy:
    """An answer that is not Handoff's, but of somebody on the way."""

    status: int
    body: str


class Storefront:
    """The API's browser half, answering launches from a list, the last one again and again; or by their token.

    None: it can't be reached. A number and a text: Handoff's refusal, with its code.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launches: list[dict[str, Any] | tuple[int, str] | ByProxy | None] = [ready()]
        self.launches_of: dict[str, dict[str, Any] | tuple[int, str]] = {}
        self.receipts: list[dict[str, Any]] = []
        self.tokens: list[str] = []  # of the receipts, in their order
        self.receipt_answer: dict[str, Any] | None = {"ended": False}
        self.errors: list[str] = []
        self.html = ""
        self.is_loaded = False
        self.scripts_of: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.route(f"{SHOP}**", self._shop)
        page.route(f"{API}/**", self._api)

    def open(self, widget: str = INSTALLED, options: str = "{}") -> None:
        self.load(widget)
        self.evaluate(f"window.handle = sdk.openChat('token', {options})")

    def load(self, widget: str = INSTALLED) -> None:
        """The page with its widget and the script, and no chat asked for. Once: each time makes time faster again."""
        assert not self.is_loaded
        self.is_loaded = True
        self.page.add_init_script(f"{{ {FASTER} {widget} }}")
        self.go()

    def go(self, path: str = "") -> None:
        """To a page of the shop, with what every page of it has."""
        self.page.goto(f"{SHOP}{path}")
        self.page.evaluate("async (api) => { window.sdk = await import(`${api}/storefront/v1/handoff.js`); }", API)

    def evaluate(self, script: str) -> Any:
        return self.page.evaluate(f"() => {{ {script} }}")

    def kept(self) -> dict[str, Any] | None:
        kept: dict[str, Any] | None = self.page.evaluate("JSON.parse(sessionStorage.getItem('handoff-chat'))")
        return kept

    def outcome(self, number: int = 1) -> tuple[str, dict[str, Any]]:
        self.wait_until(lambda: self.page.evaluate("outcomes.length") >= number)
        name, detail = self.page.evaluate("outcomes.at(-1)")
        return name, detail

    def events(self) -> list[str]:
        return [name for name, _ in self.page.evaluate("events")]

    def times(self, call: list[Any]) -> int:
        return self.calls().count(call)

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
        html = f"<!doctype html><title>Shop</title>{self.html}"
        policy = POLICY.format(api=API, scripts=" ".join([API, *self.scripts_of]))
        route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": policy})

    def _api(self, route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix("/storefront/v1/")
        headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
        if path.endswith(".js"):
            file = STATIC / path
            status = 200 if file.exists() else 404
            body = file.read_text() if file.exists() else ""
            return route.fulfill(status=status, body=body, content_type="text/javascript", headers=headers)
        token = path.split("/")[1]
        if path.endswith("/receipts/"):
            self.tokens.append(token)
            self.receipts.append(json.loads(route.request.post_data or "{}"))
            if self.receipt_answer is None:
                return route.abort("internetdisconnected")
            return route.fulfill(json=self.receipt_answer, headers=headers)
        launch = self.launches_of.get(token) or (self.launches.pop(0) if len(self.launches) > 1 else self.launches[0])
        if launch is None:
            return route.abort("internetdisconnected")
        if isinstance(launch, ByProxy):
            return route.fulfill(status=launch.status, body=launch.body, headers=headers)
        if isinstance(launch, tuple):
            return route.fulfill(status=launch[0], json={"code": launch[1]}, headers=headers)
        return route.fulfill(json=launch, headers=headers)


@pytest.fixture
def storefront(page: Page) -> Iterator[Storefront]:
    storefront = Storefront(page)
    yield storefront
    assert storefront.errors == [], "Something was thrown into the page."
    assert page.evaluate("violations") == []
    assert page.evaluate("localStorage.length + document.cookie.length") == 0
    assert not any(call[0] in ("boot", "shutdown") for call in storefront.calls())
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key !== 'handoff-chat')") == []

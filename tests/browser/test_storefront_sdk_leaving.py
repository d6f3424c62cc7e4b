"""A receipt that waits for Handoff to be back goes out when its page is left: the request outlives the page."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.storefront import INTERCOM, STATIC, ready

SHOP = "<!doctype html><title>Shop</title><script>window.calls = []; const setTimer = setTimeout; {widget}</script>"


class Handoff(BaseHTTPRequestHandler):
    """Its half for the browser and the shop's page, by a socket: what a test intercepts ends with its page."""

    away = threading.Event()
    closed = threading.Event()

    def do_GET(self) -> None:
        name = self.path.removeprefix("/storefront/v1/")
        if name.endswith(".js"):
            self._answer((STATIC / name).read_bytes(), "text/javascript")
        elif name.startswith("launches/"):
            self._answer(json.dumps(ready()).encode(), "application/json")
        else:
            self._answer(SHOP.format(widget=INTERCOM + "window.Intercom = installed;").encode(), "text/html")

    def do_POST(self) -> None:
        receipt = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.away.is_set() and receipt["event"] == "closed":
            self.closed.set()
        self._answer(b"{}", "application/json", 503 if self.away.is_set() else 200)

    def _answer(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    Handoff.away.clear()
    Handoff.closed.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handoff)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("leave", ["to the next page", "for good"])
def test_a_receipt_that_waits_goes_out_when_the_page_is_left(page: Page, address: str, leave: str) -> None:
    page.goto(address)
    page.evaluate(
        "async (api) => { const { openChat } = await import(`${api}/storefront/v1/handoff.js`);"
        " await new Promise((opened) => (window.chat = openChat('token', { onOpened: opened }))); }",
        address,
    )
    Handoff.away.set()
    page.evaluate("Intercom('hide')")
    page.wait_for_function("chat.state === 'closed'")
    page.wait_for_timeout(1_500)  # two tries are over, and the next one is four seconds away
    Handoff.away.clear()
    if leave == "for good":
        page.close(run_before_unload=True)
    else:
        page.goto("about:blank")
    assert Handoff.closed.wait(3.0)

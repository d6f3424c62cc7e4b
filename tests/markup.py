"""What stands in a page besides text: scripts, styles, handlers, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

ADDRESSES = {"href", "src", "action", "formaction", "data", "srcset", "poster", "background", "xlink:href", "ping"}
# What the admin's look and htmx take as orders.
ORDERS = re.compile(r"x-|@|:|hx-|data-hx-")
OWN = re.compile(r"/(?!/)|\.\./|\?|#|data:image/|data:,|\Z")
# A block of data is no script.
DATA = {"application/json", "text/plain"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.orders: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.faults += faults_of(tag, given)
        self.orders += [value for name, value in given.items() if ORDERS.match(name)]


def faults_of(tag: str, given: dict[str, str]) -> Iterator[str]:
    if tag == "script" and "src" not in given and given.get("type") not in DATA:
        yield "a script in the page"
    if tag in ("style", "base", "object", "embed", "iframe", "applet"):
        yield f"<{tag}>"
    if tag == "meta" and "http-equiv" in given:
        yield "<meta http-equiv>"
    yield from (f"{name} on <{tag}>" for name in given if name == "style" or name.startswith("on"))
    yield from (f"{name}={value!r}" for name, value in given.items() if name in ADDRESSES and not OWN.match(value))


def read(html: str, own: str = "http://testserver/") -> tuple[list[str], list[str]]:
    """Whatever a strict policy forbids, with each address that is not ours; and what scripts of the look would run."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [fault for fault in reader.faults if own not in fault], reader.orders


def faults(html: str) -> list[str]:
    return read(html)[0]

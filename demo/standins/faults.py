"""Faults on order: what a platform's bad day looks like from outside."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from demo.standins.store import Row, store

DEFAULTS: Row = {
    "host": "",
    "path": "",
    "path_prefix": "/",
    "method": "",
    "times": 1,
    "delay_s": 0,
    "status": 0,
    "headers": {},
    "body": None,
    "drop": "",
}


def ordered(said: Row) -> Row:
    if unknown := set(said) - set(DEFAULTS):
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    return DEFAULTS | said


def taken(method: str, host: str, path: str) -> Row | None:
    """The first fault that matches, counted down."""
    with store.lock:
        for fault in store.faults:
            if _matches(fault, method, host, path):
                fault["times"] -= 1
                return fault
    return None


def _matches(fault: Row, method: str, host: str, path: str) -> bool:
    return (
        fault["times"] > 0
        and fault["host"] in ("", host)
        and fault["method"] in ("", method)
        and fault["path"] in ("", path)
        and path.startswith(fault["path_prefix"])
    )


def suffered(fault: Row | None, done: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    if fault is None:
        return done()
    # Outside of the store's lock, so that others are served meanwhile.
    time.sleep(float(fault["delay_s"]))
    if fault["drop"]:
        return _broken_off(done() if fault["drop"] == "after" else None)
    if fault["status"] or fault["body"] is not None:
        return HttpResponse(
            fault["body"] or "",
            status=fault["status"] or 200,
            headers=fault["headers"],
            content_type="application/json",
        )
    return done()


def _broken_off(answer: HttpResponseBase | None) -> StreamingHttpResponse:
    """Half of the answer, of a length that isn't told, and the connection's end."""
    whole = answer.content if isinstance(answer, HttpResponse) else b'{"type": "'
    return StreamingHttpResponse(iter([whole[: max(1, len(whole) // 2)]]), content_type="application/json")

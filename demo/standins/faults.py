"""Faults on order: what a platform's bad day looks like from outside."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpResponseBase

from demo.standins.spoiled import broken_off, made_up, spoiled
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
    "big_mb": 0,
    "gzip_mb": 0,
    "content_type": "",
    "drip_s": 0,
    "stall": False,
    "lag_s": 0,
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
        return broken_off(done() if fault["drop"] == "after" else None)
    return spoiled(made_up(fault) or done(), fault)

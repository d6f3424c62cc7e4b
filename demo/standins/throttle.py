"""Rate limits, really counted: so many requests from the first one on until the window is over."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from demo.standins.store import store

NO_END = 10**9


@dataclass(frozen=True, slots=True)
class Limit:
    most: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Usage:
    limit: Limit
    used: int
    resets_in: float

    @property
    def is_over(self) -> bool:
        return self.used > self.limit.most

    @property
    def left(self) -> int:
        return max(0, self.limit.most - self.used)

    @property
    def wait(self) -> int:
        """Whole seconds after which there is room again."""
        return max(1, math.ceil(self.resets_in))


_windows = store.table()
# What a test has ordered in place of the platforms' own, by slug.
_ordered = store.table()


def order(slug: str, most: int, seconds: float) -> None:
    _ordered[slug] = {"most": most, "seconds": seconds}


# What says that nothing is limited now, for whoever measures something else.
_UNLIMITED = "unlimited"


def switch(*, on: bool) -> None:
    if on:
        _ordered.pop(_UNLIMITED, None)
    else:
        _ordered[_UNLIMITED] = {}


def limit_of(slug: str, own: Limit) -> Limit:
    if _UNLIMITED in _ordered:
        return Limit(NO_END, own.seconds)
    return Limit(**_ordered[slug]) if slug in _ordered else own


def counted(key: str, limit: Limit) -> Usage:
    """With this request in it."""
    at = time.monotonic()
    window = _windows.get(key)
    if window is None or at >= window["ends"]:
        window = _windows[key] = {"ends": at + limit.seconds, "used": 0}
    window["used"] += 1
    return Usage(limit, window["used"], window["ends"] - at)

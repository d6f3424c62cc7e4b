"""A share of all requests goes wrong, drawn by a seed: what a platform's ordinary hours look like from outside."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from demo.standins.faults import ordered
from demo.standins.store import Row, store

# What each word comes to: refused undone, told to wait, or done while the answer is lost on its way.
KINDS: Mapping[str, Row] = {
    "error": {"status": 500},
    "busy": {"status": 429, "headers": {"Retry-After": "1"}},
    "lost": {"drop": "after"},
}


@dataclass
class Weather:
    shares: dict[str, float] = field(default_factory=dict)
    drawn: random.Random = field(default_factory=random.Random)


_weather = Weather()


def order(said: Row) -> None:
    """`seed`, and shares of 1 by kind, as {"seed": 7, "lost": 0.1}; without any all goes well again."""
    if unknown := set(said) - {"seed", *KINDS}:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    _weather.drawn = random.Random(said.get("seed", 0))  # noqa: S311 - no secret
    _weather.shares = {kind: float(said[kind]) for kind in KINDS if kind in said}


def taken() -> Row | None:
    with store.lock:
        if not _weather.shares:
            return None
        drawn = _weather.drawn.random()
        for kind, share in _weather.shares.items():
            if drawn < share:
                return ordered(dict(KINDS[kind]))
            drawn -= share
    return None

"""When things come by chance, at a rate that changes with the time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator


def drawn(rate: Callable[[float], float], most: float, seconds: float, chance: random.Random) -> Iterator[float]:
    """A Poisson process of `rate` a second, which is never above `most`: drawn at that, and thinned."""
    at = 0.0
    while (at := at + chance.expovariate(most)) < seconds:
        if chance.random() < rate(at) / most:
            yield at

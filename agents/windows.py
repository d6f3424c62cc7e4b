"""How often something happened in a window of time, counted in the cache by all processes together.

The one counter of this kind, of programs and of people. A request asks no database for it. While the cache is out of
reach nobody is counted, and so nobody held back.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import DEFAULT_CACHE_ALIAS, cache, caches
from redis.exceptions import RedisError

from agents.counting_cache import Counter, CountingRedisCache

logger = logging.getLogger(__name__)

PERIODS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
# Of one person or network: what they may ask for on pages, and could misuse.
OF_PEOPLE = "30/hour"
# While the cache is gone nobody is counted; after this pause it is asked again, so that few requests wait in vain.
PAUSE_SECONDS = 5.0
_paused_until = 0.0


@dataclass(frozen=True, slots=True)
class Limit:
    """Of what: for whom."""

    rate: str
    who: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Full:
    limit: Limit
    seconds_to_wait: float


@lru_cache
def parse_rate(rate: str) -> tuple[int, int]:
    """`600/min` -> 600 in 60 seconds."""
    number, _, period = rate.partition("/")
    return int(number), PERIODS[period[:1]]


def seconds_to_wait(rate: str, *who: object) -> float:
    """Counts this time too. 0 where it is within the rate, else the time until the window ends."""
    most, seconds = parse_rate(rate)
    now = time.time()
    within = count_in(_window(now, seconds, who), seconds) <= most
    return 0.0 if within else seconds - now % seconds


def is_over(rate: str, *who: object) -> float:
    """As seconds_to_wait, but this time is not counted."""
    most, seconds = parse_rate(rate)
    now = time.time()
    return seconds - now % seconds if count_so_far(_window(now, seconds, who)) >= most else 0.0


def first_full(limits: Sequence[Limit]) -> Full | None:
    """Counts this time in the window of each, or in none where one of them is full: the first such one.

    One message to Redis, however many they are.
    """
    now = time.time()
    counters = [_counter(now, limit) for limit in limits]
    number = _asked(lambda: _count_unless_full(counters))
    if not number:
        return None
    _, seconds = parse_rate(limits[number - 1].rate)
    return Full(limits[number - 1], seconds - now % seconds)


def count_in(window: str, seconds: int) -> int:
    """How often, with this time; 0 where the cache cannot tell."""
    return _asked(lambda: _incremented(window, seconds))


def count_so_far(window: str) -> int:
    return _asked(lambda: int(cache.get(window) or 0))


def remember(name: str, seconds: int) -> None:
    """Anew each time: so long from now count_so_far finds it."""
    _asked(lambda: _set(name, seconds))


def digest_of(*who: object) -> str:
    """A cache's keys may be short, and hold nobody's address."""
    return hashlib.sha256("\x00".join(map(str, who)).encode(errors="replace")).hexdigest()[:32]


def _window(now: float, seconds: int, who: tuple[object, ...]) -> str:
    return f"window:{digest_of(*who)}:{seconds}:{int(now // seconds)}"


def _counter(now: float, limit: Limit) -> Counter:
    most, seconds = parse_rate(limit.rate)
    return Counter(_window(now, seconds, limit.who), most, seconds + 1)


def _count_unless_full(counters: Sequence[Counter]) -> int:
    backend = caches[DEFAULT_CACHE_ALIAS]
    if isinstance(backend, CountingRedisCache):
        return backend.count_unless_full(counters)
    for number, counter in enumerate(counters, 1):
        if int(backend.get(counter.name) or 0) >= counter.most:
            return number
    for counter in counters:
        _incremented(counter.name, counter.seconds - 1)
    return 0


def _incremented(window: str, seconds: int) -> int:
    """Seldom more than one question: only the first of a window has to add it."""
    try:
        return int(cache.incr(window))
    except ValueError:
        return 1 if cache.add(window, 1, seconds + 1) else int(cache.incr(window))


def _set(name: str, seconds: int) -> int:
    cache.set(name, 1, seconds)
    return 1


def _asked(question: Callable[[], int]) -> int:
    global _paused_until
    if time.monotonic() < _paused_until:
        return 0
    try:
        return question()
    except ValueError:  # forgotten between two calls
        return 0
    except (RedisError, OSError):
        _paused_until = time.monotonic() + PAUSE_SECONDS
        logger.warning("The cache is out of reach: requests are not throttled.")
        return 0

"""Redis hangs, is full, or takes no writes: the customers' starts are answered as ever, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from redis import Redis

from faults.scenarios.plays import Findings, Play, not_accepted, slower_than
from faults.scenarios.stage import Stage
from faults.scenarios.wishes import Wish

# A start without Redis takes 300 ms; with one that hangs, its socket's time-outs more: two of the broker's, of 2 s
# and one of connecting, and of 1 s each where a request is counted.
ANSWERED_WITHIN, HUNG_WITHIN = 3.0, 8.0
STARTS = 5


def hung(stage: Stage) -> Findings:
    shops = [stage.shops["hung-redis"]] * STARTS
    stage.machine.pause("redis")
    try:
        during = [stage.start(shop) for shop in shops]
    finally:
        stage.machine.resume("redis")
    yield from not_accepted(during)
    yield from slower_than(during, HUNG_WITHIN)
    yield from stage.wrong(during, within=60)


def full(stage: Stage) -> Findings:
    yield from _without_writes(stage, "full-redis", _full)


def read_only(stage: Stage) -> Findings:
    yield from _without_writes(stage, "read-only-redis", _read_only)


def _without_writes(stage: Stage, shop: str, broken: Callable[[Redis], AbstractContextManager[None]]) -> Findings:
    """No message is taken: who sweeps without Redis delivers meanwhile what was started before; the rest follows."""
    with Redis.from_url(stage.machine.redis_url) as redis, broken(redis):
        before = stage.start_many([stage.shops[shop]] * STARTS)
        stage.machine.manage("sweep")
        swept = stage.wrong(before, within=1)
        after = stage.start_many([stage.shops[shop]] * STARTS)
    yield from not_accepted([*before, *after])
    yield from slower_than([*before, *after], ANSWERED_WITHIN)
    yield from (f"swept without Redis: {finding}" for finding in swept)
    yield from stage.wrong(after, within=60)


@contextmanager
def _full(redis: Redis) -> Iterator[None]:
    redis.config_set("maxmemory", 1)
    try:
        yield
    finally:
        redis.config_set("maxmemory", 0)


@contextmanager
def _read_only(redis: Redis) -> Iterator[None]:
    # Of a server that nobody is: it keeps what it has, and takes nothing.
    redis.replicaof("127.0.0.1", 1)
    try:
        yield
    finally:
        redis.replicaof("NO", "ONE")


PLAYS = (
    Play(
        "redis_hung",
        "F5",
        "Starts are answered within the sockets' time-outs; nothing is lost.",
        hung,
        (Wish("hung-redis"),),
    ),
    Play("redis_full", "F6", "Starts are answered at once; the sweep command delivers.", full, (Wish("full-redis"),)),
    Play(
        "redis_read_only",
        "F6",
        "Starts are answered at once; the sweep command delivers.",
        read_only,
        (Wish("read-only-redis"),),
    ),
)

"""Kill something every few seconds, and bring it back at once or after a while. What and when: by the seed."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence

from redis import Redis

from faults import history
from faults.history import History
from faults.machine import Machine

USUAL_KINDS = ("worker", "workers", "redis", "postgres", "web")
PAUSE = (2.0, 5.0)
# Half of all that is killed comes back at once.
LONGEST_AWAY = 5.0
LITTLE_MEMORY = "1mb"

Undo = Callable[[], None]


def kill(kind: str) -> Callable[[Machine], Undo]:
    def strike(machine: Machine) -> Undo:
        names = machine.kill(kind)
        return lambda: machine.restore(*names)

    return strike


def deploy(machine: Machine) -> Undo:
    """Workers are asked to end, as a new release does it: what they have in hand they may finish."""
    names = machine.end("workers")
    return lambda: machine.restore(*names)


def hang(name: str) -> Callable[[Machine], Undo]:
    def strike(machine: Machine) -> Undo:
        machine.pause(name)
        return lambda: machine.resume(name)

    return strike


def fill_redis(machine: Machine) -> Undo:
    """It takes no more messages, and says so."""
    with Redis.from_url(machine.redis_url, socket_timeout=5) as client:
        client.config_set("maxmemory", LITTLE_MEMORY)

    def undo() -> None:
        with Redis.from_url(machine.redis_url, socket_timeout=5) as client:
            client.config_set("maxmemory", "0")

    return undo


STRIKES: Mapping[str, Callable[[Machine], Undo]] = {
    **{kind: kill(kind) for kind in (*USUAL_KINDS, "beat")},
    "deploy": deploy,
    "redis-hung": hang("redis"),
    "redis-full": fill_redis,
}


def in_turns(kinds: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Each kind once in every round, and each round in another order: a short run has them all."""
    while kinds:
        yield from chance.sample(kinds, len(kinds))


class Nemesis:
    """Runs beside the load, from `start` to `stop`."""

    def __init__(self, machine: Machine, log: History, kinds: Sequence[str], seed: int) -> None:
        self._machine, self._log = machine, log
        self._chance = random.Random(seed)  # noqa: S311 - faults that can be had again
        self._kinds = in_turns(kinds, self._chance)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="nemesis", daemon=True)
        self._failure: BaseException | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Everything is back when this returns."""
        self._over.set()
        self._thread.join()
        if self._failure:
            raise self._failure

    def _run(self) -> None:
        try:
            for kind in self._kinds:
                if self._over.wait(self._chance.uniform(*PAUSE)):
                    return
                self._strike(kind)
        except BaseException as failure:
            self._failure = failure
            raise

    def _strike(self, kind: str) -> None:
        self._log.add(history.NEMESIS, history.BEGAN, kind=kind)
        undo = STRIKES[kind](self._machine)
        self._over.wait(self._chance.choice((0.0, self._chance.uniform(0, LONGEST_AWAY))))
        undo()
        self._log.add(history.NEMESIS, history.ENDED, kind=kind)

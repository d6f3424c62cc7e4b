"""The contenders by turns, round after round: what a request cost the server and PostgreSQL, and how long it took."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from benchmarks.serving import costs, load
from benchmarks.serving.contenders import Contender, Conversations
from faults.processes import Program

ROUNDS = 7
# Through all contenders in each round: a machine that is slower for a few seconds is so for all of them.
PASSES = 5
# A machine that is busy with others gets no further: fewer rounds, and the quartiles say how wide they are apart.
FEWEST, SECONDS = 3, 600
CLIENTS = 4
MICRO = 1e6
MILLI = 1e3


class Serving(Protocol):
    """Whose CPU is counted: the product's installation, or another server beside it."""

    @property
    def web_url(self) -> str: ...

    @property
    def web(self) -> Program: ...

    @property
    def postgres(self) -> Program: ...

    def settle(self) -> None:
        """After each contender: what would slow the next one down is cleared away."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of CPU, of the server and of PostgreSQL, and the latency of each request."""

    server: float = 0.0
    postgres: float = 0.0
    taken: tuple[float, ...] = ()

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.server + other.server, self.postgres + other.postgres, (*self.taken, *other.taken))


@dataclass
class Measured:
    """One figure a round: microseconds of CPU a request, of the server and of PostgreSQL; and all latencies in ms."""

    server: list[float] = field(default_factory=list)
    postgres: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)

    def add(self, spent: Spent) -> None:
        taken = spent.taken
        self.server.append(spent.server / len(taken) * MICRO)
        self.postgres.append(spent.postgres / len(taken) * MICRO)
        self.p50.append(statistics.median(taken) * MILLI)
        self.p99.append(statistics.quantiles(taken, n=100)[98] * MILLI)


def by_turns(
    server: Serving,
    contenders: Sequence[Contender],
    conversations: Conversations,
    *,
    tick: Callable[[], object],
    passes: int | None = None,
) -> dict[str, Measured]:
    asked = [(server, contender) for contender in contenders]
    return of_several(asked, conversations, tick=tick, passes=passes)


def of_several(
    asked: Sequence[tuple[Serving, Contender]],
    conversations: Conversations,
    *,
    tick: Callable[[], object],
    passes: int | None = None,
) -> dict[str, Measured]:
    """The first round warms up, and isn't kept. `passes`: PASSES where nothing else is said."""
    measured = {contender.name: Measured() for _, contender in asked}
    until = time.monotonic() + SECONDS
    for number in range(ROUNDS + 1):
        if number > FEWEST and time.monotonic() > until:
            break
        for name, spent in _round(asked, conversations, passes or PASSES).items():
            if number:
                measured[name].add(spent)
        tick()
    return measured


def _round(asked: Sequence[tuple[Serving, Contender]], conversations: Conversations, passes: int) -> dict[str, Spent]:
    spent = {contender.name: Spent() for _, contender in asked}
    for server, contender in [*asked] * passes:
        spent[contender.name] += _asked(server, contender, conversations)
        server.settle()
    return spent


def _asked(server: Serving, contender: Contender, conversations: Conversations) -> Spent:
    plan = contender.plan(server.web_url, conversations, clients=CLIENTS)
    before = costs.cpu_seconds(server.web.pid), costs.cpu_seconds(server.postgres.pid)
    taken = load.latencies(plan)
    after = costs.cpu_seconds(server.web.pid), costs.cpu_seconds(server.postgres.pid)
    return Spent(after[0] - before[0], after[1] - before[1], tuple(taken))

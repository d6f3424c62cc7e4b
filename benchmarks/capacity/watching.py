"""What PostgreSQL, Redis, web and a worker spend while something is done."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.capacity.units import MICRO
from benchmarks.serving import contenders, costs, load
from benchmarks.serving.contenders import Contender
from benchmarks.serving.installation import Installation
from benchmarks.working.sites import PENDING
from faults.processes import Program

PATIENCE = 120.0
PARTS = ("web", "PostgreSQL", "Redis", "worker")
# Told by each connection once a second.
TRANSACTIONS, TOLD_WITHIN = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()", 1.5
WRITTEN = "SELECT pg_current_wal_lsn() - '0/0'"
STORED = """SELECT sum(pg_total_relation_size(oid)) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one request or delivery: microseconds of CPU by part, bytes of PostgreSQL's log, and its transactions."""

    cpu: dict[str, float]
    wal: float
    transactions: float


class Watch:
    def __init__(self, made: Installation, worker: Program) -> None:
        self.made, self.worker = made, worker
        self._connection = made.owner()
        self._programs = dict(zip(PARTS, (made.web, made.postgres, made.redis, worker), strict=True))

    def close(self) -> None:
        self._connection.close()

    def one(self, query: str) -> int:
        """Over one connection: a new one costs PostgreSQL more than many a question."""
        [value] = self._connection.execute(query.encode()).fetchone() or [0]
        return int(value)

    def asked(self, door: Contender, many: int) -> Cost:
        conversations = contenders.new_conversations()
        return self._cost(
            many, lambda: load.latencies(door.plan(self.made.web_url, conversations, clients=4, requests=many))
        )

    def handed_over(self, door: Contender, many: int) -> tuple[Cost, Cost]:
        """What the starts cost, and what their delivery does: the worker is held until the first are counted."""
        self.worker.send(signal.SIGSTOP)
        try:
            return self.asked(door, many), self._cost(many, self._until_delivered)
        finally:
            self.worker.send(signal.SIGCONT)

    def _until_delivered(self) -> None:
        self.worker.send(signal.SIGCONT)
        until = time.monotonic() + PATIENCE
        while self.one(PENDING):
            if time.monotonic() > until:
                raise RuntimeError(f"not delivered in time:\n{self.worker.said()[-2000:]}")
            time.sleep(0.5)

    def _cost(self, many: int, work: Callable[[], object]) -> Cost:
        transactions, log, before = self._transactions(), self.one(WRITTEN), self._cpu()
        work()
        after, end = self._cpu(), self.one(WRITTEN)
        spent = {part: (after[part] - before[part]) / many * MICRO for part in PARTS}
        return Cost(spent, (end - log) / many, (self._transactions() - transactions) / many)

    def _transactions(self) -> int:
        """Each statement outside of any is one, so it is at least so often that PostgreSQL is asked."""
        time.sleep(TOLD_WITHIN)
        return self.one(TRANSACTIONS)

    def _cpu(self) -> dict[str, float]:
        return {part: costs.cpu_seconds(program.pid) for part, program in self._programs.items()}

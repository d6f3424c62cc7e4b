"""What PostgreSQL, Redis, web and a worker spend while something is done."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.capacity.units import MICRO
from benchmarks.serving import contenders, costs, load
from benchmarks.serving.contenders import Contender
from benchmarks.working.sites import Site

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
    """Of a site with one worker."""

    def __init__(self, site: Site) -> None:
        self._site, self._made = site, site.made
        [self._worker] = site.workers
        parts = (site.made.web, site.made.postgres, site.made.redis, self._worker)
        self._programs = dict(zip(PARTS, parts, strict=True))

    def asked(self, door: Contender, many: int) -> Cost:
        conversations = contenders.new_conversations()
        return self._cost(
            many, lambda: load.latencies(door.plan(self._made.web_url, conversations, clients=4, requests=many))
        )

    def handed_over(self, door: Contender, many: int) -> tuple[Cost, Cost]:
        """What the starts cost, and what their delivery does: the worker is held until the first are counted."""
        self._worker.send(signal.SIGSTOP)
        try:
            return self.asked(door, many), self._cost(many, self._until_delivered)
        finally:
            self._worker.send(signal.SIGCONT)

    def _until_delivered(self) -> None:
        self._worker.send(signal.SIGCONT)
        self._site.wait_until_delivered()

    def _cost(self, many: int, work: Callable[[], object]) -> Cost:
        transactions, log, before = self._transactions(), self._site.one(WRITTEN), self._cpu()
        work()
        after, end = self._cpu(), self._site.one(WRITTEN)
        spent = {part: (after[part] - before[part]) / many * MICRO for part in PARTS}
        return Cost(spent, (end - log) / many, (self._transactions() - transactions) / many)

    def _transactions(self) -> int:
        """Each statement outside of any is one, so it is at least so often that PostgreSQL is asked."""
        time.sleep(TOLD_WITHIN)
        return int(self._site.one(TRANSACTIONS))

    def _cpu(self) -> dict[str, float]:
        return {part: costs.cpu_seconds(program.pid) for part, program in self._programs.items()}

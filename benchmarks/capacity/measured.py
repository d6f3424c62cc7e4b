"""python -m benchmarks.capacity.measured: the costs that `serving` does not measure. Some two minutes, real servers.

Each handoff is begun while the worker is held, so that what a start costs and what its delivery costs are apart. The
model answers at once, on this machine; the platform is the stand-in.
"""

from __future__ import annotations

import contextlib
import json
import signal
import statistics
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.capacity.units import MICRO
from benchmarks.serving import contenders, costs, load
from benchmarks.serving.contenders import Contender
from benchmarks.serving.installation import Installation
from benchmarks.serving.pinned import OTHERS
from demo.child import demo_process
from devtools.services import free_port, working_folder
from faults.commands import PYTHON
from faults.machine import ROOT
from faults.platforms import Platforms
from faults.processes import Program
from faults.scenarios.model import GOOD, settings_for
from faults.scenarios.model_server import serving, writes

ROUNDS, REQUESTS, THREADS = 5, 100, 8
PATIENCE = 120.0
PARTS = ("web", "PostgreSQL", "Redis", "worker")
PENDING = "SELECT count(*) FROM handoff_handoff WHERE context_status = 'pending'"
DELIVERED = "SELECT count(*) FROM handoff_handoff WHERE context_status = 'delivered'"
# Told by each connection once a second.
TRANSACTIONS, TOLD_WITHIN = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()", 1.5
WRITTEN = "SELECT pg_current_wal_lsn() - '0/0'"
STORED = """SELECT sum(pg_total_relation_size(oid)) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""
WORKER = [PYTHON, "-m", "celery", "-A", "handoff_project", "worker", "--without-mingle", "--without-gossip"]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one request or delivery: microseconds of CPU by part, bytes of PostgreSQL's log, and its transactions."""

    cpu: dict[str, float]
    wal: float
    transactions: float


@contextlib.contextmanager
def installation(folder: Path) -> Iterator[tuple[Installation, Program]]:
    """With the stand-in platforms, and a worker that may take as many deliveries of one Brand as it has threads."""
    with contextlib.ExitStack() as cleanup:
        output = cleanup.enter_context((folder / "stand-ins.log").open("wb"))
        shop = cleanup.enter_context(demo_process(free_port(), "http://127.0.0.1:9", output=output))
        platforms = Platforms(f"{shop}/stand-in")
        cleanup.callback(platforms.close)
        platforms.unlimited()
        model = cleanup.enter_context(serving(writes(json.dumps(GOOD))))
        more = {
            "STAND_IN_URL": platforms.url,
            "HANDOFF_BRAND_CONCURRENCY": str(THREADS),
            "STOREFRONT_THROTTLE": "1000000/min",
        }
        made = cleanup.enter_context(Installation(folder, environ=more))
        command = [*WORKER, "--concurrency", str(THREADS)]
        log = folder / "worker.log"
        # What a busy machine takes beside the model must not end its answer.
        environ = {**made.environ, **settings_for(model.url), "OPENAI_SUMMARY_BUDGET_SECONDS": "30"}
        worker = Program("worker", command, ROOT, log, environ, lambda: "[queues]" in log.read_text())
        yield made, made.run(worker, OTHERS)


def measured(tick: Callable[[str], object]) -> dict[str, object]:
    with working_folder() as folder, installation(folder) as (made, worker), contextlib.ExitStack() as cleanup:
        watch = cleanup.enter_context(contextlib.closing(_Watch(made, worker)))
        doors = {door.name: door for door in contenders.doors(made.accounts[0])}
        watch.handed_over(doors[contenders.START], 20)  # warms all of them up
        before, delivered = watch.one(STORED), watch.one(DELIVERED)
        found: dict[str, list[Cost]] = {name: [] for name in (contenders.DECISION, contenders.START, "delivery")}
        for number in range(ROUNDS):
            found[contenders.DECISION].append(watch.asked(doors[contenders.DECISION], REQUESTS))
            started, arrived = watch.handed_over(doors[contenders.START], REQUESTS)
            found[contenders.START].append(started)
            found["delivery"].append(arrived)
            tick(f"round {number + 1} of {ROUNDS}")
        many = watch.one(DELIVERED) - delivered
        launch = [watch.asked(_launch(made), REQUESTS) for _ in range(ROUNDS)]
        return {
            **{name: _medians(each) for name, each in {**found, "launch": launch}.items()},
            "delivered": many,
            "bytes stored for a handoff": round((watch.one(STORED) - before) / many),
        }


class _Watch:
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
        """What the starts cost, and what their delivery does."""
        self.worker.send(signal.SIGSTOP)
        try:
            started = self.asked(door, many)
        finally:
            self.worker.send(signal.SIGCONT)
        return started, self._cost(many, self._until_delivered)

    def _until_delivered(self) -> None:
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


def _launch(made: Installation) -> Contender:
    """What a customer's browser asks for, of a handoff that was just begun."""
    door = contenders.doors(made.accounts[0])[1]
    body = json.dumps(door.body(next(contenders.new_conversations()))).encode()
    headers = {"Content-Type": "application/json", **door.headers}
    request = urllib.request.Request(made.web_url + door.path, body, headers)  # noqa: S310 - of this machine
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        token = json.load(answer)["launch_token"]
    return Contender("launch", f"/storefront/v1/launches/{token}/", 200, REQUESTS, lambda _: {}, method="GET")


def _medians(each: Sequence[Cost]) -> dict[str, float]:
    cpu = {f"{part}, µs": round(statistics.median(cost.cpu[part] for cost in each)) for part in PARTS}
    wal, transactions = ([getattr(cost, name) for cost in each] for name in ("wal", "transactions"))
    return {**cpu, "log, bytes": round(statistics.median(wal)), "transactions": round(statistics.median(transactions))}


if __name__ == "__main__":
    print(json.dumps(measured(lambda told: print(told, flush=True)), indent=2, ensure_ascii=False))

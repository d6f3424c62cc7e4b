"""The whole product on this machine: web, workers, beat, a model that takes its time, and the stand-in platforms."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.serving.installation import Installation
from benchmarks.serving.pinned import OTHERS, on_core
from benchmarks.working.slow_model import SlowModel
from demo.child import demo_process
from devtools.services import free_port
from faults.commands import PYTHON, beat_command
from faults.machine import ROOT
from faults.platforms import Platforms
from faults.processes import Program, run
from faults.scenarios.model import settings_for
from faults.scenarios.model_server import serving

# As deploy/Containerfile and deploy/compose.yaml have it, which a test holds them to.
IN_THE_IMAGE = {"MALLOC_ARENA_MAX": "2"}
COMPILE = [PYTHON, "-m", "compileall", "-q", "agents", "demo", "handoff", "handoff_project", "playbooks"]
WORKER = [PYTHON, "-m", "handoff_project.worker"]
# What is a worker's to do, or in its hands; not what a browser is waited for.
PENDING = """
SELECT count(*) FROM handoff_handoff
WHERE context_status = 'pending' AND (next_due <= now() OR lease_until > now())
"""
DELIVERED = "SELECT count(*) FROM handoff_handoff WHERE context_status = 'delivered'"
PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class Crew:
    """`share`: of one Brand so many deliveries at once, HANDOFF_BRAND_CONCURRENCY. `budget`: seconds that a summary may
    take, where a busy machine's own time must not end the model's answer. `swept`: beat is there too."""

    workers: int = 1
    threads: int = 32
    share: int = 8
    brands: int = 1
    model_seconds: float = 5.0
    budget: float = 30.0
    swept: bool = True


class Site:
    def __init__(self, made: Installation, workers: list[Program], model: SlowModel, platforms: Platforms) -> None:
        self.made, self.workers, self.model, self.platforms = made, workers, model, platforms
        self._connection: psycopg.Connection[Any] = made.owner()

    def close(self) -> None:
        self._connection.close()

    def one(self, query: str) -> float:
        [value] = self._connection.execute(query.encode()).fetchone() or [0]
        return float(value or 0)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query.encode()).fetchall()

    def execute(self, statements: str) -> None:
        self._connection.execute(statements.encode())

    def wait_until_delivered(self) -> None:
        """Raises RuntimeError where something still waits after minutes."""
        until = time.monotonic() + PATIENCE
        while self.one(PENDING):
            if time.monotonic() > until:
                raise RuntimeError(f"not delivered in time:\n{self.workers[0].said()[-2000:]}")
            time.sleep(0.2)


@contextlib.contextmanager
def at_work(folder: Path, crew: Crew) -> Iterator[Site]:
    """All but web share a core with whoever uses it in this block, and with the threads that it starts."""
    with contextlib.ExitStack() as cleanup:
        cleanup.enter_context(on_core(OTHERS))
        output = cleanup.enter_context((folder / "stand-ins.log").open("wb"))
        shop = cleanup.enter_context(demo_process(free_port(), "http://127.0.0.1:9", output=output))
        platforms = Platforms(f"{shop}/stand-in")
        cleanup.callback(platforms.close)
        platforms.unlimited()
        model = SlowModel(crew.model_seconds)
        served = cleanup.enter_context(serving(model))
        more = {
            "STAND_IN_URL": platforms.url,
            "HANDOFF_BRAND_CONCURRENCY": str(crew.share),
            "STOREFRONT_THROTTLE": "1000000/min",
            **settings_for(served.url),
            "OPENAI_SUMMARY_BUDGET_SECONDS": str(crew.budget),
        }
        made = cleanup.enter_context(Installation(folder, brands=crew.brands, environ=more))
        # Who compiles what it imports keeps some of the memory that this takes.
        run(COMPILE, ROOT, made.environ)
        workers = [made.run(worker(made, number, crew.threads)) for number in range(crew.workers)]
        if crew.swept:
            made.run(Program("beat", beat_command(), ROOT, folder / "beat.log", made.environ))
        yield cleanup.enter_context(contextlib.closing(Site(made, workers, model, platforms)))


def worker(made: Installation, number: int, threads: int) -> Program:
    log, name = made.folder / f"worker{number}.log", f"worker{number}"
    command = [*WORKER, "--concurrency", str(threads), "-n", f"{name}@%h"]
    environ = {**made.environ, **IN_THE_IMAGE}
    return Program(name, command, ROOT, log, environ, lambda: "[queues]" in log.read_text())

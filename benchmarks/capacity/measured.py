"""python -m benchmarks.capacity.measured: what decisions, starts, launches and deliveries cost, on real servers.

Each handoff is begun while the worker is held, so that what a start costs and what its delivery costs are apart. The
model answers at once, on this machine; the platform is the stand-in.
"""

from __future__ import annotations

import contextlib
import json
import statistics
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.capacity.watching import DELIVERED, PARTS, STORED, Cost, Watch
from benchmarks.serving import contenders
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
WORKER = [PYTHON, "-m", "celery", "-A", "handoff_project", "worker", "--without-mingle", "--without-gossip"]


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
        watch = cleanup.enter_context(contextlib.closing(Watch(made, worker)))
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

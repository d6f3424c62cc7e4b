"""python -m benchmarks.capacity.measured: what decisions, starts, launches and deliveries cost, on real servers.

Each handoff is begun while the worker is held, so that what a start costs and what its delivery costs are apart. The
model answers at once, on this machine; the platform is the stand-in.
"""

from __future__ import annotations

import json
import statistics
import urllib.request
from collections.abc import Callable, Sequence

from benchmarks.capacity.watching import PARTS, STORED, Cost, Watch
from benchmarks.serving import contenders
from benchmarks.serving.contenders import Contender
from benchmarks.serving.installation import Installation
from benchmarks.working.sites import DELIVERED, Crew, at_work
from devtools.services import working_folder

ROUNDS, REQUESTS = 5, 100
# It may take as many deliveries of one Brand as it has threads; nothing is swept, so that each figure is of one thing.
CREW = Crew(threads=8, share=8, model_seconds=0, swept=False)


def measured(tick: Callable[[str], object]) -> dict[str, object]:
    with working_folder() as folder, at_work(folder, CREW) as site:
        made, watch = site.made, Watch(site)
        doors = {door.name: door for door in contenders.doors(made.accounts[0])}
        watch.handed_over(doors[contenders.START], 20)  # warms all of them up
        before, delivered = site.one(STORED), site.one(DELIVERED)
        found: dict[str, list[Cost]] = {name: [] for name in (contenders.DECISION, contenders.START, "delivery")}
        for number in range(ROUNDS):
            found[contenders.DECISION].append(watch.asked(doors[contenders.DECISION], REQUESTS))
            started, arrived = watch.handed_over(doors[contenders.START], REQUESTS)
            found[contenders.START].append(started)
            found["delivery"].append(arrived)
            tick(f"round {number + 1} of {ROUNDS}")
        many = site.one(DELIVERED) - delivered
        launch = [watch.asked(_launch(made), REQUESTS) for _ in range(ROUNDS)]
        return {
            **{name: _medians(each) for name, each in {**found, "launch": launch}.items()},
            "delivered": round(many),
            "bytes stored for a handoff": round((site.one(STORED) - before) / many),
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

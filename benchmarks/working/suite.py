"""Workers at work: how soon a handoff is claimed, how many summaries wait in one process, and whether all arrive."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import BYTES, HANDOFFS, MILLISECONDS, SUMMARIES, Result, Tick, figure
from benchmarks.serving import contenders, costs, load
from benchmarks.serving.contenders import START
from benchmarks.working import claims, embedded
from benchmarks.working.sites import DELIVERED, PENDING, Crew, Site, at_work
from devtools.services import working_folder

NAME = "working"
IDLE = Crew(workers=1, threads=8, model_seconds=0)
# As many as a worker is told to have at most.
FULL = Crew(workers=1, threads=50, share=50)
# The model is so slow that all threads wait for it, however few cores there are.
MANY = Crew(workers=6, threads=50, share=60, brands=24, model_seconds=60, budget=120)
# Whose context a worker puts there by itself: the others wait for what the customer's browser writes.
BY_WORKER = ("intercom", "gladly")
CLAIMS, IN_FLIGHT, ARRIVALS = 100, 200, 895
MOST_MS, MOST_EMBEDDED_MS, MOST_MEMORY = 10.0, 60.0, 150_000_000.0


def results(tick: Tick) -> Iterator[Result]:
    for part in (_claimed, _claimed_embedded, _in_flight, _arrived):
        with working_folder() as folder:
            yield from part(folder)
        tick()


def count() -> int:
    return 4


def _claimed(folder: Path) -> Iterator[Result]:
    with at_work(folder, IDLE) as site:
        _begin(site, 5)  # what is loaded once
        site.wait_until_delivered()
        site.execute(claims.NOTED)
        for _ in range(CLAIMS):
            _begin(site, 1)
            site.wait_until_delivered()
        taken = site.one(claims.TAKEN)
    yield figure(NAME, "row to claim, median", "Redis", taken, unit=MILLISECONDS, target=MOST_MS)


def _claimed_embedded(folder: Path) -> Iterator[Result]:
    taken = statistics.median(embedded.taken(folder, CLAIMS))
    yield figure(NAME, "row to claim, median", "embedded", taken, unit=MILLISECONDS, target=MOST_EMBEDDED_MS)


def _in_flight(folder: Path) -> Iterator[Result]:
    case = f"a worker of {FULL.threads} threads"
    with at_work(folder, FULL) as site:
        begun, memory = time.monotonic(), 0
        _begin(site, IN_FLIGHT)
        while site.one(PENDING):
            memory = max(memory, costs.resident_bytes(site.workers[0].pid))
            time.sleep(0.2)
        a_second, most = IN_FLIGHT / (time.monotonic() - begun), site.model.most
    yield figure(NAME, "summaries in flight", case, most, unit=SUMMARIES)
    yield figure(NAME, "summaries a second", f"{case}, model of {FULL.model_seconds:g} s", a_second, unit="")
    yield figure(NAME, "memory", case, memory, unit=BYTES, target=MOST_MEMORY)


def _arrived(folder: Path) -> Iterator[Result]:
    case = f"{MANY.workers} workers of {MANY.threads} threads"
    with at_work(folder, MANY) as site:
        _begin(site, ARRIVALS)
        site.wait_until_delivered()
        missing, most = ARRIVALS - site.one(DELIVERED), site.model.most
    yield figure(NAME, "summaries in flight", case, most, unit=SUMMARIES)
    yield figure(NAME, f"of {ARRIVALS} did not arrive", case, missing, unit=HANDOFFS, target=0)


def _begin(site: Site, many: int) -> None:
    """At those merchants whose platform is told by a worker alone, by turns."""
    told = [account for account in site.made.accounts if account.merchant.kind in BY_WORKER]
    for number, account in enumerate(told):
        [start] = [door for door in contenders.doors(account) if door.name == START]
        share = len(range(number, many, len(told)))
        if share:
            plan = start.plan(site.made.web_url, contenders.new_conversations(), clients=min(4, share), requests=share)
            load.sent(plan)

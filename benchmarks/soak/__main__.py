"""python -m benchmarks.soak: minutes at a peak, on this machine: errors, memory, and how late deliveries are.

On a PostgreSQL and a Redis of its own, with web on one core and all else on another. With --pictures it is drawn.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from benchmarks.measuring import HANDOFFS, MILLISECONDS, REQUESTS, SECONDS, SUMMARIES, Result, figure
from benchmarks.pictures import lines
from benchmarks.soak.clients import Clients, Told
from benchmarks.soak.traffic import Traffic, asked
from benchmarks.soak.watching import Look, Watch, growth
from benchmarks.tables import table
from benchmarks.working.sites import Crew, Site, at_work
from devtools.services import working_folder

NAME = "soak"
BRANDS, SEED = 20, 1
# OPENAI_SUMMARY_BUDGET_SECONDS, as it is by itself.
BUDGET = 8.0
# Flat: no more than the noise of a few looks. As late as two passes of the sweeper, and its own work.
MOST_GROWTH, MOST_OVERDUE = 1.05, 5.0
PATIENCE = 120.0
OUTCOMES = "SELECT provider, context_status, count(*) FROM handoff_handoff GROUP BY 1, 2 ORDER BY 1, 2"
UNTOLD = "SELECT count(*) FROM handoff_handoff WHERE context_status = 'pending'"
BRIEFS = "SELECT count(*) FROM handoff_summary WHERE source <> 'ai'"
MEGABYTE, MILLI = 1e6, 1e3


@dataclass(frozen=True, slots=True)
class Soaked:
    """`contexts`: what became of the handoffs', by platform and outcome; `briefs`: summaries that the model was too
    slow for."""

    told: Told
    looks: list[Look]
    contexts: Mapping[tuple[str, str], int]
    briefs: int

    def became(self, *outcomes: str) -> int:
        return sum(many for (_, outcome), many in self.contexts.items() if outcome in outcomes)


def soaked(traffic: Traffic, crew: Crew) -> Soaked:
    with working_folder() as folder, at_work(folder, crew) as site:
        clients = Clients(site.made.web_url, site.made.accounts, site.platforms, uuid.uuid4().hex)
        with Watch(site) as watch:
            told = clients.send(asked(traffic, SEED))
            _settle(site)
        contexts = {(platform, outcome): many for platform, outcome, many in site.rows(OUTCOMES)}
        return Soaked(told, watch.looks, contexts, int(site.one(BRIEFS)))


def _settle(site: Site) -> None:
    """Until nothing waits any more, or so long that what waits still is told of."""
    until = time.monotonic() + PATIENCE
    while site.one(UNTOLD) and time.monotonic() < until:
        time.sleep(1)


def results(traffic: Traffic, soak: Soaked) -> list[Result]:
    case = f"{traffic.conversations_a_day:,.0f} a day, {traffic.peak:g} times that for {traffic.seconds / 60:g} min"
    wrong = sum(soak.told.wrong.values())
    p99 = statistics.quantiles(soak.told.seconds, n=100)[98] * MILLI
    growths = {"web": growth([one.web for one in soak.looks]), "worker": growth([one.worker for one in soak.looks])}
    return [
        figure(NAME, "answered", case, soak.told.asked - wrong, unit=REQUESTS),
        figure(NAME, "not as they should be", case, wrong, unit=REQUESTS, target=0),
        figure(NAME, "p99, from when it was to be sent", case, p99, unit=MILLISECONDS),
        *(figure(NAME, "memory, growth", name, most, unit="x", target=MOST_GROWTH) for name, most in growths.items()),
        figure(
            NAME,
            "oldest due, at worst",
            case,
            max(one.oldest_due for one in soak.looks),
            unit=SECONDS,
            target=MOST_OVERDUE,
        ),
        figure(NAME, "contexts delivered", case, soak.became("delivered"), unit=HANDOFFS),
        figure(
            NAME,
            "contexts unknown, as of a message in a chat",
            case,
            soak.became("unknown"),
            unit=HANDOFFS,
        ),
        figure(
            NAME,
            "contexts pending or failed at the end",
            case,
            soak.became("pending", "failed"),
            unit=HANDOFFS,
            target=0,
        ),
        figure(NAME, "briefs for want of the model", case, soak.briefs, unit=SUMMARIES, target=0),
    ]


def pictures(looks: Sequence[Look]) -> dict[str, bytes]:
    """By what is in them: each has a scale of its own."""
    passed = [int(look.at // 60) for look in looks]
    minutes = [str(now) if now != before else "" for before, now in zip([None, *passed[:-1]], passed, strict=True)]
    memory = {"web, MB": [one.web / MEGABYTE for one in looks], "worker, MB": [one.worker / MEGABYTE for one in looks]}
    late = {
        "handoffs that wait or are under way": [float(one.pending) for one in looks],
        "oldest due, seconds": [one.oldest_due for one in looks],
    }
    return {"memory": lines("Memory, minutes at a peak", minutes, memory), "late": lines("Lateness", minutes, late)}


def _crew(options: argparse.Namespace) -> Crew:
    """With the product's own budget for a summary."""
    return Crew(threads=options.threads, brands=BRANDS, model_seconds=options.model_seconds, budget=BUDGET)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    for field in fields(Traffic):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    parser.add_argument("--model-seconds", type=float, default=5.0)
    parser.add_argument("--threads", type=int, default=32, help="of the one worker")
    parser.add_argument("--pictures", type=Path, help="a folder for two SVG files: memory, and how late")
    options = parser.parse_args(arguments)
    traffic = Traffic(**{field.name: getattr(options, field.name) for field in fields(Traffic)})
    soak = soaked(traffic, _crew(options))
    print(table(results(traffic, soak)))
    for what, many in soak.told.wrong.items():
        print(f"{what}: {many}")
    print("contexts:", ", ".join(f"{' '.join(where)} {many}" for where, many in soak.contexts.items()))
    for name, picture in pictures(soak.looks).items() if options.pictures else ():
        options.pictures.joinpath(f"soak-{name}.svg").write_bytes(picture)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""python -m benchmarks.soak: minutes at a peak, on this machine: errors, memory, and how late deliveries are.

On a PostgreSQL and a Redis of its own, with web on one core and everything else on another. With --picture it is drawn.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import uuid
from dataclasses import dataclass, fields
from pathlib import Path

from benchmarks.measuring import HANDOFFS, REQUESTS, SECONDS, Result, figure
from benchmarks.pictures import lines
from benchmarks.soak.clients import Clients, Told
from benchmarks.soak.traffic import Traffic, asked
from benchmarks.soak.watching import Look, Watch, growth
from benchmarks.tables import table
from benchmarks.working.sites import PENDING, Crew, Site, at_work
from devtools.services import working_folder

NAME = "soak"
BRANDS, SEED = 20, 1
# Flat: no more than the noise of a few looks. As late as one pass of the sweeper, and its own work.
MOST_GROWTH, MOST_OVERDUE = 1.05, 5.0
MEGABYTE, MILLI = 1e6, 1e3


@dataclass(frozen=True, slots=True)
class Soaked:
    told: Told
    looks: list[Look]
    left: int


def soaked(traffic: Traffic, crew: Crew) -> Soaked:
    with working_folder() as folder, at_work(folder, crew) as site:
        clients = Clients(site.made.web_url, site.made.accounts, uuid.uuid4().hex)
        with Watch(site) as watch:
            clients.send(asked(traffic, SEED))
        return Soaked(clients.told, watch.looks, _left(site))


def _left(site: Site) -> int:
    site.wait_until_delivered()
    return int(site.one(PENDING))


def results(traffic: Traffic, soak: Soaked) -> list[Result]:
    case = f"{traffic.conversations_a_day:,.0f} a day, {traffic.peak:g} times that for {traffic.seconds / 60:g} min"
    wrong = sum(soak.told.wrong.values())
    overdue = [look.oldest_due for look in soak.looks]
    p99 = statistics.quantiles(soak.told.seconds, n=100)[98] * MILLI
    return [
        figure(NAME, "answered", case, sum(soak.told.answers.values()) - wrong, unit=REQUESTS),
        figure(NAME, "not as they should be", case, wrong, unit=REQUESTS, target=0),
        figure(NAME, "p99 of all requests", case, p99, unit="ms"),
        figure(NAME, "memory, growth", "web", growth([look.web for look in soak.looks]), unit="x", target=MOST_GROWTH),
        figure(
            NAME, "memory, growth", "worker", growth([look.worker for look in soak.looks]), unit="x", target=MOST_GROWTH
        ),
        figure(NAME, "oldest due, at worst", case, max(overdue), unit=SECONDS, target=MOST_OVERDUE),
        figure(NAME, "not delivered at the end", case, soak.left, unit=HANDOFFS, target=0),
    ]


def picture(soak: Soaked) -> bytes:
    looks = soak.looks
    return lines(
        "Minutes at a peak",
        [f"{look.at / 60:.1f}" for look in looks],
        {
            "web, MB": [look.web / MEGABYTE for look in looks],
            "worker, MB": [look.worker / MEGABYTE for look in looks],
            "pending handoffs": [float(look.pending) for look in looks],
            "oldest due, s": [look.oldest_due for look in looks],
        },
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    for field in fields(Traffic):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    parser.add_argument("--model-seconds", type=float, default=5.0)
    parser.add_argument("--threads", type=int, default=32, help="of the one worker")
    parser.add_argument("--picture", type=Path, help="an SVG file to write")
    options = parser.parse_args(arguments)
    traffic = Traffic(**{field.name: getattr(options, field.name) for field in fields(Traffic)})
    soak = soaked(traffic, Crew(threads=options.threads, brands=BRANDS, model_seconds=options.model_seconds))
    print(table(results(traffic, soak)))
    for what, many in soak.told.wrong.items():
        print(f"{what}: {many}")
    if options.picture:
        options.picture.write_bytes(picture(soak))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

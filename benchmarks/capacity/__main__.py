"""python -m benchmarks.capacity --conversations-a-day 100000: what each part has to do, and what saturates first.

Costs are measured ones (--figures tells them and their sources); this multiplies them. It starts nothing.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields, replace

from benchmarks.capacity import reports
from benchmarks.capacity.figures import Costs, Limits
from benchmarks.capacity.kits import LADDER, Kit, needed
from benchmarks.capacity.loads import Traffic
from benchmarks.capacity.queueing import Crew, Day, simulated

COSTS, LIMITS = Costs(), Limits()


def parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capacity", description=__doc__)
    for field in fields(Traffic):
        default = 100_000 if field.name == "conversations_a_day" else field.default
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=float, default=default)
    parser.add_argument("--rung", type=int, choices=range(1, len(LADDER) + 1), default=1, help="of docs/scale.md")
    parser.add_argument("--workers", type=int, help="worker processes, in place of the rung's")
    parser.add_argument("--threads", type=int, help="of each worker, in place of the rung's")
    parser.add_argument("--brands", type=int, default=100, help="equal ones, of whom the handoffs are")
    parser.add_argument("--brand-share", type=int, default=int(LIMITS.at_once.value), help="HANDOFF_BRAND_CONCURRENCY")
    parser.add_argument("--seed", type=int, default=1, help="of the simulation")
    parser.add_argument("--cores", type=int, default=4, help="of a machine for web or workers")
    parser.add_argument("--ladder", action="store_true", help="only the rungs, and what each is full at")
    parser.add_argument("--figures", action="store_true", help="only the costs, and where they are from")
    return parser.parse_args(arguments)


def kit_of(options: argparse.Namespace) -> Kit:
    rung = LADDER[options.rung - 1]
    return replace(rung, workers=options.workers or rung.workers, threads=options.threads or rung.threads)


def told(traffic: Traffic, options: argparse.Namespace) -> list[str]:
    kit = kit_of(options)
    day = Day(traffic.handoffs_a_second(), traffic.peak)
    crew = Crew(kit.workers * kit.threads, options.brand_share, traffic.model_seconds, traffic.platform_seconds)
    minutes = simulated(day, crew, [1.0] * options.brands, options.seed)
    needs = needed(traffic, COSTS, kit.threads)
    peak = f"the peak is from minute {day.quiet_minutes:.0f} to {day.quiet_minutes + day.peak_minutes:.0f}"
    crowd = f"threads: {crew.threads}; Brands: {options.brands}, of each {crew.share} deliveries at once; {peak}"
    return [
        kit.name,
        reports.of_parts(kit, traffic, COSTS),
        reports.of_needs(needs, traffic, COSTS, options.cores),
        reports.of_brand(traffic, LIMITS),
        crowd,
        reports.of_queue(minutes),
    ]


def main(arguments: list[str]) -> int:
    options = parsed(arguments)
    traffic = Traffic(**{field.name: getattr(options, field.name) for field in fields(Traffic)})
    if options.figures:
        said = [reports.of_figures(COSTS, LIMITS)]
    elif options.ladder:
        said = [reports.of_ladder(LADDER, traffic, COSTS)]
    else:
        said = told(traffic, options)
    print("\n\n".join(said))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

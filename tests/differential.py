"""The engine of opening hours against opening-hours-py and a brute-force reading of RFC 5545, on random schedules.

python -m tests.differential --instants 1000000 [--seed 1]

Each instant is asked of the engine and of the brute-force reading, and of opening-hours-py wherever it can tell
(`to_brute_force` counts the others): is it open, and when does that change next? Exit code 1 where they disagree.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from tqdm import tqdm

from handoff.availability import Hours, Schedule
from handoff.evaluation.rfc5545 import Reading, stretches
from tests.osm_hours import OsmHours
from tests.random_hours import ZONES, random_days, random_instants, random_schedule

DAYS_OF_A_SCHEDULE, INSTANTS_OF_A_DAY = 4, 50
SHOWN = 20

Answer = tuple[bool, datetime | None]
Engine = Callable[[Schedule], Hours]


@dataclass(slots=True)
class Report:
    instants: int = 0
    disagreements: int = 0
    to_brute_force: int = 0
    seen_zones: set[str] = field(default_factory=set)
    shown: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, int]:
        return {
            "instants": self.instants,
            "zones": len(self.seen_zones),
            "disagreements": self.disagreements,
            "to_brute_force": self.to_brute_force,
        }

    def disagreement(self, schedule: Schedule, at: datetime, answers: dict[str, Answer]) -> None:
        self.disagreements += 1
        if len(self.shown) < SHOWN:
            said = ", ".join(
                f"{who}: {'open' if is_open else 'closed'} until {until}" for who, (is_open, until) in answers.items()
            )
            self.shown.append(f"{at.isoformat()} {said}\n    {schedule}")


def run(
    instants: int, seed: int, progress: Callable[[int], object] = lambda done: None, engine: Engine = Hours
) -> Report:
    """The same seed asks the same questions."""
    rng = random.Random(seed)
    report = Report()
    while report.instants < instants:
        zone = ZONES[len(report.seen_zones)] if len(report.seen_zones) < len(ZONES) else rng.choice(ZONES)
        before = report.instants
        _ask_one_schedule(rng, zone, instants, report, engine)
        progress(report.instants - before)
    return report


def _ask_one_schedule(rng: random.Random, zone: str, instants: int, report: Report, made: Engine) -> None:
    days = random_days(rng, zone, DAYS_OF_A_SCHEDULE)
    schedule = random_schedule(rng, zone, days)
    engine, osm = made(schedule), OsmHours(schedule)
    report.seen_zones.add(zone)
    for day in days:
        count = min(INSTANTS_OF_A_DAY, instants - report.instants)
        _ask_around(rng, schedule, engine, osm, day, count, report)


def _ask_around(
    rng: random.Random, schedule: Schedule, engine: Hours, osm: OsmHours, day: date, count: int, report: Report
) -> None:
    reading = Reading(schedule, day - timedelta(days=6))
    around = stretches(schedule, day - timedelta(days=6), day + timedelta(days=6))
    edges = [edge for stretch in around for edge in stretch]
    for at in random_instants(rng, schedule.timezone, edges, day, count):
        report.instants += 1
        answers = {"engine": ask(engine, at), "RFC 5545": ask(reading, at)}
        if osm.can_tell(at, answers["RFC 5545"][1]):
            answers["opening-hours-py"] = ask(osm, at)
        else:
            report.to_brute_force += 1
        if len(set(answers.values())) > 1:
            report.disagreement(schedule, at, answers)


def ask(hours: Hours | Reading | OsmHours, at: datetime) -> Answer:
    change = hours.next_change(at)
    # In UTC, for a repeated wall time never equals another zone's (PEP 495).
    return hours.is_open(at), change.astimezone(UTC) if change else None


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__.splitlines()[0])
    parser.add_argument("--instants", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tqdm(total=options.instants, unit=" instants", unit_scale=True) as bar:
        report = run(options.instants, options.seed, bar.update)
    print(*report.shown, sep="\n", file=sys.stderr)
    print(json.dumps(report.figures()))
    return 1 if report.disagreements else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Handoffs whose processes die at named steps, again and again, until each step has had its deaths; then the checks.

    python -m faults.dying --kills 100 --seed 1 after_claim

Without a name: at all steps, in one run.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from devtools.processes import stop_on_signals
from devtools.services import working_folder
from faults import history, load, report
from faults.checks import findings
from faults.collecting import evidence_of
from faults.commands import hosted, web_command, worker_command
from faults.customers import Conversation
from faults.evidence import Finding
from faults.failpoints import FAILPOINTS, WEB, WORKER, Tally
from faults.history import History
from faults.machine import Machine
from faults.merchants import Account
from faults.report import Report

# Some answers are lost, so that a repeat has something to look up.
WEATHER = {"error": 0.02, "lost": 0.03}
BATCH = 40
BATCH_SECONDS = 2.0
# Whoever is at the web server when it dies comes again: with many at once, hardly anybody would ever be answered.
CLIENTS = 6
# So many handoffs for each death are far more than it takes.
MOST_FOR_A_DEATH = 40


def main(arguments: Sequence[str]) -> int:
    stop_on_signals()
    parser = argparse.ArgumentParser(prog="python -m faults.dying", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(FAILPOINTS)}")
    parser.add_argument("--kills", type=int, default=3, help="at each of them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object of figures, and nothing else")
    parser.add_argument("--keep", type=Path, help="a folder for the history of the run")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(FAILPOINTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    made = campaign(options.names or list(FAILPOINTS), options.kills, options.seed, options.keep)
    print(report.as_json(made) if options.json else report.as_text(made))
    return 0 if made.passed else 1


def campaign(names: Sequence[str], kills: int, seed: int, keep: Path | None = None) -> Report:
    """One run in which each of these points kills so many times."""
    began = time.monotonic()
    with working_folder() as folder:
        log = History((keep or folder) / "history.jsonl")
        tallies = {name: Tally(folder / name) for name in names}
        options = ["--kills", str(kills), "--seed", str(seed), "--tallies", str(folder)]
        with machine_that_dies(folder, log, names, options) as machine:
            accounts = load.seeded(machine, seed)
            machine.stand_in.unlimited()
            machine.stand_in.weather(seed=seed, **WEATHER)
            drive(machine, log, lives(seed, accounts, kills * len(names)), lambda: is_over(tallies, kills))
            machine.stand_in.weather()
            evidence = evidence_of(machine, log, accounts)
        found = [*findings(evidence), *too_few(tallies, kills)]
    return report.report_of(evidence, found, seed, time.monotonic() - began)


def machine_that_dies(folder: Path, log: History, names: Sequence[str], options: Sequence[str]) -> Machine:
    """Each program has the points that are its own, and is forked anew within a tenth of a second."""

    def points(process: str) -> list[str]:
        own = [name for name in names if FAILPOINTS[name].process == process]
        return [part for name in own for part in ("--failpoint", name)]

    return Machine(
        folder,
        log=log,
        worker=lambda name: hosted(worker_command(name), *points(WORKER), *options),
        web=lambda port: hosted(web_command(port), *points(WEB), *options),
    )


def lives(seed: int, accounts: list[Account], deaths: int) -> Iterator[Conversation]:
    yield from load.conversations(deaths * MOST_FOR_A_DEATH, seed, accounts)


def drive(machine: Machine, log: History, waiting: Iterator[Conversation], is_over: Callable[[], bool]) -> None:
    """Batch after batch, until all have died; the web server may be away at any moment meanwhile."""
    log.add(history.NEMESIS, history.BEGAN, kind="web")
    while not is_over() and (batch := list(islice(waiting, BATCH))):
        load.run(machine, log, batch, BATCH_SECONDS, CLIENTS)
    log.add(history.NEMESIS, history.ENDED, kind="web")


def is_over(tallies: Mapping[str, Tally], kills: int) -> bool:
    return all(tally.count() >= kills for tally in tallies.values())


def too_few(tallies: Mapping[str, Tally], kills: int) -> Iterator[Finding]:
    """A run in which nobody died has shown nothing."""
    for name, tally in tallies.items():
        if (died := tally.count()) < kills:
            yield Finding("failpoint", name, f"killed {died} times of {kills}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

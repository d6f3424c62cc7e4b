"""The fault harness: python -m faults --handoffs 300 --seed 1. What it does and checks: docs/faults.md."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from devtools.processes import stop_on_signals
from devtools.services import working_folder
from faults import dying, load, nemesis, report
from faults.checks import findings
from faults.collecting import evidence_of
from faults.customers import Conversation
from faults.failpoints import FAILPOINTS
from faults.history import History
from faults.machine import Machine
from faults.nemesis import Nemesis
from faults.report import Report
from faults.scenarios import __main__ as scenarios

ALL = "all"
# Long enough for every usual kind of fault to strike, and more than once.
LEAST_SECONDS = 40.0
# Of each request to a platform: refused with an error, told to wait, done while the answer was lost.
WEATHER = {"error": 0.02, "busy": 0.02, "lost": 0.03}


def main(arguments: Sequence[str]) -> int:
    stop_on_signals()
    options = parsed(arguments)
    if options.failpoint:
        return dying.main([options.failpoint, *passed_on(options)])
    if options.scenario:
        return scenarios.main([options.scenario])
    made = campaign(options.handoffs, options.seed, options.kinds, options.keep)
    print(report.as_json(made) if options.json else report.as_text(made))
    return 0 if made.passed else 1


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--handoffs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    told = f"of {', '.join(nemesis.STRIKES)}; or {ALL}"
    parser.add_argument("--kinds", type=kinds_in, default=nemesis.USUAL_KINDS, help=told)
    parser.add_argument("--failpoint", choices=sorted(FAILPOINTS), help="die at this step instead")
    parser.add_argument("--kills", type=int, default=100, help="how often, at a failpoint")
    parser.add_argument("--scenario", help="play one fault instead, as python -m faults.scenarios does")
    parser.add_argument("--json", action="store_true", help="one JSON object of figures, and nothing else")
    parser.add_argument("--keep", type=Path, help="a folder for the history and the logs of the run")
    return parser.parse_args(arguments)


def passed_on(options: argparse.Namespace) -> list[str]:
    kept = ["--keep", str(options.keep)] if options.keep else []
    json = ["--json"] if options.json else []
    return ["--kills", str(options.kills), "--seed", str(options.seed), *kept, *json]


def kinds_in(text: str) -> tuple[str, ...]:
    kinds = tuple(nemesis.STRIKES) if text == ALL else tuple(filter(None, text.split(",")))
    if unknown := set(kinds) - set(nemesis.STRIKES):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return kinds


def campaign(handoffs: int, seed: int, kinds: Sequence[str], keep: Path | None = None) -> Report:
    """One run from start to end."""
    began = time.monotonic()
    with working_folder() as folder:
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
        log = History((keep or folder) / "history.jsonl")
        with Machine(folder, log=log) as machine:
            accounts = load.seeded(machine, seed)
            machine.stand_in.unlimited()
            machine.stand_in.weather(seed=seed, **WEATHER)
            suffer(machine, log, load.conversations(handoffs, seed, accounts), Nemesis(machine, log, kinds, seed))
            machine.stand_in.weather()
            evidence = evidence_of(machine, log, accounts)
    return report.report_of(evidence, findings(evidence), seed, time.monotonic() - began)


def suffer(machine: Machine, log: History, lives: list[Conversation], against: Nemesis) -> None:
    against.start()
    load.run(machine, log, lives, max(LEAST_SECONDS, len(lives) / load.MOST_A_SECOND))
    against.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

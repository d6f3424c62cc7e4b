"""python -m faults.scenarios [NAME ...] [--long]"""

from __future__ import annotations

import argparse
import sys

from devtools.processes import stop_on_signals
from faults.scenarios.all import PLAYS
from faults.scenarios.running import run

ALL = "all"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m faults.scenarios", description="Plays one fault after the other.")
    names = [play.name for play in PLAYS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; none means all")
    parser.add_argument("--long", action="store_true", help="as much of each as the promises say: many minutes")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - {*names, ALL}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    stop_on_signals()
    chosen = [play for play in PLAYS if play.name in options.names or set(options.names) <= {ALL}]
    found = 0
    for outcome in run(chosen, long=options.long):
        print(outcome, flush=True)
        found += len(outcome.findings)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

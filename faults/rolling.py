"""A rolling restart of what deploy/compose.yaml starts, under load: python -m faults.rolling --rounds 3 --seed 1.

Customers start handoffs all the while. Nothing may be lost, and no client may notice.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from devtools.processes import stop_on_signals
from devtools.services import working_folder
from faults import history, image, load, report
from faults.checks import findings
from faults.collecting import evidence_of
from faults.customers import Customers, Habits, conversation
from faults.evidence import Finding
from faults.history import History, Operation
from faults.installation import KINDS, Installation, Replaced
from faults.merchants import Account
from faults.report import Report
from faults.runtime import Caller

# As many as two small processors bear beside the programs that begin and end.
CLIENTS = 6
PAUSE_SECONDS = 0.3
MERCHANTS = 8
# Each comes back: whoever stays away would only have the end of a run wait for a deadline.
HABITS = Habits(leaves=0)


def main(arguments: Sequence[str]) -> int:
    stop_on_signals()
    parser = argparse.ArgumentParser(prog="python -m faults.rolling", description=__doc__)
    parser.add_argument("--rounds", type=int, default=1, help="how often each of the programs is replaced")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the history of the run")
    options = parser.parse_args(arguments)
    made = campaign(options.rounds, options.seed, options.keep)
    print(made)
    return 0 if made.report.passed else 1


@dataclass(frozen=True, slots=True)
class Rolled:
    """`begun`: starts while each kind was replaced. `refused`: connections that the balancer took to another server."""

    report: Report
    begun: Mapping[str, int]
    refused: int

    def __str__(self) -> str:
        begun = ", ".join(f"{many} while {kind}" for kind, many in self.begun.items())
        return f"{report.as_text(self.report)}\nstarts: {begun} was replaced; refused and passed on: {self.refused}"


def campaign(rounds: int, seed: int, keep: Path | None = None) -> Rolled:
    began = time.monotonic()
    with working_folder() as folder:
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
        log = History((keep or folder) / "history.jsonl")
        with Installation(folder, image.made(folder), log=log) as installation:
            accounts = load.seeded(installation, seed, MERCHANTS)
            installation.stand_in.unlimited()
            replaced = replaced_under_load(installation, accounts, rounds, seed)
            evidence = evidence_of(installation, log, accounts)
            refused = installation.balancer.refused
    found = [*findings(evidence), *ended_badly(replaced), *unseen(replaced, log.operations)]
    told = report.report_of(evidence, found, seed, time.monotonic() - began)
    begun = {kind: sum(starts_during(one, log.operations) for one in replaced if one.kind == kind) for kind in KINDS}
    return Rolled(told, begun, refused)


def replaced_under_load(installation: Installation, accounts: list[Account], rounds: int, seed: int) -> list[Replaced]:
    """Each program in turn, while customers come."""
    over = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        customers = pool.submit(live_until, over, installation, accounts, seed)
        try:
            return [installation.replace(kind) for _ in range(rounds) for kind in KINDS]
        finally:
            over.set()
            customers.result()


def live_until(over: threading.Event, installation: Installation, accounts: list[Account], seed: int) -> None:
    caller = Caller(installation.web_url, installation.log)
    customers = Customers(caller, installation.stand_in, installation.log)
    numbers = itertools.count()

    def one_after_the_other() -> None:
        while not over.wait(PAUSE_SECONDS):
            customers.live(conversation(next(numbers), seed, accounts, HABITS))

    load.in_parallel(one_after_the_other, CLIENTS)
    caller.close()


def ended_badly(replaced: Sequence[Replaced]) -> Iterator[Finding]:
    for one in replaced:
        if one.ended_with != 0:
            yield Finding("I5", one.kind, f"did not end by itself when it was asked to, but with {one.ended_with}")


def unseen(replaced: Sequence[Replaced], operations: Sequence[Operation]) -> Iterator[Finding]:
    """A restart that nobody could have noticed proves nothing."""
    for one in replaced:
        if not starts_during(one, operations):
            yield Finding("I5", one.kind, "was replaced while no handoff began")


def starts_during(one: Replaced, operations: Sequence[Operation]) -> int:
    return sum(each.what == history.START and one.began <= each.at <= one.ended for each in operations)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

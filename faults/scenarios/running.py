"""Runs plays one after the other on one machine, and tells what was not as expected."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from devtools.services import working_folder
from faults.machine import Machine
from faults.scenarios.plays import Play
from faults.scenarios.stage import Stage, open_shops

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Outcome:
    play: Play
    findings: tuple[str, ...]
    seconds: float
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        verdict = "as expected" if not self.findings else f"{len(self.findings)} findings"
        lines = [f"{self.play.fault:<8}{self.play.name:<24}{verdict} ({self.seconds:.1f} s)"]
        notes = (f"        {text}" for text in self.notes)
        # Of many that are alike, some tell it.
        findings = (f"        - {text}" for text in self.findings[:SHOWN])
        return "\n".join([*lines, *findings, *notes])


def run(plays: Sequence[Play], *, long: bool = False) -> Iterator[Outcome]:
    with working_folder() as folder, Machine(folder) as machine:
        machine.stand_in.unlimited()
        wishes = {wish.name: wish for play in plays for wish in play.shops}
        stage = Stage(machine, open_shops(machine, list(wishes.values())), long=long)
        for play in plays:
            yield played(play, stage)
            # A play that broke off has left something behind.
            machine.stand_in.clear_faults()
            machine.restore()


def played(play: Play, stage: Stage) -> Outcome:
    began = time.monotonic()
    findings = tuple(collected(play.play(stage)))
    notes = tuple(stage.notes_made)
    stage.notes_made.clear()
    return Outcome(play, findings, time.monotonic() - began, notes)


def collected(findings: Iterable[str]) -> Iterator[str]:
    """A play that breaks off is a finding too."""
    try:
        yield from findings
    except Exception as error:  # noqa: BLE001 - whatever it is, the other plays go on
        where = traceback.extract_tb(error.__traceback__)[-1]
        yield f"the play broke off: {type(error).__name__}: {error} ({where.name}, line {where.lineno})"

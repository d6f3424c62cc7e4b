"""Clocks that are wrong: a worker's steals and ends nothing, and the hours begin and end at the very instant."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from demo.child import free_port
from faults.commands import hosted, web_command
from faults.machine import ROOT, answers
from faults.processes import Program
from faults.scenarios.plays import Findings, Play, not_accepted
from faults.scenarios.stage import Stage
from faults.scenarios.wishes import Wish

TWO_HOURS = 7200
SUNDAY = 6
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
BEFORE, AFTER = 2.0, 2.0


def workers_off(stage: Stage) -> Findings:
    """One is two hours ahead and one behind, and jumps between; the platform is slow, for a lease to be stolen."""
    shops = [stage.shops["clock-key"], stage.shops["clock-look-up"]]
    ahead, behind = stage.machine.folder / "ahead", stage.machine.folder / "behind"
    ahead.write_text(str(TWO_HOURS))
    behind.write_text(str(-TWO_HOURS))
    for shop in shops:
        stage.machine.stand_in.fail(host=shop.host, delay_s=1, times=10)
        stage.machine.stand_in.fail(host=shop.host, status=500, times=4)
    with (
        # So long that nothing ends by itself meanwhile, and not so long as the clocks are wrong.
        stage.hosting("web", HANDOFF_OPEN_DEADLINE_SECONDS=str(TWO_HOURS // 2)),
        stage.hosting("worker1", "--clock-file", str(ahead)),
        stage.hosting("worker2", "--clock-file", str(behind)),
    ):
        starts = stage.start_many(shops * (60 if stage.long else 12))
        time.sleep(2)
        ahead.write_text(str(-TWO_HOURS))
        behind.write_text(str(TWO_HOURS))
        starts += stage.start_many(shops * (60 if stage.long else 12))
        yield from not_accepted(starts)
        yield from stage.wrong(starts, within=60)
        # Sweeps of both, which would end what they take for overdue.
        time.sleep(6)
        yield from (f"{row.ref} was ended early" for row in stage.rows(starts) if row.ended)


@dataclass(frozen=True, slots=True)
class Change:
    """What a shop's hours do at an instant about the clocks' change. `before` and `after`: whether it is open."""

    name: str
    instant: datetime
    zone: str
    opens: int
    closes: int
    before: bool
    after: bool

    @property
    def wish(self) -> Wish:
        return Wish(f"change-{self.name}", zone=self.zone, open_on=[(SUNDAY, self.opens, self.closes)])


def at(month: int, day: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


# Berlin: 02:00 to 03:00 on 29 March, 03:00 to 02:00 on 25 October. New York: 8 March, and 1 November.
CHANGES = (
    Change("opens-in-the-gap", at(3, 29, 1), BERLIN, 120, 300, before=False, after=True),
    Change("closes-in-the-gap", at(3, 29, 1), BERLIN, 0, 120, before=True, after=False),
    Change("opens-after-the-second-two", at(10, 25, 2), BERLIN, 180, 300, before=False, after=True),
    Change("closes-at-three", at(10, 25, 2), BERLIN, 0, 180, before=True, after=False),
)
MORE_CHANGES = (
    Change("open-through-it", at(10, 25, 1), BERLIN, 60, 300, before=True, after=True),
    Change("closed-through-it", at(10, 25, 1), BERLIN, 180, 300, before=False, after=False),
    Change("new-york-opens-in-the-gap", at(3, 8, 7), NEW_YORK, 120, 300, before=False, after=True),
    Change("new-york-closes-at-two", at(11, 1, 7), NEW_YORK, 0, 120, before=True, after=False),
)


def on_time(stage: Stage) -> Findings:
    changes = CHANGES + (MORE_CHANGES if stage.long else ())
    for instant in sorted({change.instant for change in changes}):
        then = [change for change in changes if change.instant == instant]
        with web_with_clock(stage) as (url, clock):
            wrong_by = jump(clock, instant.timestamp() - BEFORE - 1)
            for change in then:
                yield from probed(stage, change, url, wrong_by)
                wrong_by = jump(clock, instant.timestamp() - BEFORE - 1)


def jump(clock: Path, to: float) -> float:
    """By how much it is wrong now. The process follows within a tenth of a second."""
    wrong_by = to - time.time()
    clock.write_text(str(wrong_by))
    time.sleep(0.5)
    return wrong_by


@contextmanager
def web_with_clock(stage: Stage) -> Iterator[tuple[str, Path]]:
    """A web server beside the others, whose clock is what a file says."""
    port, folder = free_port(), stage.machine.folder
    clock, url = folder / f"clock-{port}", f"http://127.0.0.1:{port}"
    command = hosted(web_command(port), "--clock-file", str(clock))
    program = Program("odd-web", command, ROOT, folder / f"odd-web-{port}.log", stage.machine.environ)
    program.is_ready = lambda: answers(f"{url}/healthz")
    with ExitStack() as cleanup:
        cleanup.callback(program.stop)
        program.start()
        program.wait_until_ready()
        yield url, clock


def probed(stage: Stage, change: Change, url: str, wrong_by: float) -> Findings:
    """Starts, again and again, from two seconds before the instant to two after it."""
    instant, seen = change.instant.timestamp(), set()
    with stage.client(stage.shops[change.wish.name], url) as client:
        while (asked := time.time() + wrong_by) < instant + AFTER:
            start = stage.start(stage.shops[change.wish.name], client=client)
            answered = asked + start.took
            # An answer that took from before the instant to after it may be either.
            if not asked < instant <= answered:
                expected = change.after if asked >= instant else change.before
                seen.add(asked >= instant)
                if start.status != (201 if expected else 409):
                    yield f"{change.name}: {asked - instant:+.2f} s from the instant: {start.status}"
    if seen != {False, True}:
        yield f"{change.name}: not seen on both sides of the instant"


PLAYS = (
    Play(
        "workers_clocks",
        "F19",
        "No lease is stolen, nothing ends early, each arrives once.",
        workers_off,
        (Wish("clock-key"), Wish("clock-look-up", "intercom")),
    ),
    Play(
        "clock_changes",
        "F19",
        "Opens and closes at the very instant.",
        on_time,
        tuple(change.wish for change in (*CHANGES, *MORE_CHANGES)),
    ),
)

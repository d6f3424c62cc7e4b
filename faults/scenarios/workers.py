"""Workers that die over one handoff each time, beats that are missing or two, sweepers that meet."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from faults.commands import beat_command
from faults.machine import ROOT
from faults.processes import Program
from faults.scenarios.plays import Findings, Play, not_accepted
from faults.scenarios.rows import Started
from faults.scenarios.stage import Stage, wait_until
from faults.scenarios.wishes import Wish

POISON = "poison-"
MOST_ATTEMPTS = 40
# An attempt that died keeps its row until its lease is over; here that time is passed over.
LEASE_OVER = "UPDATE handoff_handoff SET lease_until = now() WHERE id = %s::uuid AND lease_until IS NOT NULL"


def poison(stage: Stage) -> Findings:
    """Each attempt kills its worker: given up after some, and all others arrive."""
    shop = stage.shops["poison"]
    with ExitStack() as cleanup:
        for worker in ("worker1", "worker2"):
            cleanup.enter_context(stage.hosting(worker, "--poison", POISON))
        deadly = stage.start(shop, f"{POISON}{shop.brand}")
        others = stage.start_many([stage.shops["poison-other"]] * 20, at_once=2)
        yield from not_accepted([deadly, *others])
        yield from stage.wrong(others, within=60)
        if stage.long:
            yield from given_up(stage, deadly)
        elif not wait_until(lambda: stage.rows([deadly])[0].attempts > 0, 30):
            yield "the deadly one was never tried"
    if not stage.long:
        stage.execute("UPDATE handoff_handoff SET lease_until = now() WHERE id = %s::uuid", deadly.id)
        yield from stage.wrong([deadly], within=30)


def given_up(stage: Stage, deadly: Started) -> Findings:
    def is_final() -> bool:
        stage.execute(LEASE_OVER, deadly.id)
        return stage.rows([deadly])[0].status != "pending"

    if not wait_until(is_final, 600, every=1):
        yield f"still tried after {stage.rows([deadly])[0].attempts} attempts"
    if (attempts := stage.rows([deadly])[0].attempts) > MOST_ATTEMPTS:
        yield f"{attempts} attempts"


def without_beat(stage: Stage) -> Findings:
    """A retry needs somebody who sweeps; the command suffices."""
    shop = stage.shops["no-beat"]
    stage.machine.kill("beat")
    stage.machine.stand_in.fail(host=shop.host, status=500, times=3)
    starts = stage.start_many([shop] * 3)
    yield from not_accepted(starts)
    wait_until(lambda: all(row.attempts for row in stage.rows(starts)), 15)
    for _ in range(3):
        stage.machine.manage("sweep")
    yield from stage.wrong(starts, within=5)
    stage.machine.restore("beat")


def two_of_each(stage: Stage) -> Findings:
    """A second beat, and sweep commands beside the workers: nothing is sent twice."""
    shops = [stage.shops["sweepers-key"], stage.shops["sweepers-look-up"]]
    folder = stage.machine.folder
    second = Program("beat2", beat_command(), ROOT, folder / "beat2.log", stage.machine.environ)
    with ExitStack() as cleanup, ThreadPoolExecutor(2) as pool:
        cleanup.callback(second.stop)
        second.start()
        for shop in shops:
            stage.machine.stand_in.fail(host=shop.host, delay_s=0.5, times=20)
            stage.machine.stand_in.fail(host=shop.host, drop="after", times=4)
        sweeps = [pool.submit(stage.machine.manage, "sweep") for _ in range(4)]
        starts = stage.start_many(shops * 15)
        for sweep in sweeps:
            sweep.result()
        yield from not_accepted(starts)
        yield from stage.wrong(starts, within=60)


PLAYS = (
    Play(
        "poison",
        "F23",
        "Given up after some attempts; all others arrive.",
        poison,
        (Wish("poison"), Wish("poison-other")),
    ),
    Play("without_beat", "F24", "The sweep command suffices.", without_beat, (Wish("no-beat"),)),
    Play(
        "two_beats_and_sweepers",
        "F24",
        "Nothing is sent twice.",
        two_of_each,
        (Wish("sweepers-key"), Wish("sweepers-look-up", "intercom")),
    ),
)

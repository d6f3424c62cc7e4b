"""Very many starts at once: each accepted or told to wait, none lost, and no process grows by it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from faults.scenarios.plays import Findings, Play
from faults.scenarios.rows import Started
from faults.scenarios.stage import Stage
from faults.scenarios.wishes import Wish

MANY, MANY_SHORT = 10_000, 300
AT_ONCE = 32
BRANDS = 4
FLAT = 1.25
WITHIN, WITHIN_SHORT = 900.0, 90.0
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1_048_576


def burst(stage: Stage) -> Findings:
    """Two halves: after the first one everything is warm, and by the second one nothing grows."""
    many = MANY if stage.long else MANY_SHORT
    first = sent(stage, many // 2)
    yield from ended(stage, first)
    warm = memory(stage)
    second = sent(stage, many // 2)
    at_its_height = memory(stage)
    yield from ended(stage, second)
    cold = memory(stage)
    told = {name: [round(size[name] / MEGABYTE) for size in (warm, at_its_height, cold)] for name in warm}
    stage.note(f"{dict(Counter(start.status for start in [*first, *second]))}; MB of {told}")
    yield from (
        f"{name} grew from {warm[name] / MEGABYTE:.0f} to {size / MEGABYTE:.0f} MB"
        for name, size in at_its_height.items()
        if size > warm[name] * FLAT
    )


def sent(stage: Stage, many: int) -> list[Started]:
    shops = [stage.shops[f"burst-{number}"] for number in range(BRANDS)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        clients = [stage.client(shop) for shop in shops]
        starts = list(
            pool.map(lambda number: stage.start(shops[number % BRANDS], client=clients[number % BRANDS]), range(many))
        )
        for client in clients:
            client.close()
    return starts


def ended(stage: Stage, starts: list[Started]) -> Findings:
    odd = Counter(start.error or str(start.status) for start in starts if not (start.accepted or start.told_to_wait))
    yield from (f"{many} starts were answered {answer}" for answer, many in odd.items())
    # Of thousands that are wrong alike, a few tell it.
    wrong = stage.wrong(starts, WITHIN if stage.long else WITHIN_SHORT)
    yield from islice(wrong, 5)
    yield from [f"and {len(wrong) - 5} more"] if len(wrong) > 5 else []


def memory(stage: Stage) -> dict[str, int]:
    """Resident bytes of each of the product's programs, with all that it started."""
    names = [name for name in stage.machine.programs if name.startswith(("web", "worker"))]
    return {name: sum(sizes(stage.machine.programs[name].pid)) for name in names}


def sizes(session: int) -> Iterator[int]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == session:
                yield int((process / "statm").read_text().split()[1]) * PAGE_SIZE
        except (OSError, ValueError):
            continue  # it has just ended


PLAYS = (
    Play(
        "burst",
        "F27",
        "Each accepted or told to wait; none lost; memory flat.",
        burst,
        tuple(Wish(f"burst-{number}") for number in range(BRANDS)),
    ),
)

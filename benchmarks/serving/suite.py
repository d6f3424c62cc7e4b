"""The doors of the product against bare views on the same server: CPU, statements, latency, memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.measuring import (
    BYTES,
    MESSAGES,
    MILLISECONDS,
    Result,
    Tick,
    figure,
    from_rounds,
)
from benchmarks.serving import asked, contenders, costs
from benchmarks.serving.contenders import Contender
from benchmarks.serving.installation import Installation
from benchmarks.serving.rounds import ROUNDS, Measured, by_turns
from devtools.services import working_folder

NAME = "serving"
# Which bare view does the least that this door must do, and how many times its CPU the door may take.
HELD_AGAINST = {contenders.DECISION: (contenders.READ, 1.5), contenders.START: (contenders.INSERT, 2.0)}
OTHERS = {
    contenders.DECISION: (contenders.EMPTY, contenders.EMPTY_DRF),
    contenders.START: (contenders.EMPTY, contenders.EMPTY_DRF, contenders.INSERT_ROWS),
}


def results(tick: Tick) -> Iterator[Result]:
    with working_folder() as folder, Installation(folder) as installation:
        [account] = installation.accounts
        doors, bare = contenders.doors(account), contenders.bare_views(account)
        measured = by_turns(installation, [*bare, *doors], contenders.new_conversations(), tick=tick)
        for door in doors:
            yield from _of_door(door, measured)
        for contender in [*bare, *doors]:
            yield from _counted(installation, contender)
            tick()
        memory = sum(map(costs.resident_bytes, costs.family(installation.web.pid)))
        yield figure(NAME, "memory", "web: its parent and one process", memory, unit=BYTES)


def count() -> int:
    """Rounds, and who is counted after them."""
    return ROUNDS + 1 + len(contenders.NAMES)


def _of_door(door: Contender, measured: Mapping[str, Measured]) -> Iterator[Result]:
    against, most = HELD_AGAINST[door.name]
    own, bare = measured[door.name], measured[against]
    yield from_rounds(NAME, "server CPU", door.name, own.server, bare.server, against=against, target=most)
    for other in OTHERS[door.name]:
        yield from_rounds(NAME, "server CPU", door.name, own.server, measured[other].server, against=other)
    yield from_rounds(NAME, "PostgreSQL CPU", door.name, own.postgres, bare.postgres, against=against)
    yield from_rounds(NAME, "p50, 4 clients", door.name, own.p50, bare.p50, against=against, unit=MILLISECONDS)
    yield from_rounds(NAME, "p99, 4 clients", door.name, own.p99, bare.p99, against=against, unit=MILLISECONDS)


def _counted(installation: Installation, contender: Contender) -> Iterator[Result]:
    conversations = contenders.new_conversations()
    for where, count in (("PostgreSQL", asked.messages_to_postgres), ("Redis", asked.messages_to_redis)):
        sent = count(installation, contender, conversations)
        yield figure(NAME, f"sent to {where}", contender.name, sent, unit=MESSAGES)

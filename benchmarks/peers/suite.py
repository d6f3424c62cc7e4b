"""A handoff start of the product, and what others do with the same ten turns, on one core and one PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from benchmarks.measuring import BYTES, MICROSECONDS, MILLISECONDS, NotRun, Result, Tick, figure, from_rounds
from benchmarks.peers import environments, helpdesk, rasa
from benchmarks.peers.rivals import Rival
from benchmarks.serving import contenders, costs
from benchmarks.serving.installation import Installation
from benchmarks.serving.rounds import ROUNDS, Measured, of_several
from devtools.services import working_folder
from faults.processes import NotReady

NAME = "peers"
PEERS = (helpdesk, rasa)
# Less server CPU than any of them, and a lower p99.
MOST = 1.0
KEPT = """
SELECT string_agg(text, ' ') FROM agents_message
WHERE conversation_id = (SELECT id FROM agents_conversation WHERE external_id = %s)
"""


def results(tick: Tick) -> Iterator[Result | NotRun]:
    with working_folder() as folder, Installation(folder) as installation:
        found = list(_found(installation))
        yield from (absent for absent in found if isinstance(absent, NotRun))
        rivals = [rival for rival in found if isinstance(rival, Rival)]
        asked = [_ours(installation), *rivals]
        for rival in asked:
            rival.check(contenders.ASKING_FOR_PEOPLE)
        pairs = [(rival.server, rival.contender) for rival in asked]
        measured = of_several(pairs, contenders.new_conversations(), tick=tick)
        for rival in rivals:
            yield from _against(rival.contender.name, measured)
        yield from _memory({id(rival.server.web): rival for rival in asked}.values())


def count() -> int:
    return ROUNDS + 1


def _found(installation: Installation) -> Iterator[Rival | NotRun]:
    for peer in PEERS:
        try:
            yield from peer.rivals(installation, environments.installed(peer.ENVIRONMENT))
        except (environments.NotRun, NotReady) as reason:
            yield NotRun(NAME, peer.NAME, environments.last_line(str(reason)))


def _ours(installation: Installation) -> Rival:
    [start] = [door for door in contenders.doors(installation.accounts[0]) if door.name == contenders.START]
    return Rival(installation, start, installation.owner_url, KEPT)


def _against(peer: str, measured: Mapping[str, Measured]) -> Iterator[Result]:
    own, theirs = measured[contenders.START], measured[peer]
    rows = [
        ("server CPU", own.server, theirs.server, MOST, MICROSECONDS),
        ("p99, 4 clients", own.p99, theirs.p99, MOST, MILLISECONDS),
        ("p50, 4 clients", own.p50, theirs.p50, None, MILLISECONDS),
        ("PostgreSQL CPU", own.postgres, theirs.postgres, None, MICROSECONDS),
    ]
    for measure, ours, others, most, unit in rows:
        yield from_rounds(NAME, measure, contenders.START, ours, others, against=peer, target=most, unit=unit)


def _memory(asked: Iterable[Rival]) -> Iterator[Result]:
    for rival in asked:
        resident = sum(map(costs.resident_bytes, costs.family(rival.server.web.pid)))
        yield figure(NAME, "memory", rival.contender.name.partition(",")[0], resident, unit=BYTES)

"""PostgreSQL holds rows for somebody else, or has no connection left: others go on, and callers are told to wait."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import psycopg

from faults.scenarios.plays import Findings, Play, not_accepted
from faults.scenarios.stage import Stage, new_name, wait_until
from faults.scenarios.wishes import Wish

# The settings wait 5 s for a lock, and for a connection.
TOLD_WITHIN = 15.0
LOCK_BRAND = b"SELECT 1 FROM agents_brand WHERE id = %s::uuid FOR UPDATE"
LOCK_CONVERSATION = b"SELECT 1 FROM agents_conversation WHERE external_id = %s FOR UPDATE"
LOCK_HANDOFF = b"SELECT 1 FROM handoff_handoff WHERE id = %s::uuid FOR UPDATE"


@contextmanager
def locked(stage: Stage, statement: bytes, value: str) -> Iterator[None]:
    with psycopg.connect(stage.machine.database_url) as connection:
        connection.execute(statement, (value,))
        yield
        connection.rollback()


def brand_locked(stage: Stage) -> Findings:
    """Its starts are told to come back; another Brand's go on, and so does everything afterwards."""
    held, free = stage.shops["locked-brand"], stage.shops["free-brand"]
    with locked(stage, LOCK_BRAND, held.brand), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(stage.start, held)
        others = stage.start_many([free] * 5, at_once=2)
        yield from not_accepted(others)
        yield from stage.wrong(others, within=15)
        told = waiting.result()
    if not (told.told_to_wait and told.took < TOLD_WITHIN):
        yield f"the locked Brand's start was answered {told.status} after {told.took:.1f} s"
    after = [stage.start(held)]
    yield from not_accepted(after)
    yield from stage.wrong(after)


def handoff_locked(stage: Stage) -> Findings:
    """Nobody waits for a row that somebody holds: others are delivered meanwhile, and it follows."""
    shop = stage.shops["locked-handoff"]
    stage.machine.stand_in.fail(host=shop.host, status=500, times=1)
    first = [stage.start(shop)]
    wait_until(lambda: stage.rows(first)[0].attempts > 0, 15)
    with locked(stage, LOCK_HANDOFF, first[0].id):
        others = stage.start_many([stage.shops["free-brand"]] * 20)
        yield from not_accepted(others)
        yield from stage.wrong(others, within=20)
    yield from stage.wrong(first, within=30)


def conversation_locked(stage: Stage) -> Findings:
    """The same conversation is started elsewhere, and that takes long: told to come back, then answered."""
    shop, name = stage.shops["locked-conversation"], new_name()
    first = stage.start(shop, name)
    with locked(stage, LOCK_CONVERSATION, name):
        told = stage.start(shop, name, text="Hello?")
    if not (told.told_to_wait and told.took < TOLD_WITHIN):
        yield f"a start of the locked conversation was answered {told.status} after {told.took:.1f} s"
    again = stage.start(shop, name, text="Hello?")
    if again.id != first.id:
        yield f"a second handoff of the same conversation: {again.status}"


def no_connection_left(stage: Stage) -> Findings:
    """Callers are told to come back, never with a 500; all is well again as soon as there are connections."""
    shop = stage.shops["no-connection"]
    with ExitStack() as held:
        for connection in all_connections(stage.machine.database_url):
            held.enter_context(connection)
        told = stage.start_many([shop] * 12, at_once=12)
    yield from (
        f"without a connection a start was answered {start.status} after {start.took:.1f} s"
        for start in told
        if not (start.told_to_wait or start.accepted) or start.took > TOLD_WITHIN
    )
    wait_until(lambda: stage.start(shop).accepted, 15)
    after = [stage.start(shop)]
    yield from not_accepted(after)
    yield from stage.wrong([*told, *after], within=60)


def all_connections(url: str) -> list[psycopg.Connection[Any]]:
    """Every one that is left; those that were taken by others go first."""
    taken = [psycopg.connect(url, autocommit=True)]
    taken[0].execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    try:
        while True:
            taken.append(psycopg.connect(url, autocommit=True))
    except psycopg.OperationalError:
        return taken


PLAYS = (
    Play(
        "brand_locked",
        "F8",
        "Its own callers are told to wait; other Brands go on.",
        brand_locked,
        (Wish("locked-brand"), Wish("free-brand")),
    ),
    Play(
        "handoff_locked",
        "F8",
        "Others are delivered meanwhile; it follows.",
        handoff_locked,
        (Wish("locked-handoff"), Wish("free-brand")),
    ),
    Play(
        "conversation_locked",
        "F8",
        "The caller is told to wait; there is one handoff.",
        conversation_locked,
        (Wish("locked-conversation"),),
    ),
    Play(
        "no_connection_left",
        "F9",
        "503 with Retry-After, and well again afterwards.",
        no_connection_left,
        (Wish("no-connection"),),
    ),
)

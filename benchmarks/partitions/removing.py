"""A month of messages and events goes, in three ways, while others go on: how long each takes, and who waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from benchmarks.partitions.kinds import EVENT, KINDS, PARTED, PLAIN
from benchmarks.partitions.others import going_on, report
from benchmarks.partitions.trial import Connection, Trial, execute, months, size

QUIET_SECONDS = 2.0
# Whoever comes behind a statement that waits for its lock waits along: so long and no longer.
LOCK_TIMEOUT, PAUSE = "100ms", 0.2
# As `manage purge` does it.
BATCH = 200


@dataclass(frozen=True, slots=True)
class Removed:
    """Seconds, and the longest waits of the writer and the reader: in a quiet time just before, and meanwhile."""

    way: str
    seconds: float
    quiet: dict[str, float]
    meanwhile: dict[str, float]
    given_back: int
    tries: int


Way = Callable[[Trial, Connection], int]


def removed(trial: Trial, connection: Connection, first: int) -> list[Removed]:
    """`first`: the number of the first conversation that is new."""
    ways: tuple[tuple[str, str, Way], ...] = (
        ("DETACH CONCURRENTLY, then DROP", PARTED, detach_and_drop),
        ("DROP TABLE at once", PARTED, drop_at_once),
        (f"DELETE, {BATCH} conversations at a time", PLAIN, delete),
    )
    many = range(first, first + 10_000_000 * len(ways), 10_000_000)
    return [_removed(trial, connection, *way, number) for way, number in zip(ways, many, strict=True)]


def _removed(trial: Trial, connection: Connection, way: str, layout: str, do: Way, first: int) -> Removed:
    trial.check_time()
    stored = sum(size(connection, kind, layout) for kind in KINDS)
    with going_on(trial, layout, first) as waits:
        time.sleep(QUIET_SECONDS / 2)  # its connections are made, its statements prepared
        waits.begin()
        time.sleep(QUIET_SECONDS)
        quiet = waits.now()
        with report(trial, layout):
            waits.begin()
            begun = time.perf_counter()
            tries = do(trial, connection)
            seconds, meanwhile = time.perf_counter() - begun, waits.now()
    return Removed(
        way, seconds, quiet, meanwhile, stored - sum(size(connection, kind, layout) for kind in KINDS), tries
    )


def detach_and_drop(trial: Trial, connection: Connection) -> int:
    """How often a DROP was tried: it needs a lock on what the foreign key points at, and gives up at once."""
    tries = 0
    for kind in KINDS:
        execute(connection, f"ALTER TABLE {kind.table(PARTED)} DETACH PARTITION {kind.partition(0)} CONCURRENTLY")
        tries += patiently(trial, connection, f"DROP TABLE {kind.partition(0)}")
    return tries


def drop_at_once(trial: Trial, connection: Connection) -> int:
    """Of the month after."""
    for kind in KINDS:
        execute(connection, f"DROP TABLE {kind.partition(1)}")
    return len(KINDS)


def delete(trial: Trial, connection: Connection) -> int:
    """The first month of the plain copies, in transactions as the product's. Their room is theirs until VACUUM FULL."""
    first, last = next(months(trial.conversations))
    tries = 0
    for begin in range(first, last + 1, BATCH):
        trial.check_time()
        numbers = min(begin + BATCH - 1, last)
        with connection.transaction():
            for kind in KINDS:
                key = "md5(c::text)::uuid" if kind is EVENT else "c"
                ids = f"SELECT {key} FROM generate_series(%s::bigint, %s::bigint) AS c"
                execute(connection, f"DELETE FROM {kind.table(PLAIN)} WHERE {kind.key} IN ({ids})", begin, numbers)
        tries += 1
    return tries


def patiently(trial: Trial, connection: Connection, statement: str) -> int:
    """Tried until it has its locks. How often."""
    tries = 0
    while True:
        trial.check_time()
        tries += 1
        try:
            with connection.transaction():
                execute(connection, f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
                execute(connection, statement)
        except psycopg.errors.LockNotAvailable:
            time.sleep(PAUSE)
        else:
            return tries

"""A PostgreSQL of its own with the product's tables, and beside them the copies that the trial is about."""

from __future__ import annotations

import contextlib
import itertools
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.partitions import kinds
from benchmarks.partitions.kinds import KINDS, MONTHS, PARTED, PLAIN, SCHEMA, Kind
from devtools.services import working_folder
from devtools.stages import clean_environ
from faults import servers
from faults.commands import PYTHON
from faults.machine import ROOT
from faults.processes import run

Connection = psycopg.Connection[Any]
# Of both copies of a row together, with indexes and PostgreSQL's own log.
BYTES_A_ROW = 1_500
ROWS_OF_A_CONVERSATION = sum(kind.rows for kind in KINDS)


class Stopped(RuntimeError):
    """The time or the disk is not enough."""


@dataclass(frozen=True, slots=True)
class Trial:
    """`rows`: messages and events together, of each copy. `until`: by the monotonic clock."""

    url: str
    rows: int
    until: float

    @property
    def conversations(self) -> int:
        return max(MONTHS, self.rows // ROWS_OF_A_CONVERSATION)

    def connect(self) -> Connection:
        """No statement outlives the trial."""
        left = max(1, int((self.until - time.monotonic()) * 1000))
        options = f"-c search_path={SCHEMA},public -c statement_timeout={left}"
        return psycopg.connect(self.url, autocommit=True, options=options)

    def check_time(self) -> None:
        if time.monotonic() > self.until:
            raise Stopped("the time is over")


@contextlib.contextmanager
def server(rows: int, seconds: float) -> Iterator[Trial]:
    """As PostgreSQL is by itself: a commit is on the disk."""
    with working_folder() as folder, contextlib.ExitStack() as cleanup:
        check_disk(folder, rows)
        postgres = servers.postgres(folder)
        cleanup.callback(postgres.program.stop)
        postgres.program.start()
        postgres.program.wait_until_ready()
        environ = {**clean_environ(), "DATABASE_URL": postgres.url, "LOCAL_DIR": str(folder / "local")}
        run([PYTHON, "manage.py", "migrate", "--verbosity", "0"], ROOT, environ)
        yield Trial(postgres.url, rows, time.monotonic() + seconds)


def check_disk(folder: Path, rows: int) -> None:
    free, wanted = shutil.disk_usage(folder).free, rows * BYTES_A_ROW
    if free < 2 * wanted:
        raise Stopped(f"{rows:,} rows take some {wanted / 1e9:,.1f} GB, and half of the disk is to stay free")


def execute(connection: Connection, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """No outsider's text is in any statement of the trial."""
    cursor = connection.execute(statement.encode(), values or None)
    return cursor.fetchall() if cursor.description else []


def make_tables(connection: Connection) -> None:
    execute(connection, f"CREATE SCHEMA {SCHEMA}")
    for statement in kinds.PARENTS:
        execute(connection, statement)
    for kind in KINDS:
        for statement in kinds.making(kind):
            execute(connection, statement)
        for month in range(MONTHS + 1):
            execute(connection, kinds.partition(kind, month))


def months(conversations: int) -> Iterator[tuple[int, int]]:
    """The first and the last conversation of each month."""
    edges = [month * conversations // MONTHS for month in range(MONTHS + 1)]
    return ((first + 1, last) for first, last in itertools.pairwise(edges))


def fill(trial: Trial, connection: Connection) -> dict[tuple[Kind, str], float]:
    """Seconds for each copy, filled month by month in turns; each index is there already, foreign keys come after."""
    taken = {(kind, layout): 0.0 for kind in KINDS for layout in (PLAIN, PARTED)}
    for first, last in months(trial.conversations):
        for statement in kinds.parents(trial.conversations):
            execute(connection, statement, first, last)
        for kind, layout in taken:
            trial.check_time()
            statement = kinds.filling(kind, layout, trial.conversations)
            taken[kind, layout] += seconds_of(connection, statement, first, last)
    for kind, layout in taken:
        execute(connection, kinds.pointing(kind, layout))
    execute(connection, "VACUUM ANALYZE")
    return taken


def seconds_of(connection: Connection, statement: str, *values: object) -> float:
    begun = time.perf_counter()
    execute(connection, statement, *values)
    return time.perf_counter() - begun


def size(connection: Connection, kind: Kind, layout: str) -> int:
    """With indexes, and all partitions."""
    parts = "SELECT relid FROM pg_partition_tree(%s::regclass) UNION SELECT %s::regclass"
    query = f"SELECT sum(pg_total_relation_size(relid)) FROM ({parts}) AS part"
    [(found,)] = execute(connection, query, kind.table(layout), kind.table(layout))
    return int(found)

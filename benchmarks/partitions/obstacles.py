"""What stands in the way of partitions in the product's own schema, in PostgreSQL's own words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

from benchmarks.partitions.kinds import EVENT, MESSAGE, MONTHS, PARTED, PLAIN, month_begins
from benchmarks.partitions.trial import Connection, execute

ACCEPTED = "accepted"
MESSAGES, LAST = MESSAGE.table(PARTED), MESSAGE.partition(MONTHS)
_ADD = f"INSERT INTO {MESSAGES} ({MESSAGE.columns}) VALUES (%s, 0, 'customer', '', {{when}})"
_NEW = "INSERT INTO conversation SELECT -1, now()"
_LATER = month_begins(MONTHS)


@dataclass(frozen=True, slots=True)
class Found:
    what: str
    answer: str


def found(connection: Connection) -> Iterator[Found]:
    """Nothing of it stays."""
    as_it_is = f"CREATE TABLE as_it_is (LIKE {EVENT.copied_from} INCLUDING ALL) PARTITION BY RANGE ({EVENT.time})"
    yield Found("the product's own primary key", answer(connection, as_it_is))
    twice = [_ADD.format(when=when) for when in (_LATER, f"{_LATER} + interval '1 second'")]
    yield Found("one position twice, at another time", answer(connection, _NEW, *twice, numbers=(None, -1, -1)))
    nobodys = _ADD.format(when=f"{_LATER} + interval '1 year'")
    yield Found("a row of a month without a partition", answer(connection, _NEW, nobodys, numbers=(None, -1)))
    yield Found("DROP of a table, on what its foreign key points at", _locked_by_a_drop(connection))
    yield Found("DETACH CONCURRENTLY beside a default partition", _beside_a_default(connection))
    yield from _walls(connection)


def answer(connection: Connection, *statements: str, numbers: tuple[int | None, ...] = ()) -> str:
    """The first refusal's own words, or that there was none; taken back in any case."""
    values = numbers or (None,) * len(statements)
    try:
        with connection.transaction(force_rollback=True):
            for statement, number in zip(statements, values, strict=True):
                execute(connection, statement, *([] if number is None else [number]))
    except psycopg.Error as error:
        return error.diag.message_primary or repr(error)
    return ACCEPTED


def _locked_by_a_drop(connection: Connection) -> str:
    held = "SELECT mode FROM pg_locks WHERE relation = %s::regclass AND pid = pg_backend_pid()"
    with connection.transaction(force_rollback=True):
        execute(connection, f"DROP TABLE {EVENT.table(PLAIN)}")
        return ", ".join(sorted(mode for (mode,) in execute(connection, held, EVENT.parent)))


def _beside_a_default(connection: Connection) -> str:
    """It can't be tried in a transaction that is taken back."""
    execute(connection, f"CREATE TABLE nobodys PARTITION OF {MESSAGES} DEFAULT")
    try:
        execute(connection, f"ALTER TABLE {MESSAGES} DETACH PARTITION {LAST} CONCURRENTLY")
    except psycopg.Error as error:
        return error.diag.message_primary or repr(error)
    finally:
        execute(connection, "DROP TABLE nobodys")
    return ACCEPTED


def _walls(connection: Connection) -> Iterator[Found]:
    """Row-level security is set up on the parent alone, as `secure_database` would, and the role may use that alone."""
    seen = "SELECT count(DISTINCT conversation_id) FROM {}"
    with _one_conversations_role(connection):
        [(shown,)] = execute(connection, seen.format(MESSAGES))
        yield Found("rows of others, by way of the parent", f"{shown - 1} of them shown")
        yield Found("a partition by its own name", answer(connection, seen.format(LAST)))


@contextlib.contextmanager
def _one_conversations_role(connection: Connection) -> Iterator[None]:
    """A role that may see a single conversation's messages, for as long as the block lasts."""
    with connection.transaction(force_rollback=True):
        [(own,)] = execute(connection, f"SELECT conversation_id FROM {MESSAGES} LIMIT 1")
        for statement in (
            "CREATE ROLE trial_app",
            "GRANT USAGE ON SCHEMA trial TO trial_app",
            f"GRANT SELECT ON {MESSAGES} TO trial_app",
            f"ALTER TABLE {MESSAGES} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY own ON {MESSAGES} TO trial_app USING (conversation_id = {int(own)})",
            "SET LOCAL ROLE trial_app",
        ):
            execute(connection, statement)
        yield

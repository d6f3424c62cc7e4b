"""Tables whose rows the database itself keeps as they are: never changed, and deleted by a purge alone.

On PostgreSQL the triggers let a transaction delete that has set `handoff.purging` for itself. SQLite's triggers cannot
know who asks: there a purge takes the trigger away and puts it back, in the one transaction that may write at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

FLAG = "handoff.purging"
FUNCTION = "handoff_refuse_unless_purging"
# By table: the name of its triggers, and what a refusal says.
TABLES = {"agents_auditentry": ("audit_log", "the audit log is append-only")}


@contextmanager
def purging() -> Iterator[None]:
    """Inside, rows of these tables may be deleted. A transaction of its own, or a part of the caller's."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in opening(connection.vendor):
            cursor.execute(statement)
        yield
        for statement in closing(connection.vendor):
            cursor.execute(statement)


def opening(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"SELECT set_config('{FLAG}', 'on', true)"]
    return [f"DROP TRIGGER {name}_keeps_its_rows" for name, _ in TABLES.values()]


def closing(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"SELECT set_config('{FLAG}', 'off', true)"]
    return [sqlite_keeps(table) for table in TABLES]


def sqlite_keeps(table: str) -> str:
    name, refusal = TABLES[table]
    return f"CREATE TRIGGER {name}_keeps_its_rows BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"


def guarding(vendor: str, table: str) -> list[str]:
    """For the migration that makes the table."""
    name, refusal = TABLES[table]
    if vendor == "sqlite":
        changing = f"CREATE TRIGGER {name}_is_never_changed BEFORE UPDATE ON {table}"
        return [f"{changing} BEGIN SELECT RAISE(ABORT, '{refusal}'); END", sqlite_keeps(table)]
    executing = f"EXECUTE FUNCTION {FUNCTION}('{refusal}')"
    return [
        _POSTGRES_FUNCTION,
        f"CREATE TRIGGER {name}_is_never_changed BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {executing}",
        f"CREATE TRIGGER {name}_is_never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {executing}",
    ]


def unguarding(vendor: str, table: str) -> list[str]:
    name, _ = TABLES[table]
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}_{rule}" for rule in ("is_never_changed", "keeps_its_rows")]
    return [f"DROP TRIGGER {name}_{rule} ON {table}" for rule in ("is_never_changed", "is_never_emptied")]


# An UPDATE is refused whoever asks.
_POSTGRES_FUNCTION = f"""CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' AND current_setting('{FLAG}', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '%', TG_ARGV[0];
END $$"""

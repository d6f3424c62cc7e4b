"""Rows that are only ever added may be deleted in one way: inside `deletions_allowed()`, by whoever purges or erases.

The database itself refuses all else. A table that wants this names itself in a migration: `refuse_deletions("table")`,
which depends on agents/0004.

What stands open is one transaction and no other. On PostgreSQL it is a setting of that transaction. SQLite has none:
there it is a row in `agents_deletions_allowed` which the transaction writes and takes out again, so that nobody else
ever sees it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from agents import scopes

REFUSAL = "rows of this table are never deleted"
_SETTING = "handoff.deletions_allowed"
_PREPARE = {
    "postgresql": f"""CREATE OR REPLACE FUNCTION agents_refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
        IF current_setting('{_SETTING}', true) = 'on' THEN RETURN OLD; END IF;
        RAISE EXCEPTION '%: {REFUSAL}', TG_TABLE_NAME;
    END $$""",
    "sqlite": "CREATE TABLE IF NOT EXISTS agents_deletions_allowed (by_this_transaction INTEGER)",
}
_UNPREPARE = {
    "postgresql": "DROP FUNCTION IF EXISTS agents_refuse_deletion",
    "sqlite": "DROP TABLE IF EXISTS agents_deletions_allowed",
}
_GUARD = {
    "postgresql": """CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION agents_refuse_deletion()""",
    "sqlite": f"""CREATE TRIGGER {{table}}_is_never_deleted BEFORE DELETE ON {{table}}
    WHEN NOT EXISTS (SELECT 1 FROM agents_deletions_allowed)
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 # nosec B608 # for migrations alone
}
_UNGUARD = {
    "postgresql": "DROP TRIGGER {table}_is_never_deleted ON {table}",
    "sqlite": "DROP TRIGGER {table}_is_never_deleted",
}
_ALLOW = {
    "postgresql": f"SELECT set_config('{_SETTING}', 'on', true)",
    "sqlite": "INSERT INTO agents_deletions_allowed VALUES (1)",
}
# Where it stands inside another one, that one's deletions are over too: they come first, or within.
_REFUSE = {
    "postgresql": f"SELECT set_config('{_SETTING}', 'off', true)",
    "sqlite": "DELETE FROM agents_deletions_allowed",
}


@contextmanager
def deletions_allowed() -> Iterator[None]:
    """One transaction, or a part of one. What fails within it takes the permission back with it.

    On PostgreSQL the statements within it are also those of a role of their own, `handoff_purge`: the product's has no
    right to take away rows that are only added.
    """
    with transaction.atomic(), scopes.deleting(), connection.cursor() as cursor:
        cursor.execute(_ALLOW[connection.vendor])
        yield
        cursor.execute(_REFUSE[connection.vendor])


def refuse_deletions(table: str) -> migrations.RunPython:
    """For a migration: from then on the table's rows can be deleted inside `deletions_allowed()` alone."""
    return _operation(
        {vendor: statement.format(table=table) for vendor, statement in _GUARD.items()},
        {vendor: statement.format(table=table) for vendor, statement in _UNGUARD.items()},
    )


def prepare() -> migrations.RunPython:
    """For the migrations that the others depend on: the first of them does it, a later one changes nothing."""
    return _operation(_PREPARE, _UNPREPARE)


def _operation(do: Mapping[str, str], undo: Mapping[str, str]) -> migrations.RunPython:
    def forwards(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.execute(do[schema_editor.connection.vendor], None)

    def backwards(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.execute(undo[schema_editor.connection.vendor], None)

    return migrations.RunPython(forwards, backwards)

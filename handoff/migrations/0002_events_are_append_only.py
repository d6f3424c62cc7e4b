"""The history of a handoff cannot be rewritten: the database itself refuses to change an event."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRES = (
    """CREATE FUNCTION handoff_refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'handoff events are append-only'; END $$""",
    """CREATE TRIGGER handoff_events_are_append_only BEFORE UPDATE ON handoff_handoffevent
    FOR EACH ROW EXECUTE FUNCTION handoff_refuse_event_change()""",
)
SQLITE = (
    """CREATE TRIGGER handoff_events_are_append_only BEFORE UPDATE ON handoff_handoffevent
    BEGIN SELECT RAISE(ABORT, 'handoff events are append-only'); END""",
)
UNDO = {
    "postgresql": (
        "DROP TRIGGER handoff_events_are_append_only ON handoff_handoffevent",
        "DROP FUNCTION handoff_refuse_event_change",
    ),
    "sqlite": ("DROP TRIGGER handoff_events_are_append_only",),
}


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"postgresql": POSTGRES, "sqlite": SQLITE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("handoff", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]

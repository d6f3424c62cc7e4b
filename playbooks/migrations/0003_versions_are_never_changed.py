"""What was published stays as it was: the database itself refuses to change a version. A newer one may retire it."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIELDS = ("playbook_id", "number", "text", "note", "published_by_name", "published_at")
REFUSAL = "versions of a playbook are never changed"
POSTGRES = (
    f"""CREATE FUNCTION playbooks_refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    f"""CREATE TRIGGER playbooks_versions_are_never_changed BEFORE UPDATE ON playbooks_playbookversion
    FOR EACH ROW WHEN ({" OR ".join(f"OLD.{field} IS DISTINCT FROM NEW.{field}" for field in FIELDS)})
    EXECUTE FUNCTION playbooks_refuse_version_change()""",
)
SQLITE = (
    f"""CREATE TRIGGER playbooks_versions_are_never_changed BEFORE UPDATE ON playbooks_playbookversion
    WHEN {" OR ".join(f"OLD.{field} IS NOT NEW.{field}" for field in FIELDS)}
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
)
UNDO = {
    "postgresql": (
        "DROP TRIGGER playbooks_versions_are_never_changed ON playbooks_playbookversion",
        "DROP FUNCTION playbooks_refuse_version_change",
    ),
    "sqlite": ("DROP TRIGGER playbooks_versions_are_never_changed",),
}


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"postgresql": POSTGRES, "sqlite": SQLITE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("playbooks", "0002_versions_and_order")]
    operations = [migrations.RunPython(guard, unguard)]

"""The audit log, which the database keeps append-only; what an API key may do, and until when."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import agents.keys
import agents.models.audit
from agents.purging import prepare, refuse_deletions

TABLE = "agents_auditentry"
REFUSAL = "the audit log is append-only"
POSTGRES = (
    f"""CREATE FUNCTION agents_refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    f"""CREATE TRIGGER agents_audit_is_append_only BEFORE UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION agents_refuse_audit_change()""",
    # A whole table at once: no trigger of its rows would see it.
    f"""CREATE TRIGGER agents_audit_is_never_emptied BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION agents_refuse_deletion()""",
)
SQLITE = (
    f"""CREATE TRIGGER agents_audit_is_append_only BEFORE UPDATE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    # INSERT OR REPLACE would put a row in another's place, and no other trigger would see it.
    f"""CREATE TRIGGER agents_audit_is_never_replaced BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # nosec B608 # our own names
)
UNDO = {
    "postgresql": (
        f"DROP TRIGGER agents_audit_is_never_emptied ON {TABLE}",
        f"DROP TRIGGER agents_audit_is_append_only ON {TABLE}",
        "DROP FUNCTION agents_refuse_audit_change",
    ),
    "sqlite": ("DROP TRIGGER agents_audit_is_never_replaced", "DROP TRIGGER agents_audit_is_append_only"),
}


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"postgresql": POSTGRES, "sqlite": SQLITE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, None)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [("agents", "0003_second_steps_and_sign_ins")]

    operations = [
        prepare(),
        migrations.AddField("apikey", "expires_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("apikey", "scopes", models.JSONField(default=agents.keys.all_scopes)),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "actor_kind",
                    models.CharField(
                        choices=[
                            ("person", "A person of the Brand"),
                            ("operator", "An operator of this site"),
                            ("visitor", "Somebody who was not signed in"),
                            ("system", "This site itself"),
                        ],
                        max_length=10,
                    ),
                ),
                ("actor_id", models.PositiveBigIntegerField(null=True)),
                ("action", models.CharField(choices=agents.models.audit.actions, max_length=40)),
                ("object_kind", models.CharField(blank=True, max_length=40)),
                ("object_id", models.CharField(blank=True, max_length=40)),
                ("detail", models.JSONField(blank=True, default=dict)),
                ("address", models.GenericIPAddressField(null=True)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                (
                    "brand",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="audit_entries",
                        to="agents.brand",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "audit log",
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["brand", "-at", "-id"], name="audit_of_brand"),
                    models.Index(fields=["brand", "actor_id"], name="audit_by_person"),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
        refuse_deletions(TABLE),
    ]

"""Answers kept for repeats name their handoff in a column: to look into each body for it took a scan of the table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models

BATCH = 1000


def name_handoffs(apps: Any, schema_editor: Any) -> None:
    answers = apps.get_model("handoff", "IdempotentAnswer").objects.order_by("pk")
    handoffs = apps.get_model("handoff", "Handoff").objects
    last = 0
    while rows := list(answers.filter(pk__gt=last)[:BATCH]):
        told = {row.pk: UUID(row.body["id"]) for row in rows}
        known = set(handoffs.filter(pk__in=told.values()).values_list("pk", flat=True))
        for row in rows:
            row.handoff_id = told[row.pk] if told[row.pk] in known else None
        answers.bulk_update(rows, ["handoff"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [
        ("handoff", "0010_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="idempotentanswer",
            name="handoff",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="handoff.handoff"
            ),
        ),
        migrations.RunPython(name_handoffs, migrations.RunPython.noop),
    ]

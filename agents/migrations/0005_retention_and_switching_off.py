"""How long a Brand keeps what, whether a model may be asked, and Agents that are off; the one way to delete."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from agents.purging import prepare


class Migration(migrations.Migration):
    dependencies = [
        ("agents", "0004_audit_log_and_key_scopes"),
    ]

    operations = [
        prepare(),
        migrations.AddField(
            model_name="agent",
            name="switched_off_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="brand",
            name="model_allowed",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="brand",
            name="rest_kept_days",
            field=models.PositiveSmallIntegerField(db_default=400, default=400),
        ),
        migrations.AddField(
            model_name="brand",
            name="texts_kept_days",
            field=models.PositiveSmallIntegerField(db_default=30, default=30),
        ),
        migrations.AddField(
            model_name="conversation",
            name="texts_removed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="conversation",
            name="agent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT, related_name="conversations", to="agents.agent"
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["brand", "updated_at"], name="conversations_by_age"),
        ),
        migrations.AddConstraint(
            model_name="brand",
            constraint=models.CheckConstraint(
                condition=models.Q(("texts_kept_days__gte", 1)), name="texts_are_kept_for_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="brand",
            constraint=models.CheckConstraint(
                condition=models.Q(("rest_kept_days__gte", models.F("texts_kept_days")), ("rest_kept_days__lte", 3650)),
                name="the_rest_is_kept_as_long_as_texts",
            ),
        ),
    ]

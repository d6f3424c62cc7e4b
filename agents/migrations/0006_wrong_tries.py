"""Wrong tries that the audit log does not tell of yet; its entries may say an earlier moment than that of writing."""

from __future__ import annotations

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agents", "0005_retention_and_switching_off"),
    ]

    operations = [
        migrations.CreateModel(
            name="WrongTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("person_id", models.PositiveBigIntegerField(null=True)),
                ("by_id", models.PositiveBigIntegerField(null=True)),
                ("was_last", models.BooleanField()),
                ("address", models.GenericIPAddressField(null=True)),
                ("request_id", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
        ),
        # In the state alone: the column stays as it is, and SQLite would make the table anew, without its triggers.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="auditentry",
                    name="at",
                    field=models.DateTimeField(default=django.utils.timezone.now),
                ),
            ],
        ),
    ]

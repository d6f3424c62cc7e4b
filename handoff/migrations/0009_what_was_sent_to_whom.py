"""What was sent to whom; and the events of a handoff are deleted by the purge alone."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from agents.purging import refuse_deletions


class Migration(migrations.Migration):
    dependencies = [
        ("agents", "0005_retention_and_switching_off"),
        ("handoff", "0008_outbox"),
    ]

    operations = [
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "recipient",
                    models.CharField(
                        choices=[
                            ("platform", "Support platform"),
                            ("browser", "Support platform, by the customer's browser"),
                            ("model", "AI model"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("host", models.CharField(blank=True, max_length=255)),
                ("kinds", models.JSONField(default=list)),
                ("turns", models.PositiveIntegerField(default=0)),
                ("masked", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agents.brand"),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disclosures",
                        to="agents.conversation",
                    ),
                ),
                (
                    "handoff",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disclosures",
                        to="handoff.handoff",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["brand", "-at"], name="disclosures_of_a_brand")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("recipient__in", ["platform", "browser", "model"])),
                        name="recipient_is_known",
                    )
                ],
            },
        ),
        refuse_deletions("handoff_handoffevent"),
    ]

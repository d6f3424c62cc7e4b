"""Who saved and published what, and Agents that follow their playbooks in an order, each on or off.

Who follows what is carried over; the order is that of the names, as it was read until now.
"""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CHUNK = 1000


def carry_over(apps: Any, schema_editor: Any) -> None:
    followed = apps.get_model("playbooks", "Playbook").agents.through
    assignment = apps.get_model("playbooks", "PlaybookAssignment")
    positions: Counter[uuid.UUID] = Counter()
    rows = []
    pairs = followed.objects.order_by("playbook__name", "pk").values_list("playbook_id", "agent_id")
    for playbook, agent in pairs:
        rows.append(assignment(playbook_id=playbook, agent_id=agent, position=positions[agent]))
        positions[agent] += 1
    assignment.objects.bulk_create(rows, batch_size=CHUNK)


def carry_back(apps: Any, schema_editor: Any) -> None:
    """What is off would be on again: it is left out."""
    followed = apps.get_model("playbooks", "Playbook").agents.through
    on = apps.get_model("playbooks", "PlaybookAssignment").objects.filter(enabled=True)
    pairs = on.values_list("playbook_id", "agent_id")
    followed.objects.bulk_create(
        (followed(playbook_id=playbook, agent_id=agent) for playbook, agent in pairs), batch_size=CHUNK
    )


def person() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        blank=True,
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("agents", "0002_people_and_sightings"),
        ("playbooks", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("playbook", "revision", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.AddField("playbook", "saved_by", person()),
        migrations.AddField("playbookversion", "note", models.CharField(blank=True, max_length=200)),
        migrations.AddField("playbookversion", "published_by", person()),
        migrations.AddField("playbookversion", "published_by_name", models.CharField(blank=True, max_length=310)),
        migrations.CreateModel(
            name="PlaybookAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0)),
                ("enabled", models.BooleanField(default=True)),
                ("read_at", models.DateTimeField(editable=False, null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="agents.agent"
                    ),
                ),
                (
                    "playbook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="playbooks.playbook",
                    ),
                ),
                (
                    "read_version",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="playbooks.playbookversion",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "playbook__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["playbook", "agent"], name="one_assignment_per_playbook_and_agent"
                    )
                ],
            },
        ),
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveField("playbook", "agents"),
        migrations.AddField(
            "playbook",
            "agents",
            models.ManyToManyField(
                blank=True,
                help_text="The Agents that follow this playbook.",
                related_name="playbooks",
                through="playbooks.PlaybookAssignment",
                to="agents.agent",
            ),
        ),
    ]

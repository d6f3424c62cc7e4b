"""Playbooks are switched off; a version can be deleted by whoever removes its playbook, and in no other way."""

from __future__ import annotations

from django.db import migrations, models

from agents.purging import refuse_deletions


class Migration(migrations.Migration):
    dependencies = [
        ("agents", "0005_retention_and_switching_off"),
        ("playbooks", "0003_versions_are_never_changed"),
    ]

    operations = [
        migrations.AddField(
            model_name="playbook",
            name="switched_off_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        refuse_deletions("playbooks_playbookversion"),
    ]

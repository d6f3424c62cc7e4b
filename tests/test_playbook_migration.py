"""Who followed which playbook is still so after the update, and after taking it back."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.site import one_process_at_a_time

BEFORE, AFTER = ("playbooks", "0001_initial"), ("playbooks", "0003_versions_are_never_changed")


def migrated(*target: tuple[str, str]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(list(target))
    return MigrationExecutor(connection).loader.project_state(list(target)).apps


@pytest.mark.django_db(transaction=True)
def test_who_follows_what_is_carried_over_in_the_order_of_names() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        apps = migrated(BEFORE)
        brand = apps.get_model("agents", "Brand").objects.create(name="Northwind")
        agents = [apps.get_model("agents", "Agent").objects.create(brand=brand, name=name) for name in ("A", "B")]
        playbook_model = apps.get_model("playbooks", "Playbook")
        for name, following in (("Returns", agents), ("Orders", agents[:1]), ("Nobody's", [])):
            playbook_model.objects.create(brand=brand, name=name, draft=name).agents.set(following)

        rows = migrated(AFTER).get_model("playbooks", "PlaybookAssignment").objects.order_by("agent__name", "position")
        assert list(rows.values_list("agent__name", "playbook__name", "position", "enabled")) == [
            ("A", "Orders", 0, True),
            ("A", "Returns", 1, True),
            ("B", "Returns", 0, True),
        ]
        rows.filter(agent__name="B").update(enabled=False)

        followed = migrated(BEFORE).get_model("playbooks", "Playbook").agents.through.objects
        assert sorted(followed.values_list("agent__name", "playbook__name")) == [("A", "Orders"), ("A", "Returns")]
    finally:
        migrated(*latest)
        walls_up_again()


def walls_up_again() -> None:
    """A table that was made anew has none, as after each `manage migrate`."""
    if connection.vendor == "postgresql":
        with one_process_at_a_time():
            call_command("secure_database", stdout=StringIO())

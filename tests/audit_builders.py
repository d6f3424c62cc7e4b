"""What tests of the audit log look at."""

from __future__ import annotations

from typing import Any

from agents.models import AuditEntry, Brand, WrongTry
from agents.tasks import tell_of_wrong_try

Told = tuple[str, dict[str, Any]]


def entries_of(brand: Brand | None) -> list[Told]:
    """Action and details, the oldest first; those that are left to a worker as well."""
    worker_tells()
    rows = AuditEntry.objects.filter(brand=brand).order_by("pk")
    return [(row.action, row.detail) for row in rows]


def actions_of(brand: Brand | None) -> list[str]:
    return [action for action, _detail in entries_of(brand)]


def worker_tells() -> None:
    for try_id in WrongTry.objects.order_by("pk").values_list("pk", flat=True):
        tell_of_wrong_try(try_id)

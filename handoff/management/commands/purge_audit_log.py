"""The audit log's door to its end: what is older than RETENTION_AUDIT_DAYS goes. For cron, once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from agents import audit


class Command(BaseCommand):
    help = "Deletes entries of the audit log that are older than RETENTION_AUDIT_DAYS."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{audit.purge_old()} entries of the audit log were deleted.")

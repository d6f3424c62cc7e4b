"""The README's table of platforms, printed or written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from handoff.providers import registry, table

README = Path(settings.BASE_DIR) / "README.md"


class Command(BaseCommand):
    help = "What each platform can do, as a table made of its class."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="Bring the table in README.md up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["write"]:
            self.stdout.write(table.markdown(registry.PROVIDERS))
            return
        try:
            README.write_text(table.renewed(README.read_text(), registry.PROVIDERS))
        except (OSError, ValueError) as error:
            raise CommandError(f"{README.name}: {error}") from error
        self.stdout.write(f"{README.name} is up to date.")

"""The documentation's page of sentences, printed or written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from handoff.sentences import page

PAGE = Path(settings.BASE_DIR) / "docs/sentences.md"


class Command(BaseCommand):
    help = "What customers are told, in each language."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="Bring docs/sentences.md up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["write"]:
            self.stdout.write(page.markdown())
            return
        try:
            PAGE.write_text(page.markdown())
        except OSError as error:
            raise CommandError(f"{PAGE.name}: {error}") from error
        self.stdout.write(f"{PAGE.name} is up to date.")

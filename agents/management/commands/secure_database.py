"""`manage secure_database`: PostgreSQL's own walls between the Brands, after each `manage migrate`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from agents import securing

APP_ROLE = "handoff_app"
NOT_POSTGRESQL = "Only PostgreSQL has row-level security. On SQLite the product's own scoping is all there is."


class Command(BaseCommand):
    help = "Puts up row-level security and grants for the role that web and workers connect as. Run it as the owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", default=APP_ROLE, help=f"That role ({APP_ROLE}); made where it is not there")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError(NOT_POSTGRESQL)
        try:
            for line in securing.secure(options["role"]):
                self.stdout.write(line)
        except securing.CannotSecure as error:
            raise CommandError(str(error)) from None

"""The first Brand, and the person who sets it up."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from agents.brands import create_brand


class Command(BaseCommand):
    help = "Creates a Brand and its first admin, who then logs in at /admin/ with the e-mail address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="The Brand's name, as merchants see it")
        parser.add_argument("--email", required=True, help="The admin's e-mail address, which is also the login")
        parser.add_argument("--password-stdin", action="store_true", help="Read the password from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        password = self._password(from_stdin=options["password_stdin"])
        try:
            brand = create_brand(options["name"], options["email"], password)
        except ValidationError as error:
            lines = [f"{field}: {' '.join(texts)}" for field, texts in error.message_dict.items()]
            raise CommandError("\n".join(lines)) from None
        self.stdout.write(f"{brand.name} is ready. Log in at /admin/ as {options['email']}.")

    def _password(self, *, from_stdin: bool) -> str:
        if from_stdin:
            return sys.stdin.readline().rstrip("\r\n")
        if not sys.stdin.isatty():
            raise CommandError("There is nobody to ask for a password here. Give it with --password-stdin.")
        first = getpass("Password: ")
        if getpass("The same again: ") != first:
            raise CommandError("The two passwords differ. Nothing was created.")
        return first

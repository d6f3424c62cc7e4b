"""For the last operator whose phone and recovery codes are lost: whoever may run this may do anything here anyway."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from agents import second_step


class Command(BaseCommand):
    help = "Switch off somebody's second step, and log them out everywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError("There is no account with this username.")
        was_on = second_step.reset_by_operator(user)
        self.stdout.write("The second step is off." if was_on else "There was none. They are logged out everywhere.")

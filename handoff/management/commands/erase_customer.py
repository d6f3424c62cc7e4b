"""Erases one customer of a Brand. Can be stopped and run again: each conversation is erased wholly or not at all."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from handoff.management import customers
from handoff.privacy import erase
from handoff.privacy.who import conversations_of

AT_A_TIME = 100


class Command(BaseCommand):
    help = "Erases all that is stored of one customer of a Brand, but codes, times and ids of ours."

    def add_arguments(self, parser: CommandParser) -> None:
        customers.add_arguments(parser)
        parser.add_argument("--yes", action="store_true", help="Erase; without it, only say how many conversations.")

    def handle(self, *args: Any, yes: bool, **options: Any) -> None:
        brand, who = customers.asked(options)
        if not yes:
            count = len(conversations_of(brand, who))
            raise CommandError(f"{count:,} conversations would be erased, for good. Add --yes to erase them.")
        done, left = 0, 1
        while left:
            erased = erase(brand, who, AT_A_TIME)
            done, left = done + erased.conversations, erased.left
            self.stdout.write(f"{done:,} conversations erased, {left:,} left.")

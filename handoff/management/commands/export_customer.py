"""All that is stored of one customer of a Brand, as JSON on standard output."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from handoff.management import customers
from handoff.privacy import hand_out
from handoff.privacy.exporting import ENCODER


class Command(BaseCommand):
    help = "Prints all that is stored of one customer of a Brand, as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        customers.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        told = hand_out(*customers.asked(options))
        self.stdout.write(json.dumps(told, cls=ENCODER, ensure_ascii=False, indent=2))

"""What the commands about a customer ask for: the Brand, and who it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import CommandError, CommandParser

from agents.models import Brand
from handoff.privacy import Nobody, Who


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--brand", type=UUID, required=True, help="The Brand's id")
    parser.add_argument("--id", default="", help="The customer's id, exactly as the runtime gave it")
    parser.add_argument("--email", default="", help="The e-mail address, in either case")
    parser.add_argument("--phone", default="", help="The phone number, however it is written")


def asked(options: dict[str, Any]) -> tuple[Brand, Who]:
    """Raises CommandError."""
    brand = Brand.objects.filter(pk=options["brand"]).first()
    if brand is None:
        raise CommandError(f"There is no Brand {options['brand']}.")
    try:
        return brand, Who(options["id"], options["email"], options["phone"])
    except Nobody as nobody:
        raise CommandError(f"{nobody} See --help.") from None

"""`manage rotate_secrets`: what is stored under an older key is encrypted anew under the first one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agents import rotation

LEFT = (
    "{count} could not be read with any key of FIELD_ENCRYPTION_KEYS. Add the key that wrote them and run this again; "
    "where it is lost, the secrets must be entered anew."
)


class Command(BaseCommand):
    help = "Encrypt every stored secret anew under the first of FIELD_ENCRYPTION_KEYS. The product may go on running."

    def handle(self, *args: Any, **options: Any) -> None:
        unreadable = 0
        for column, outcome in rotation.rotate_all():
            unreadable += outcome.unreadable
            self.stdout.write(
                f"{column}: {outcome.renewed} renewed, {outcome.current} current, {outcome.unreadable} unreadable"
            )
        if unreadable:
            raise CommandError(LEFT.format(count=unreadable))

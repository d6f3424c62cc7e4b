"""Deletes what each Brand has kept for long enough. Safe to stop, to run twice, and beside a running product."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from handoff.privacy import leaving, purging
from handoff.privacy.purging import Purged


class Command(BaseCommand):
    help = "Deletes texts, and then all else, that Brands have kept for as long as they set on their Privacy page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be deleted.")
        parser.add_argument("--brand", type=UUID, help="The id of one Brand")
        parser.add_argument(
            "--shop-left",
            action="store_true",
            help="With --brand: erase all customers if its platform asked for it.",
        )

    def handle(self, *args: Any, dry_run: bool, brand: UUID | None, shop_left: bool, **options: Any) -> None:
        brands, now, total = purging.brands(brand), purging.safe_now(), Purged()
        if brand and not brands:
            raise CommandError(f"There is no Brand {brand}.")
        if shop_left and not brand:
            raise CommandError("Name the Brand whose shop left: --brand.")
        for row in brands:
            purged = purging.would_purge(row, now) if dry_run else purging.purge(row, now)
            total += purged
            if shop_left and not dry_run:
                self.stdout.write(f"Erased: {leaving.erase(row).conversations:,} conversations.")
            if purged.anything:
                self.stdout.write(f"{row.name} ({row.pk}): {told(purged)}.")
        self.stdout.write(f"{'Would be deleted' if dry_run else 'Deleted'} in all: {told(total)}.")


def told(purged: Purged) -> str:
    return (
        f"the texts of {purged.texts:,} conversations, and {purged.conversations:,} conversations for good, with "
        f"{purged.handoffs:,} handoffs and {purged.events:,} events of theirs; {purged.figures:,} other rows"
    )

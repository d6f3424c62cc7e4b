"""Is at the platforms what we think is there? Asked of those that can be asked, by reading alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agents import owned, scopes
from handoff import reconciling
from handoff.models import Handoff
from handoff.providers import registry
from handoff.reconciling import Count

MOST_HOURS = 100_000


class Command(BaseCommand):
    help = "Compares the handoffs of the last hours with what the support platforms hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hours", type=int, default=24, help="How far back (24)")
        parser.add_argument("--brand", type=UUID, help="The id of one Brand")
        parser.add_argument(
            "--settle", action="store_true", help="Mark as delivered what was given up and is there after all"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["hours"] <= MOST_HOURS:
            raise CommandError(f"--hours takes a number from 1 to {MOST_HOURS:,}.")
        brands, chosen = owned.brand_ids(), options["brand"]
        if chosen and chosen not in brands:
            raise CommandError(f"There is no Brand {chosen}.")
        since = timezone.now() - timedelta(hours=options["hours"])
        rows = of_each(brands if chosen is None else [chosen], since)
        counts = reconciling.reconcile(rows, settle=options["settle"])
        for slug, count in counts.items():
            self.stdout.write(told(registry.provider_class(slug).label, count))
        self.stdout.write(json.dumps(_figures(counts)))


def of_each(brands: Iterable[UUID], since: datetime) -> Iterator[Handoff]:
    """Brand after Brand: whoever is handed a row works for its Brand until the next one is asked for."""
    for brand_id in brands:
        with scopes.brand(brand_id):
            yield from reconciling.to_check(since).filter(brand=brand_id).iterator(chunk_size=100)


def told(label: str, count: Count) -> str:
    said = (
        f"{label}: {count.checked} checked, {count.missing} missing{_listed(count.missing_refs)}, "
        f"{count.found} there after all{_listed(count.found_refs)}"
    )
    settled = f", {count.settled} of them now delivered" if count.settled else ""
    unasked = f", {count.not_asked} could not be asked" if count.not_asked else ""
    stopped = f" Stopped: {count.stopped.rstrip('.')}." if count.stopped else ""
    return f"{said}{settled}{unasked}.{stopped}"


def _listed(refs: list[str]) -> str:
    return f" ({', '.join(refs)})" if refs else ""


def _figures(counts: Mapping[str, Count]) -> dict[str, object]:
    return {
        "checked": sum(count.checked for count in counts.values()),
        "missing": sum(count.missing for count in counts.values()),
        "found": sum(count.found for count in counts.values()),
        "settled": sum(count.settled for count in counts.values()),
        "not_asked": sum(count.not_asked for count in counts.values()),
        "platforms": {slug: count.as_json() for slug, count in counts.items()},
    }

"""Where pages of the Brands' shops have asked for the storefront's script."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from agents import scopes
from agents.models import Brand, StorefrontSighting
from agents.origins import normalised

LONGEST = 255
STEP_SECONDS = 60 * 60
# Anybody can send any origin: those of one hour share so many places, which bounds what they cost all together.
PLACES = 1 << 14


def is_origin(text: str) -> bool:
    """Spelt as browsers spell it; "null" and whatever else is no address of a shop."""
    if not 0 < len(text) <= LONGEST:
        return False
    try:
        return normalised(text) == text
    except ValueError:
        return False


def place_of(origin: str, now: datetime) -> str:
    """What is counted: this origin in this hour. Two that share a place now are apart in the next hour."""
    hour = int(now.timestamp()) // STEP_SECONDS
    number = int.from_bytes(hashlib.sha256(f"{hour} {origin}".encode()).digest()[:8]) % PLACES
    return f"sighting:{hour}:{number}"


def note(origin: str) -> None:
    """For each Brand that lists exactly this origin. One that nobody lists is forgotten."""
    now = timezone.now()
    for brand in _listing(origin):
        with scopes.brand(brand.pk):
            _note_of(brand, origin, now)


def _note_of(brand: Brand, origin: str, now: datetime) -> None:
    row = StorefrontSighting(brand=brand, origin=origin, first_at=now, last_at=now)
    StorefrontSighting.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["brand", "origin"], update_fields=["last_at"]
    )


def _listing(origin: str) -> list[Brand]:
    with scopes.origin(origin):
        return [brand for brand in _mentioning(origin) if origin in brand.storefront_origins]


def _mentioning(origin: str) -> list[Brand]:
    """A few too many, as text: what a list in JSON holds is asked differently on each database."""
    return list(Brand.objects.alias(text=Cast("storefront_origins", TextField())).filter(text__contains=origin))

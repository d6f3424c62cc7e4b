"""What was read from a calendar file, on its way through the merchant's browser and back: signed, for one Brand."""

from __future__ import annotations

from datetime import date

from django.core import signing

from agents.models import Brand
from handoff.availability import Closure
from handoff.imports.calendar_files import CalendarFile, LeftOut

SALT = "handoff.imports.calendar_previews"
VALID_SECONDS = 60 * 60
TOO_OLD = "You saw this list more than an hour ago. Choose the file again."
NOT_OURS = "This list cannot be used here. Choose the file again."


class PreviewRefused(Exception):
    """The text is for the merchant."""


def signed(brand: Brand, read: CalendarFile) -> str:
    closures = [[c.first.isoformat(), c.last.isoformat(), c.yearly, c.label] for c in read.closures]
    left_out = [[part.why, part.count, part.labels] for part in read.left_out]
    return signing.dumps([str(brand.pk), closures, left_out, read.repeats], salt=SALT, compress=True)


def unsigned(brand: Brand, text: str) -> CalendarFile:
    """Raises PreviewRefused."""
    try:
        owner, closures, left_out, repeats = signing.loads(text, salt=SALT, max_age=VALID_SECONDS)
    except signing.SignatureExpired:
        raise PreviewRefused(TOO_OLD) from None
    except signing.BadSignature:
        raise PreviewRefused(NOT_OURS) from None
    if owner != str(brand.pk):
        raise PreviewRefused(NOT_OURS)
    return CalendarFile(
        tuple(
            Closure(date.fromisoformat(first), date.fromisoformat(last), yearly=yearly, label=label)
            for first, last, yearly, label in closures
        ),
        tuple(LeftOut(why, count, tuple(labels)) for why, count, labels in left_out),
        repeats,
    )

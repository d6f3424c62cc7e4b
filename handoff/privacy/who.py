"""Which conversations of a Brand are a customer's: by the exact id, or by an e-mail address or phone number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from agents.models import Brand, Conversation

_CHUNK = 2000
_FEWEST_DIGITS = 5


class Nobody(ValueError):
    """Neither an id, nor an e-mail address, nor a phone number was given."""


@dataclass(frozen=True, slots=True)
class Who:
    """A conversation is theirs if it names any of what is given here."""

    id: str = ""
    email: str = ""
    phone: str = ""

    def __post_init__(self) -> None:
        if not (self.id or email_key(self.email) or phone_key(self.phone)):
            raise Nobody("Give an id, an e-mail address or a phone number.")


def email_key(text: object) -> str:
    """Two addresses with the same key are one: in either case, with blanks around it or not."""
    return unicodedata.normalize("NFC", text).strip().casefold() if isinstance(text, str) else ""


def phone_key(text: object) -> str:
    """The digits, without what an international number begins with; "" where there are too few to mean anybody."""
    digits = re.sub(r"\D", "", text).removeprefix("00") if isinstance(text, str) else ""
    return digits if len(digits) >= _FEWEST_DIGITS else ""


def conversations_of(brand: Brand, who: Who) -> list[int]:
    """Their keys, oldest first. Of this Brand alone."""
    rows = Conversation.objects.for_brand(brand)
    found: set[int] = set()
    if who.id:
        found.update(rows.filter(customer__id=who.id).values_list("pk", flat=True))
    if email := email_key(who.email):
        found.update(_same(brand, "email", email, email_key, _may_hold(email)))
    if phone := phone_key(who.phone):
        found.update(_same(brand, "phone", phone, phone_key, Q(customer__has_key="phone")))
    return sorted(found)


def _may_hold(email: str) -> Q:
    """The database tells upper from lower case of plain letters alone; it reads others as they were written."""
    return Q(customer__email__icontains=email) if email.isascii() else Q(customer__has_key="email")


def _same(brand: Brand, name: str, wanted: str, key: Callable[[object], str], candidates: Q) -> Iterator[int]:
    rows = Conversation.objects.for_brand(brand).filter(candidates).values_list("pk", "customer")
    for pk, customer in rows.iterator(chunk_size=_CHUNK):
        if key(customer.get(name)) == wanted:
            yield pk

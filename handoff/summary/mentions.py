"""What somebody wrote and a human agent would have to ask for again: numbers, amounts, dates, products. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from handoff.summary.mention_patterns import (
    AMOUNT,
    CODE,
    DATE,
    DAY,
    DECIMAL,
    EMAIL,
    ERROR,
    LINK,
    NAME,
    ORDER,
    PHONE,
    PRODUCT,
    SHIPMENT,
    TIME,
    TRACKING,
    VERSION,
)

_LEAST_DIGITS = 5
_LEAST_DIGITS_AFTER_LETTERS = 3
_PHONE_DIGITS = range(9, 16)
# Longer texts would fill the memory, if they were kept.
_MOST_KEPT = 2000
_DIGIT = re.compile(r"\d")
# "(1/2)" counts the parts of a message, and "24/7" is no date.
_PART = re.compile(r"([1-5])/([1-5])|24/7|\d{1,2}/0")


class FactKind(StrEnum):
    """Strongest first: where room is short, the last go first."""

    ORDER = "order"
    TRACKING = "tracking"
    EMAIL = "email"
    PHONE = "phone"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    ERROR = "error"
    LINK = "link"
    VERSION = "version"
    NAME = "name"
    PRODUCT = "product"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Mention:
    """`value` is text[start:end]."""

    kind: FactKind
    value: str
    start: int
    end: int


def mentions_in(text: str) -> tuple[Mention, ...]:
    """In the order of the text; where two would share a character, the one looked for first stands."""
    return _kept(text) if len(text) <= _MOST_KEPT else _mentions_in(text)


@lru_cache(maxsize=256)
def _kept(text: str) -> tuple[Mention, ...]:
    """A summary asks for each turn's several times."""
    return _mentions_in(text)


def _mentions_in(text: str) -> tuple[Mention, ...]:
    taken = bytearray(len(text))
    found: list[Mention] = []
    for kind, pattern, is_one in _LOOKED_FOR if _DIGIT.search(text) else _LOOKED_FOR_WITHOUT_DIGITS:
        for mention in _found(kind, pattern, text):
            if is_one(mention.value) and not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def mentions(texts: Iterable[str]) -> list[Mention]:
    """Of all the texts, each value once."""
    found: dict[str, Mention] = {}
    for text in texts:
        for mention in mentions_in(text):
            found.setdefault(mention.value.casefold(), mention)
    return list(found.values())


def _found(kind: FactKind, pattern: re.Pattern[str], text: str) -> Iterator[Mention]:
    """The pattern's first group, without the punctuation after it."""
    for match in pattern.finditer(text):
        value = match[1].rstrip(".,;:!?-'\"()/ ") if kind != FactKind.LINK else match[1].rstrip(".,;:!?'\")]>›…")
        if value:
            yield Mention(kind, value, match.start(1), match.start(1) + len(value))


def _any(value: str) -> bool:
    return True


def _digits(value: str) -> int:
    return sum(map(str.isdigit, value))


def _is_reference(value: str) -> bool:
    """Long enough to be looked up by: five digits, or three beside letters ("AK604"), or a few after "#"."""
    least = _LEAST_DIGITS
    if value.startswith("#") or any(map(str.isalpha, value)):
        least = _LEAST_DIGITS_AFTER_LETTERS
    return _digits(value) >= least


def _is_phone(value: str) -> bool:
    """Grouped as phone numbers are, or with the 0 or + that they begin with."""
    groups = re.findall(r"\d+", value)
    begins = value.startswith(("+", "0", "(0")) and not value.startswith("000")
    grouped = len(groups) >= 3 and max(map(len, groups)) <= 5
    return _digits(value) in _PHONE_DIGITS and (begins or grouped)


def _is_date(value: str) -> bool:
    return not _PART.fullmatch(value)


_LOOKED_FOR: tuple[tuple[FactKind, re.Pattern[str], Callable[[str], bool]], ...] = (
    (FactKind.EMAIL, EMAIL, _any),
    (FactKind.LINK, LINK, _any),
    (FactKind.ORDER, ORDER, _any),
    (FactKind.TRACKING, TRACKING, _any),
    (FactKind.TRACKING, SHIPMENT, _any),
    (FactKind.ERROR, ERROR, _any),
    (FactKind.AMOUNT, AMOUNT, _any),
    (FactKind.DATE, DATE, _is_date),
    (FactKind.DATE, DAY, _any),
    (FactKind.PHONE, PHONE, _is_phone),
    (FactKind.VERSION, VERSION, _any),
    (FactKind.TIME, TIME, _any),
    (FactKind.NUMBER, CODE, _is_reference),
    (FactKind.NUMBER, DECIMAL, _any),
    (FactKind.NAME, NAME, _any),
    (FactKind.PRODUCT, PRODUCT, _any),
)
_LOOKED_FOR_WITHOUT_DIGITS = tuple(row for row in _LOOKED_FOR if row[1] in (EMAIL, LINK, ERROR, DAY, NAME, PRODUCT))

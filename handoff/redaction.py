"""Secrets out of text, before it is stored, summarised or sent on. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

CARD_REMOVED = "[card number removed]"
_SHORTEST, _LONGEST = 12, 19

# Groups of digits of any script, with up to five other signs between two of them.
_GROUPS = re.compile(r"\d+(?:[\W_]{1,5}\d+)*")
_GROUP = re.compile(r"\d+")
# Between the groups of one number these are all the same or absent; mixed with others they tell dates, times, prices.
_TELLING = frozenset(":/,")


@dataclass(frozen=True, slots=True)
class _Group:
    start: int
    end: int
    digits: tuple[int, ...]


def redact(text: str) -> str:
    """The text without payment card numbers: 12 to 19 digits, however separated, whose check digit is right."""
    return _GROUPS.sub(_without_cards, text)


def _without_cards(stretch: re.Match[str]) -> str:
    text = stretch[0]
    groups = [
        _Group(*found.span(), tuple(unicodedata.decimal(sign) for sign in found[0])) for found in _GROUP.finditer(text)
    ]
    kept: list[str] = []
    position = index = 0
    while index < len(groups):
        last = _end_of_card(text, groups, index)
        if last > index:
            kept += [text[position : groups[index].start], CARD_REMOVED]
            position = groups[last - 1].end
        index = max(last, index + 1)
    return "".join([*kept, text[position:]])


def _end_of_card(text: str, groups: Sequence[_Group], first: int) -> int:
    """The index after the last group of the longest card number that starts with this group; 0 where none does."""
    digits: list[int] = []
    end = 0
    for index in range(first, min(first + _LONGEST, len(groups))):
        digits += groups[index].digits
        if len(digits) > _LONGEST:
            break
        if _is_card(digits) and _is_one_number(text, groups[first : index + 1]):
            end = index + 1
    return end


def _is_card(digits: Sequence[int]) -> bool:
    """Of a card number's length, and right by Luhn's formula."""
    if len(digits) < _SHORTEST or not any(digits):
        return False
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_one_number(text: str, groups: Sequence[_Group]) -> bool:
    between = {text[one.end : other.start] for one, other in pairwise(groups)}
    return len(between) < 2 or not any(_TELLING & set(signs) for signs in between)

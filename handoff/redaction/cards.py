"""Payment card numbers: 12 to 19 digits of any script, however separated, whose check digit is right. Pure.

Every tenth number has that check digit. So it takes the beginning and the length of a card scheme, or a word for a card
nearby; and what is called an order's or a parcel's number is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from handoff.redaction.card_brands import has_a_brand, passes_luhn
from handoff.redaction.card_words import is_beside_a_card_word, is_beside_another_thing, is_named_another_number
from handoff.redaction.marks import CARD_REMOVED

_SHORTEST, _LONGEST = 12, 19

# Groups of digits of any script, with up to five other signs between two of them.
_GROUPS = re.compile(r"\d+(?:[\W_]{1,5}\d+)*")
# What stands unseen between two digits, or adorns one, parts no groups.
_GROUP = re.compile(
    "\\d+(?:[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\u20e3\ufe00-\ufe0f\ufeff\u202a-\u202e]{1,3}\\d+)*"
)
# Between the groups of one number these are all the same or absent; mixed with others they tell dates, times, prices.
_TELLING = frozenset(":/,")
# How cards are printed and typed where the groups are not all of one size.
_PRINTED = frozenset({(4, 6, 5), (4, 6, 4), (6, 13), (6, 10), (8, 8), (8, 11), (4, 4, 5)})
_AMAZON_ORDER = (3, 7, 7)
_MOST_IN_EVEN_GROUPS = 6
_LEAST_IN_ODD_GROUPS = 14
_LEAST_THAT_GOES_ON = 3
# A code's own letters, as of a parcel's number; a word before the digits would be longer, or in small letters.
_CODE_LETTERS = re.compile(
    r"(?:^|[^A-Za-z0-9])(?:[A-Za-z]{1,2}|(?!VISA|AMEX|CARD)[A-Z]{3,4}|[A-Za-z0-9]{0,8}[0-9][A-Za-z]{1,8})$"
)


@dataclass(frozen=True, slots=True)
class _Group:
    start: int
    end: int
    digits: tuple[int, ...]


def without_cards(text: str) -> str:
    kept: list[str] = []
    position = 0
    for stretch in _GROUPS.finditer(text):
        for start, end in _cards_in(text, stretch.start(), stretch.end()):
            kept += [text[position:start], CARD_REMOVED]
            position = end
    return "".join([*kept, text[position:]]) if kept else text


def _cards_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if end - start < _SHORTEST:
        return []
    groups = [
        _Group(*found.span(), tuple(unicodedata.decimal(sign) for sign in found[0] if sign.isdecimal()))
        for found in _GROUP.finditer(text, start, end)
    ]
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(groups):
        last = _end_of_card(text, groups, index)
        if last > index:
            found.append((groups[index].start, groups[last - 1].end))
        index = max(last, index + 1)
    return found


def _end_of_card(text: str, groups: Sequence[_Group], first: int) -> int:
    """The index after the last group of the longest card number that starts with this group; 0 where none does."""
    digits: list[int] = []
    end = 0
    for index in range(first, min(first + _LONGEST, len(groups))):
        digits += groups[index].digits
        if len(digits) > _LONGEST:
            break
        if _is_card(text, digits, groups, first, index + 1):
            end = index + 1
    return end


def _is_card(text: str, digits: Sequence[int], groups: Sequence[_Group], first: int, end: int) -> bool:
    if len(digits) < _SHORTEST or not any(digits) or not passes_luhn(digits):
        return False
    if not _is_one_number(text, groups, first, end) or _is_of_a_parcel(text, groups, first):
        return False
    start, stop = groups[first].start, groups[end - 1].end
    if is_named_another_number(text, start):
        return False
    return has_a_brand(digits) or (
        is_beside_a_card_word(text, start, stop) and not is_beside_another_thing(text, start)
    )


def _is_one_number(text: str, groups: Sequence[_Group], first: int, end: int) -> bool:
    sizes = tuple(len(group.digits) for group in groups[first:end])
    between = {text[one.end : other.start] for one, other in pairwise(groups[first:end])}
    if any("#" in signs or (len(between) > 1 and _TELLING & set(signs)) for signs in between):
        return False
    if _is_even(sizes):
        return not _goes_on(text, groups, first, end)
    if sizes in _PRINTED:
        return True
    # Typed in odd groups it must stand alone: among other numbers, some groups always add up.
    alone = (first, end) == (0, len(groups))
    return alone and sum(sizes) >= _LEAST_IN_ODD_GROUPS and sizes != _AMAZON_ORDER


def _is_even(sizes: tuple[int, ...]) -> bool:
    size = sizes[0]
    if len(sizes) == 1:
        return True
    return size <= _MOST_IN_EVEN_GROUPS and all(other == size for other in sizes[:-1]) and sizes[-1] <= size


def _goes_on(text: str, groups: Sequence[_Group], first: int, end: int) -> bool:
    """A group before it, or after it, is of the same size, and still it would be no longer than a card's number."""
    size, total = len(groups[first].digits), sum(len(group.digits) for group in groups[first:end])
    if end - first < 2 or size < _LEAST_THAT_GOES_ON or total + size > _LONGEST:
        return False
    sign = text[groups[first].end : groups[first + 1].start]
    before, after = groups[first - 1 : first] if first else [], groups[end : end + 1]
    return any(len(group.digits) == size and text[group.end : groups[first].start] == sign for group in before) or any(
        len(group.digits) == size == len(groups[end - 1].digits) and text[groups[end - 1].end : group.start] == sign
        for group in after
    )


def _is_of_a_parcel(text: str, groups: Sequence[_Group], first: int) -> bool:
    """Begins in the midst of a code with letters, behind a "+", or in an American parcel's 20 or 22 digits."""
    start = groups[first].start
    before = text[max(0, start - 12) : start]
    if before.endswith("+") or _CODE_LETTERS.search(before):
        return True
    total = sum(len(group.digits) for group in groups[:8])
    return len(groups) <= 8 and total in (20, 22) and groups[0].digits[0] == 9 and len(groups[0].digits) == 4

"""What a human agent would have to ask for again, read in a text without the product's own reading of it.

Nothing of the summary's code is used here: what that misses must not be missed in measuring it, too. The words of a
text are looked at one by one, where the product looks for patterns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

_AROUND = ".,;:!?()[]{}<>‹›\"“”'’…*|"
_CURRENCIES = "$£€¥₹"
_MONEY_WORDS = {"dollars", "pounds", "euros", "usd", "gbp", "eur"}
_MONTHS = {
    *("january february march april may june july august september october november december".split()),
    *("jan feb mar apr jun jul aug sep sept oct nov dec".split()),
}
_LEAST_DIGITS = 5


def facts_in(text: str) -> set[str]:
    """Order and ticket numbers, amounts, dates, times, e-mail addresses, links and versions, in small letters."""
    words = [_bare(word) for word in text.casefold().split() if not _is_citation(word)]
    alone = {word for word in words if _is_fact(word)}
    return alone | set(_dates(words)) | set(_amounts(words))


def _is_citation(word: str) -> bool:
    """ "[3,5]" tells of turns; without it "10 May [3]" would read as the 3rd of May, too."""
    inside = word.rstrip(";").removeprefix("[").removesuffix("]").replace(",", "")
    return word.startswith("[") and inside.isdigit() and len(inside) < _LEAST_DIGITS


def _bare(word: str) -> str:
    """Without what stands around it; and of "$60/month" the amount."""
    word = word.strip(_AROUND)
    return word.partition("/")[0] if word[:1] in tuple(_CURRENCIES) else word.rstrip("/")


def facts_of(texts: Iterable[str]) -> set[str]:
    return {fact for text in texts for fact in facts_in(text)}


def _is_fact(word: str) -> bool:
    return any(test(word) for test in (_is_number, _is_money, _is_time, _is_numeric_date, _is_address, _is_version))


def _digits(word: str) -> int:
    return sum("0" <= char <= "9" for char in word)


def _is_number(word: str) -> bool:
    return _digits(word) >= _LEAST_DIGITS and word.replace("-", "").isalnum()


def _is_money(word: str) -> bool:
    return word[:1] in tuple(_CURRENCIES) and word[1:2].isdigit()


def _is_time(word: str) -> bool:
    hour, colon, minute = word.removesuffix("am").removesuffix("pm").partition(":")
    if not hour.isdigit() or len(hour) > 2:
        return False
    return len(minute) == 2 and minute.isdigit() if colon else word.endswith(("am", "pm"))


def _is_numeric_date(word: str) -> bool:
    parts = word.replace("-", "/").split("/")
    return len(parts) == 3 and all(part.isdigit() and len(part) in (1, 2, 4) for part in parts)


def _is_address(word: str) -> bool:
    name, at, host = word.partition("@")
    return word.startswith(("http://", "https://", "www.")) or bool(at and name and "." in host)


def _is_version(word: str) -> bool:
    parts = word.removeprefix("v").split(".")
    return len(parts) > 2 and parts[0].isdigit() and all(part.isalnum() for part in parts)


def _dates(words: list[str]) -> Iterator[str]:
    for first, second in pairwise(words):
        if (first in _MONTHS and _is_day(second)) or (second in _MONTHS and _is_day(first)):
            yield f"{first} {second}"


def _is_day(word: str) -> bool:
    day = word.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    return day.isdigit() and len(day) <= 2


def _amounts(words: list[str]) -> Iterator[str]:
    for first, second in pairwise(words):
        if second in _MONEY_WORDS and first.replace(".", "").replace(",", "").isdigit():
            yield f"{first} {second}"

"""Facts of a transcript as a second reader finds them: this file imports nothing of the product, on purpose.

Each fact is a string that a human agent would have to ask for again if a summary left it out. What is compared is what
`same` makes of it, so that punctuation around a fact decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(sorted({*MONTHS, *(month[:3] for month in MONTHS), "sept"}, key=len, reverse=True))
_SHAPES = (
    # Order, ticket and phone numbers: any run of five digits, whatever letters and hyphens are in it.
    r"(?<![\w.:-])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![\w-])",
    # Amounts.
    r"[$£€₹¥] ?\d+(?:[.,]\d+)*",
    r"\b\d+(?:[.,]\d+)* ?(?:dollars|pounds|euros|usd|gbp|eur)\b",
    # Dates.
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTH})\b",
    rf"\b(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?\b",
    r"(?<![\d/])\d{1,2}/\d{1,2}/\d{2,4}(?![\d/])",
    r"\b\d{4}-\d\d-\d\d\b",
    # Times of the day.
    r"\b\d{1,2}(?:[:.]\d\d)? ?[ap]m\b",
    r"\b\d{1,2}:\d\d\b",
    # E-mail addresses, links, versions.
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"\bhttps?://[^\s<>]+",
    r"\bwww\.[^\s<>]+",
    r"(?<![\w.])v?\d+(?:\.\w+){2,}",
)
_ANY = [re.compile(shape, re.IGNORECASE) for shape in _SHAPES]


def facts_in(texts: Iterable[str]) -> set[str]:
    found = {match.group() for text in texts for shape in _ANY for match in shape.finditer(text)}
    return {same(fact) for fact in found if _is_fact(fact)}


def same(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .,;:!?()[]…").casefold()


def _is_fact(words: str) -> bool:
    """The first shape finds every word: of those only what has five digits is a number to look something up by."""
    is_word = re.fullmatch(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", words) is not None
    marked = re.search(r"^\d.*(?:[ap]m|dollars|pounds|euros|usd|gbp|eur)$|^\d{4}-\d\d-\d\d$", words, re.IGNORECASE)
    return not is_word or bool(marked) or sum(map(str.isdigit, words)) >= 5

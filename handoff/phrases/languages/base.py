"""What is known of one language, and how its patterns are written. Pure.

Patterns are written without accents and with one space between words, whatever the texts have. Gaps are counted in
words and bounded: that keeps every search linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPACE = re.compile(" (?![?*])")


@dataclass(frozen=True, slots=True)
class Phrases:
    """One of the words in `telling` stands in all that the patterns about people find.

    `yes` and `no` are whole clauses, `but` takes a yes back, and `aside` only speaks of people.
    """

    telling: frozenset[str]
    asks: re.Pattern[str]
    aside: re.Pattern[str]
    refuses: re.Pattern[str]
    offers: re.Pattern[str]
    promises: re.Pattern[str]
    yes: re.Pattern[str]
    no: re.Pattern[str]
    but: re.Pattern[str]


def words(*patterns: str) -> re.Pattern[str]:
    """Any of them, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(map(_spaced, patterns))})\b")


def signs(*patterns: str) -> re.Pattern[str]:
    """Any of them, in a script that has no spaces."""
    return re.compile("|".join(patterns))


def gap(most: int) -> str:
    return rf"(?: \w+){{0,{most}}}"


def telling(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _spaced(pattern: str) -> str:
    """Dashes, quotes and the like have become spaces of their own."""
    return _SPACE.sub("[ ,]{1,3}", pattern)

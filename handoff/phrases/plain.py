"""Texts made plain, and patterns that only ever join their words.

A plain sentence is in lower case, without apostrophes, with one space between words. Gaps of a pattern are counted
in words and bounded: that keeps every search linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_APOSTROPHES = re.compile(
    "['\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}`´]"
)
_SENTENCE = re.compile(r"[^.!?;\n]+\??")
_WORD = re.compile(r"[^\W_]+")
_MOST_CHARACTERS = 4000
_MOST_SENTENCES = 50


@dataclass(frozen=True, slots=True)
class Sentence:
    """`clauses` are what its commas part, one alone where there is none."""

    words: str
    question: bool
    clauses: tuple[str, ...]


def sentences(text: str) -> list[Sentence]:
    """Of a text that is longer than anything a person types, only both ends."""
    if len(text) > 2 * _MOST_CHARACTERS:
        text = f"{text[:_MOST_CHARACTERS]}\n{text[-_MOST_CHARACTERS:]}"
    found = _SENTENCE.findall(_APOSTROPHES.sub("", text.casefold()))
    if len(found) > 2 * _MOST_SENTENCES:
        found = found[:_MOST_SENTENCES] + found[-_MOST_SENTENCES:]
    plain = (Sentence(_plain(part), part.endswith("?"), tuple(map(_plain, part.split(",")))) for part in found)
    return [sentence for sentence in plain if sentence.words]


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text))


def gap(words: int) -> str:
    return rf"(?: \w+){{0,{words}}}"


def any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


def word_set(text: str) -> frozenset[str]:
    """The different words of a text, for telling whether two say the same."""
    return frozenset(_WORD.findall(_APOSTROPHES.sub("", text.casefold())))


def same_again(words: frozenset[str], earlier: Sequence[frozenset[str]], least_words: int = 3) -> list[int]:
    """Which of the earlier turns say nearly the same; too short ones ("yes", "thank you") tell nothing."""
    if len(words) < least_words:
        return []
    return [i for i, other in enumerate(earlier) if 5 * len(words & other) >= 4 * len(words | other)]

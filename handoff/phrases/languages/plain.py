"""A text in small letters without accents, each letter at the place where it stands in the text. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_MOST_CHARACTERS = 20_000
_WORD = re.compile(r"\w+")
# For ASCII a table finds them in two thirds of the time: blanks for whatever is none of their letters.
_ASCII_BLANKS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
# What of Chinese and Japanese we know stands in these.
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_SENTENCE = re.compile("([^.!?;\n。！？；]+)([?？]?)")
_SPACE_FOR = (
    "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}`´-–—()[]\"“”„«»¿¡:*_/\t\r"
    "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
)


def _base(letter: str) -> str:
    return {"ł": "l", "ø": "o", "đ": "d"}.get(letter, unicodedata.normalize("NFD", letter)[0])


_LETTERS = [chr(code) for code in (*range(0xC0, 0x180), *range(0x218, 0x21C))]
_PLAIN = {ord(letter): _base(letter.lower()[0]) for letter in _LETTERS} | {ord(mark): " " for mark in _SPACE_FOR}
_ASCII_PLAIN = {ord(letter): letter.lower() for letter in map(chr, range(128))} | {
    ord(mark): " " for mark in _SPACE_FOR if mark.isascii()
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where its words stand in the text; its mark ends at `mark`."""

    start: int
    end: int
    mark: int
    question: bool


@dataclass(frozen=True, slots=True)
class Plain:
    """`written` is composed, so that `text` is as long as it."""

    written: str
    text: str
    words: frozenset[str]
    has_signs: bool

    @property
    def sentences(self) -> Iterator[Sentence]:
        for found in _SENTENCE.finditer(self.text):
            words, mark = found.groups()
            start = found.start() + len(words) - len(words.lstrip())
            yield Sentence(start, found.start() + len(words.rstrip()), found.end(), question=bool(mark))


@lru_cache(maxsize=256)
def plain(text: str) -> Plain:
    """Of a text that is longer than anything a person types, only its beginning."""
    written = text[:_MOST_CHARACTERS]
    if written.isascii():
        small = written.translate(_ASCII_PLAIN)
        return Plain(written, small, frozenset(small.translate(_ASCII_BLANKS).split()), has_signs=False)
    written = unicodedata.normalize("NFC", written)
    small = written.translate(_PLAIN).lower()
    if len(small) != len(written):
        small = written.translate(_PLAIN)
    return Plain(written, small, frozenset(_WORD.findall(small)), has_signs(small))


def has_signs(text: str) -> bool:
    return not text.isascii() and _SIGN.search(text) is not None


def places(text: str, composed: str) -> list[int]:
    """Where each character of the composed text begins in the text, and where it ends."""
    if len(text) == len(composed):
        return list(range(len(text) + 1))
    starts = [index for index, letter in enumerate(text) if not unicodedata.combining(letter)]
    starts += [len(text)] * (len(composed) + 1 - len(starts))
    return starts

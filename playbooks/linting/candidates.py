"""Where an author seems to have meant a command, and what he wrote after the slash. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playbooks.directives import may_begin
from playbooks.linting.likeness import INVISIBLE, SLASHES
from playbooks.linting.reading import Reading

_LETTER = rf"(?:[^\W\d_]|[\u0300-\u036f{INVISIBLE}])"
_WORD = rf"{_LETTER}{{1,24}}+"
# Words may be held together by anything that a hand puts there, and be broken over two lines once.
_BETWEEN = r"(?:[ \t\u00a0\u2000-\u200a\u202f\u3000._\u2010-\u2015-]{1,3}+\n?[ \t]{0,8}|\n[ \t]{0,8})"
_WRITTEN = re.compile(
    rf"(?<![{SLASHES}])[{SLASHES}](?:[{SLASHES} \t\u00a0{INVISIBLE}]{{0,3}})({_WORD}(?:{_BETWEEN}{_WORD}){{0,4}}+)"
)
_WORDS = re.compile(_WORD)
_UNSEEN = re.compile(f"[{INVISIBLE}]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`start` is the slash, or the invisible signs before it; `words` are the spans of up to five words behind it."""

    start: int
    slash: int
    words: tuple[tuple[int, int], ...]


def candidates(reading: Reading) -> Iterator[Candidate]:
    """In a place where a command may stand, and that is no directive, no code and nothing escaped."""
    text = reading.text
    for written in _WRITTEN.finditer(text):
        slash = written.start()
        start = before_the_unseen(text, slash)
        if may_begin(text, start) and reading.is_free(slash) and not text.startswith("\\/", slash):
            yield Candidate(start, slash, tuple(word.span() for word in _WORDS.finditer(text, *written.span(1))))


def before_the_unseen(text: str, slash: int) -> int:
    start = slash
    while start and slash - start < 8 and _UNSEEN.match(text[start - 1]):
        start -= 1
    return start

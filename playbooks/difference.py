"""What differs between two texts, as values for a page. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "removed", "added", "skipped"]
_INVISIBLE = frozenset(("Cf", "Co", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; what was changed is marked."""

    text: str
    changed: bool = False

    @property
    def shown(self) -> str:
        """Invisible characters that were changed are named: nobody could see what is marked."""
        if self.text.isascii() or not self.changed:
            return self.text
        return "".join(_named(character) for character in self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts in the text that holds the line. "skipped" stands for so many lines that are in both."""

    kind: Kind
    number: int
    pieces: tuple[Piece, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """`left_out`: lines that the page has no room for."""

    lines: tuple[Line, ...]
    left_out: int = 0

    @property
    def is_none(self) -> bool:
        return not self.lines


def _named(character: str) -> str:
    return f"[U+{ord(character):04X}]" if unicodedata.category(character) in _INVISIBLE else character

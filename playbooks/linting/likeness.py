"""How like two commands look: letters of other scripts, invisible signs, and slips of the hand. Pure."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Signs that nobody sees: zero-width ones, soft hyphens and marks of direction.
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
# What looks like a slash; the first is the right one.
SLASHES = "/\\\\\uff0f\u2044\u2215\u29f8\u2571"

# Latin letters, and the Cyrillic and Greek ones that look like them, small or as capitals.
_LOOKS_LIKE = {
    "a": "аα", "b": "вβ", "c": "с", "d": "ԁ", "e": "еε", "f": "ƒ", "h": "һнη", "i": "іι", "j": "ј", "k": "кκ", "l": "ӏ",
    "m": "м", "n": "п", "o": "оοσ", "p": "рρ", "q": "ԛ", "r": "г", "s": "ѕ", "t": "тτ", "u": "υ", "v": "ѵν", "w": "ԝω",
    "x": "хχ", "y": "уγ",
}  # fmt: skip
_TWINS = {ord(twin): latin for latin, twins in _LOOKS_LIKE.items() for twin in twins}
_CLOSE_TO_ALIKE = 1_024


@lru_cache(_CLOSE_TO_ALIKE)
def skeleton(word: str) -> str:
    """What a word looks like, in small Latin letters without accents, and without what is no letter."""
    signs = unicodedata.normalize("NFKD", word).casefold().translate(_TWINS)
    return "".join(sign for sign in signs if sign.isalpha())


@lru_cache(_CLOSE_TO_ALIKE)
def distance(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with their neighbour; `most + 1` where there are more than `most`."""
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, wanted in enumerate(other, start=1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != wanted))
            if before and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)

"""Texts made to fit: by the line, then the item of a list, then the word; no word and no fact is cut in half. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from handoff.summary.mentions import mentions_in

ELLIPSIS = "…"

# A longer one is no word: where nothing else is left, it is cut anywhere.
_LONGEST_WORD = 60
# No fact is longer than this.
_LONGEST_FACT = 600
# Not worth a line of its own.
_LEAST_OF_A_LINE = 30
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3001-\u30ff\u3400-\u9fff\uff00-\uffef]")
_AFTER_ITEM = re.compile(r"(?<=\]); ")


def fitting(text: str, most: int, size: Callable[[str], int] = len) -> str:
    """The text, or as much of its beginning as fits with an ellipsis after it. `size` grows with each character."""
    if size(text) <= most:
        return text
    end = _end(text, most - size(ELLIPSIS), size)
    return text[: _place(text, end)].rstrip() + ELLIPSIS if end >= 0 else ""


def fitting_lines(text: str, most: int, size: Callable[[str], int] = len) -> str:
    """Whole lines from the first on; of the line that is too long for the rest, whole items or words."""
    if size(text) <= most:
        return text
    if "\n" not in text:
        return _part_of(text, most, size) or fitting(text, most, size)
    kept: list[str] = []
    room = most - size(f"\n{ELLIPSIS}")
    for line in text.split("\n"):
        cost = size(f"{line}\n")
        if cost > room:
            kept.append(_part_of(line, room, size) or ELLIPSIS)
            break
        kept.append(line)
        room -= cost
    return "\n".join(kept) if size("\n".join(kept)) <= most else fitting(text, most, size)


def _part_of(line: str, room: int, size: Callable[[str], int]) -> str:
    """Of a list, the items that fit; of anything else the words that fit, if they are enough to be worth reading."""
    items = _AFTER_ITEM.split(line)
    while len(items) > 1:
        items.pop()
        shown = "; ".join(items) + ELLIPSIS
        if size(shown) <= room:
            return shown
    return fitting(line, room, size) if room >= _LEAST_OF_A_LINE else ""


def _end(text: str, room: int, size: Callable[[str], int]) -> int:
    """How many characters fit, -1 where there is not even room for the ellipsis."""
    end = -1 if room < 0 else 0
    while 0 <= end < len(text) and (room := room - size(text[end])) >= 0:
        end += 1
    return end


def _place(text: str, end: int) -> int:
    """The last place up to `end` that is between two words and in no fact."""
    start = max(0, end - _LONGEST_FACT)
    facts = [(start + one.start, start + one.end) for one in mentions_in(text[start : end + _LONGEST_FACT])]
    for place in range(end, start, -1):
        if _between_words(text, place) and not any(first < place < last for first, last in facts):
            return place
    in_fact = any(first < end < last for first, last in facts)
    return 0 if in_fact or (start == 0 and _word_length(text) <= _LONGEST_WORD) else end


def _between_words(text: str, place: int) -> bool:
    around = text[place - 1 : place + 1]
    return any(map(str.isspace, around)) or bool(_UNSPACED.search(around))


def _word_length(text: str) -> int:
    return len(text[: _LONGEST_WORD + 1].split(" ")[0])

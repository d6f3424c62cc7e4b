"""What each field is given: one hostile text, or as many as it holds; marked, so that a page tells what it shows.

A mark such as `#agent.3#` is the fourth value that the field `agent` was given. It stands behind the texts, since some
of them run only at the beginning of a field; in front of them where pages cut a long value off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tests.script_injections import BEHIND_ADDRESSES, FIRST_ADDRESS, INJECTIONS

MARK = re.compile(r"#([a-z-]+)\.(\d+)#")
# As much as a name takes.
NAME = 120
ALL = frozenset(range(len(INJECTIONS)))
# Where turns are many, lists are short, and in each row are as many texts as it holds.
FEW = 7
_LONGEST_MARK = 24
_ADDRESSES = range(FIRST_ADDRESS, BEHIND_ADDRESSES)


@dataclass(frozen=True)
class Value:
    """A text of a field, and the numbers of the hostile texts in it."""

    text: str
    carries: frozenset[int]


class Given:
    """At each turn a field has others of the texts; after `TURNS` of them it has had all. `rows`: as many of a list."""

    def __init__(self, turn: int = 0, rows: int = len(INJECTIONS)) -> None:
        self.turn, self.rows = turn, rows
        self.values: dict[str, Value] = {}
        # The fields of which there are many values: each has all of the texts at once, if `rows` are enough.
        self.lists: set[str] = set()
        self._counted: Counter[str] = Counter()

    def one(self, field: str, longest: int = NAME) -> str:
        room = longest - _LONGEST_MARK if longest > 2 * _LONGEST_MARK else longest - len(f" #{field}.0#")
        packs = packed(room)
        pack = packs[self.turn % len(packs)]
        return self._noted(field, _together(pack, room), pack)

    def many(self, field: str, longest: int = NAME, *, is_cut: bool = False) -> list[str]:
        """One text in each, where there is a row for each. `is_cut`: pages show no more than the beginning."""
        self.lists.add(field)
        room = longest - _LONGEST_MARK
        packs = [[number] for number in sorted(ALL)] if is_cut or self.rows == len(ALL) else packed(room)
        turned = [packs[(self.turn + row * len(packs) // self.rows) % len(packs)] for row in range(self.rows)]
        return [self._noted(field, _together(pack, room), pack, in_front=is_cut) for pack in turned]

    def several(self, field: str, longest: int) -> list[str]:
        """All of them, in as few values as can be: where each may be long."""
        self.lists.add(field)
        room = longest - _LONGEST_MARK
        return [self._noted(field, _together(pack, room), pack) for pack in packed(room)]

    def _noted(self, field: str, text: str, numbers: list[int], *, in_front: bool = False) -> str:
        mark = f"#{field}.{self._counted[field]}#"
        self._counted[field] += 1
        marked = f"{mark} {text}" if in_front else f"{text} {mark}"
        self.values[mark] = Value(marked, frozenset(numbers))
        return marked


def field_of(mark: str) -> str:
    return mark[1:].partition(".")[0]


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings_in(inner)


@lru_cache
def packed(room: int) -> list[list[int]]:
    """The numbers of the texts, so many together as there is room for. What runs only at the beginning stands there."""
    packs: list[list[int]] = [[number] for number in _ADDRESSES]
    for number in (number for number in range(len(INJECTIONS)) if number not in _ADDRESSES):
        fitting = (pack for pack in packs if _length([*pack, number]) <= room)
        pack = next(fitting, None)
        if pack is None:
            packs.append([number])
        else:
            pack.append(number)
    return packs


def _together(numbers: list[int], room: int) -> str:
    return " ".join(INJECTIONS[number][:room] for number in numbers)


def _length(numbers: list[int]) -> int:
    return sum(len(INJECTIONS[number]) + 1 for number in numbers) - 1


# After so many turns each field has had each text; those shorter than a name need more.
TURNS = len(packed(NAME - _LONGEST_MARK))

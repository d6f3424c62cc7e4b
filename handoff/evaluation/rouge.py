"""ROUGE-1, -2 and -L: how many words, pairs of words and words in order two texts share, after stemming."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import snowballstemmer  # type: ignore[import-untyped]

_WORD = re.compile(r"[a-z0-9]+")
_LEAST_STEMMED = 4
_STEMMER = snowballstemmer.stemmer("porter")


@dataclass(frozen=True, slots=True)
class Rouge:
    """F measures from 0 to 1."""

    one: float
    two: float
    long: float


def rouge(text: str, reference: str) -> Rouge:
    ours, theirs = _words(text), _words(reference)
    return Rouge(
        one=_f_of_runs(ours, theirs, 1),
        two=_f_of_runs(ours, theirs, 2),
        long=_f(_in_order(ours, theirs), len(ours), len(theirs)),
    )


def _words(text: str) -> list[str]:
    return [_STEMMER.stemWord(word) if len(word) >= _LEAST_STEMMED else word for word in _WORD.findall(text.lower())]


def _f_of_runs(ours: Sequence[str], theirs: Sequence[str], length: int) -> float:
    our_runs, their_runs = _runs(ours, length), _runs(theirs, length)
    return _f((our_runs & their_runs).total(), our_runs.total(), their_runs.total())


def _runs(words: Sequence[str], length: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def _in_order(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """The length of the longest run of words, not all neighbours, that stand in both in the same order."""
    row = [0] * (len(theirs) + 1)
    for word in ours:
        before = row
        row = [0]
        for place, other in enumerate(theirs):
            row.append(before[place] + 1 if word == other else max(row[place], before[place + 1]))
    return row[-1]


def _f(shared: int, ours: int, theirs: int) -> float:
    return 2 * shared / (ours + theirs) if shared else 0.0

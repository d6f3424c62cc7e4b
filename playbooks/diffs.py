"""What differs between two texts: line by line, and word by word within changed lines. Pure, and quick on any text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from playbooks.difference import Difference, Kind, Line, Piece
from playbooks.matching import Budget, matching

CONTEXT = 3
# Pages end somewhere. Whoever changed more lines than that reads the two texts themselves.
MOST_LINES = 1_500
# A line of more marks than that is easier to read as replaced.
MOST_PIECES = 400
LINE_STEPS, WORD_STEPS = 600_000, 400_000
# Of the letters of both lines, how many have to be common for the words between them to be marked.
ALIKE = 0.3
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


def difference(before: str, after: str) -> Difference:
    """The changed lines, each with some around it; nothing where the texts are the same."""
    if before == after:
        return Difference(())
    shown = list(_with_context(_lines(_split(before), _split(after))))
    words = Budget(WORD_STEPS)
    lines = tuple(_line(line, words) for line in shown[:MOST_LINES])
    return Difference(lines, max(0, len(shown) - MOST_LINES))


class _Found(NamedTuple):
    """A line before its words are compared with those of the line that stands in its place in the other text."""

    kind: Kind
    number: int
    text: str = ""
    other: str | None = None
    skipped: int = 0


def _split(text: str) -> list[str]:
    return text.split("\n") if text else []


def _lines(before: Sequence[str], after: Sequence[str]) -> list[_Found]:
    found: list[_Found] = []
    index = place = 0
    for next_index, next_place in [*matching(before, after, Budget(LINE_STEPS)), (len(before), len(after))]:
        if index < next_index or place < next_place:
            found += _replaced(before[index:next_index], after[place:next_place], index, place)
        if next_index < len(before):
            found.append(_Found("same", next_place + 1, before[next_index]))
        index, place = next_index + 1, next_place + 1
    return found


def _replaced(old: Sequence[str], new: Sequence[str], index: int, place: int) -> Iterator[_Found]:
    """What was removed, then what was added; the n-th line of one is read beside the n-th of the other."""
    for number, line in enumerate(old):
        yield _Found("removed", index + number + 1, line, new[number] if number < len(new) else None)
    for number, line in enumerate(new):
        yield _Found("added", place + number + 1, line, old[number] if number < len(old) else None)


def _line(found: _Found, words: Budget) -> Line:
    return Line(found.kind, found.number, _pieces_of(found, words), found.skipped)


def _pieces_of(found: _Found, words: Budget) -> tuple[Piece, ...]:
    if found.kind in ("same", "skipped"):
        return _whole(found.text, changed=False)
    if found.other is None:
        return _whole(found.text)
    if found.kind == "removed":
        return _marked(found.text, found.other, words)[0]
    return _marked(found.other, found.text, words)[1]


def _marked(old: str, new: str, budget: Budget) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both lines with what differs marked; all of it where they have little in common."""
    old_words, new_words = _WORD.findall(old), _WORD.findall(new)
    pairs = matching(old_words, new_words, budget)
    common = sum(len(old_words[index]) for index, _ in pairs if not old_words[index].isspace())
    removed = _pieces(old_words, {index for index, _ in pairs})
    added = _pieces(new_words, {place for _, place in pairs})
    if 2 * common < ALIKE * (len(old) + len(new)) or max(len(removed), len(added)) > MOST_PIECES:
        return _whole(old), _whole(new)
    return removed, added


def _pieces(words: Sequence[str], common: set[int]) -> tuple[Piece, ...]:
    """Neighbours of one kind are one piece."""
    pieces: list[tuple[list[str], bool]] = []
    for number, word in enumerate(words):
        changed = number not in common
        if not pieces or pieces[-1][1] != changed:
            pieces.append(([], changed))
        pieces[-1][0].append(word)
    return tuple(Piece("".join(parts), changed) for parts, changed in pieces)


def _whole(line: str, *, changed: bool = True) -> tuple[Piece, ...]:
    return (Piece(line, changed),) if line else ()


def _with_context(lines: Sequence[_Found]) -> Iterator[_Found]:
    """Long stretches that are in both texts are left out, but for the lines around the changes."""
    start = 0
    for is_same, group in groupby(lines, key=lambda line: line.kind == "same"):
        run = list(group)
        start += len(run)
        yield from _shortened(run, start == len(run), start == len(lines)) if is_same else run


def _shortened(run: Sequence[_Found], is_first: bool, is_last: bool) -> Iterator[_Found]:
    head, tail = (0 if is_first else CONTEXT), (0 if is_last else CONTEXT)
    left_out = len(run) - head - tail
    if left_out <= 1:
        yield from run
        return
    yield from run[:head]
    yield _Found("skipped", run[head].number, skipped=left_out)
    yield from run[len(run) - tail :]

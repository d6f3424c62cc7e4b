"""Which items of two sequences belong together, in order: a patience diff whose work is bounded. Pure.

Items that stand once in both are matched first. What is left between them is compared exactly, as long as the budget
of comparisons lasts; what it doesn't reach counts as replaced, which is never wrong, only coarse.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Items = Sequence[str]
Pairs = list[tuple[int, int]]
# A stretch of both sequences: from and to, from and to.
Stretch = tuple[int, int, int, int]


@dataclass(slots=True)
class Budget:
    """Comparisons that may still be made."""

    left: int

    def spend(self, steps: int) -> bool:
        """False, and nothing is spent, where there is not enough left."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


def matching(before: Items, after: Items, budget: Budget) -> Pairs:
    """Pairs of indexes of equal items, both ascending."""
    pairs: Pairs = []
    waiting: list[Stretch] = [(0, len(before), 0, len(after))]
    while waiting:
        inner = _ends_matched(before, after, waiting.pop(), pairs)
        start, end, other, other_end = inner
        if start == end or other == other_end or not budget.spend(end - start + other_end - other):
            continue
        if anchors := _anchors(before, after, inner):
            pairs += anchors
            waiting += _gaps(anchors, inner)
        elif budget.spend((end - start) * (other_end - other)):
            pairs += _longest(before, after, inner)
    return sorted(pairs)


def _ends_matched(before: Items, after: Items, stretch: Stretch, pairs: Pairs) -> Stretch:
    """Without the equal items at both ends, which are put among the pairs."""
    start, end, other, other_end = stretch
    while start < end and other < other_end and before[start] == after[other]:
        pairs.append((start, other))
        start, other = start + 1, other + 1
    while start < end and other < other_end and before[end - 1] == after[other_end - 1]:
        end, other_end = end - 1, other_end - 1
        pairs.append((end, other_end))
    return start, end, other, other_end


def _anchors(before: Items, after: Items, stretch: Stretch) -> Pairs:
    """Items that stand once in each, as many as keep their order."""
    start, end, other, other_end = stretch
    once = {item for item, times in Counter(before[start:end]).items() if times == 1}
    once &= {item for item, times in Counter(after[other:other_end]).items() if times == 1}
    places = {after[index]: index for index in range(other, other_end) if after[index] in once}
    return _ascending([(index, places[before[index]]) for index in range(start, end) if before[index] in once])


def _ascending(pairs: Pairs) -> Pairs:
    """The longest part of the pairs in which the second numbers ascend as the first do."""
    tails: list[int] = []
    ends: list[int] = []
    former: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        tails[length : length + 1], ends[length : length + 1] = [place], [number]
        former.append(ends[length - 1] if length else -1)
    kept: Pairs = []
    number = ends[-1] if ends else -1
    while number >= 0:
        kept.append(pairs[number])
        number = former[number]
    return kept[::-1]


def _gaps(anchors: Pairs, stretch: Stretch) -> list[Stretch]:
    start, end, other, other_end = stretch
    befores = [start, *(index + 1 for index, _ in anchors)]
    afters = [other, *(index + 1 for _, index in anchors)]
    ends = [*anchors, (end, other_end)]
    return [(befores[n], ends[n][0], afters[n], ends[n][1]) for n in range(len(ends))]


def _longest(before: Items, after: Items, stretch: Stretch) -> Pairs:
    """The longest common subsequence, by the table of all pairs."""
    start, end, other, other_end = stretch
    width = other_end - other
    rows = [[0] * (width + 1)]
    for index in range(end - 1, start - 1, -1):
        item, below, row = before[index], rows[-1], [0] * (width + 1)
        for place in range(width - 1, -1, -1):
            if item == after[other + place]:
                row[place] = below[place + 1] + 1
            else:
                row[place] = max(below[place], row[place + 1])
        rows.append(row)
    return _read_off(before, after, stretch, rows[::-1])


def _read_off(before: Items, after: Items, stretch: Stretch, rows: list[list[int]]) -> Pairs:
    start, end, other, other_end = stretch
    found: Pairs = []
    index, place = start, other
    while index < end and place < other_end:
        row, column = index - start, place - other
        if before[index] == after[place]:
            found.append((index, place))
            index, place = index + 1, place + 1
        elif rows[row + 1][column] >= rows[row][column + 1]:
            index += 1
        else:
            place += 1
    return found

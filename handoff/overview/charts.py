"""Numbers in, bars out: the geometry of a chart whose drawing and words are the template's. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# The units of the drawing, which is stretched to the width of the page.
HEIGHT = 1000
STEP = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar; `kind` is its class in the style sheet."""

    kind: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One day's; `x` is where its step begins."""

    label: str
    x: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`top` is the number at the upper edge."""

    top: int
    bars: tuple[Bar, ...]

    @property
    def width(self) -> int:
        return STEP * len(self.bars)


def chart(labels: Sequence[str], stacks: Sequence[Sequence[tuple[str, int]]]) -> Chart:
    """A bar for each label, built from below of pieces with a kind and a number."""
    top = round_top(max((sum(number for _, number in stack) for stack in stacks), default=0))
    return Chart(
        top, tuple(_bar(at, label, stack, top) for at, (label, stack) in enumerate(zip(labels, stacks, strict=True)))
    )


def round_top(most: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50, ... that holds it."""
    size = 1
    while True:
        for step in (1, 2, 5):
            if most <= step * size:
                return step * size
        size *= 10


def _bar(at: int, label: str, stack: Sequence[tuple[str, int]], top: int) -> Bar:
    parts, below = [], 0
    for kind, number in stack:
        upper, lower = _y(below + number, top), _y(below, top)
        if number:
            parts.append(Part(kind, upper, lower - upper))
        below += number
    return Bar(label, STEP * at, tuple(parts))


def _y(number: int, top: int) -> int:
    return HEIGHT - HEIGHT * number // top

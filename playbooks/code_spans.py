"""Which places of a text are code for Markdown: nothing runs there. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right

# Written so that the engine looks for the first sign at the speed of a plain search.
_TICKS = re.compile("``*")
# The blank line that ends a paragraph, and with it each span of one or two backticks.
_BREAK = re.compile(r"\n[ \t\r]*+\n")
_FENCE = 3


class CodeSpans:
    """Half-open spans of code, its backticks included: `place in spans` asks for one position."""

    def __init__(self, text: str) -> None:
        self.spans = _spans(text)
        self._starts = [start for start, _ in self.spans]

    def __contains__(self, position: int) -> bool:
        return self.around(position) is not None

    def around(self, position: int) -> tuple[int, int] | None:
        before = bisect_right(self._starts, position) - 1
        span = self.spans[before] if before >= 0 else (0, 0)
        return span if position < span[1] else None


def _spans(text: str) -> list[tuple[int, int]]:
    """From a run of backticks to the next one of its kind."""
    runs = [ticks.span() for ticks in _TICKS.finditer(text)]
    closing = _closing(text, runs)
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        last = closing[index]
        if last > index:
            spans.append((runs[index][0], runs[last][1]))
        index = last + 1
    return spans


def _closing(text: str, runs: list[tuple[int, int]]) -> list[int]:
    """For each run the next one of its length, and unless it is a fence of its paragraph; without one, itself."""
    closing = list(range(len(runs)))
    latest: dict[int, int] = {}
    paragraph = before = 0
    for index, (start, end) in enumerate(runs):
        if start - before > 1 and _BREAK.search(text, before, start):
            paragraph += 1
        length = end - start
        kind = -length if length >= _FENCE else paragraph * _FENCE + length
        if kind in latest:
            closing[latest[kind]] = index
        latest[kind] = index
        before = end
    return closing

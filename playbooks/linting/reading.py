"""A playbook's text as all rules read it: its directives, its code and its steps, each found once. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from playbooks.argument_lists import ArgumentLists
from playbooks.code_spans import CodeSpans
from playbooks.directives import GOES_ON, Directive, find, may_begin

_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(r"([ \t]*)((?:[-*+•‣◦–]|\d{1,3}[.)]|[^\W\d_][.)])[ \t]+)?")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]")
_ENDS_WELL = re.compile(GOES_ON)
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Step:
    """A line with words, or an item of a list with its further lines; `begins` is behind the item's mark."""

    start: int
    begins: int
    end: int
    indent: int
    is_item: bool
    is_heading: bool


class Reading:
    def __init__(self, text: str) -> None:
        self.text = text
        self.directives = find(text)
        self.lists = ArgumentLists(text)
        self.code = CodeSpans(text)
        self.steps = tuple(_steps(text))
        self._step_starts = [step.start for step in self.steps]
        self._starts = [directive.start for directive in self.directives]

    def words_of(self, step: Step) -> str:
        return self.text[step.begins : step.end]

    def step_at(self, position: int) -> int:
        """The step's place among the steps."""
        return bisect_right(self._step_starts, position) - 1

    def directives_in(self, start: int, end: int) -> tuple[Directive, ...]:
        return self.directives[bisect_right(self._starts, start - 1) : bisect_right(self._starts, end - 1)]

    def is_free(self, position: int) -> bool:
        """Neither in code nor in a directive that runs."""
        return position not in self.code and not self.is_taken(position)

    def is_taken(self, position: int) -> bool:
        """By a directive that runs, or by the words of its arguments."""
        before = bisect_right(self._starts, position) - 1
        return before >= 0 and position < self.directives[before].whole_end

    def fitted(self, start: int, end: int, command: str) -> str:
        """The command as it must be written into `[start, end)` to run there."""
        before = "" if may_begin(self.text, start) else " "
        return before + command + ("" if _ENDS_WELL.match(self.text, end) else " ")


def quote(words: str) -> str:
    words = " ".join(words.split())
    return f"“{words if len(words) <= _QUOTED else words[: _QUOTED - 1] + '…'}”"


def _steps(text: str) -> Iterator[Step]:
    current: Step | None = None
    for line in _LINE.finditer(text):
        # Not by the pattern: it would look for words from each blank of a long line anew.
        if line[0].isspace():
            continue
        step = _step(text, *line.span())
        if current and current.is_item and _goes_on(current, step, text):
            current = Step(current.start, current.begins, step.end, current.indent, True, False)
            continue
        if current:
            yield current
        current = step
    if current:
        yield current


def _step(text: str, start: int, end: int) -> Step:
    mark = _MARK.match(text, start, end)
    indent, begins = (len(mark[1]), mark.end()) if mark else (0, start)
    return Step(start, begins, end, indent, bool(mark and mark[2]), bool(_HEADING.match(text, start)))


def _goes_on(item: Step, line: Step, text: str) -> bool:
    """An indented line right below an item, without a mark of its own."""
    return not line.is_item and line.indent > item.indent and line.start - item.end == 1

"""The slash commands of a Playbook: one list, and how to find them in a text (design: plain text, no markup)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HANDOFF = "handoff_to_support"


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command that an author may write. `words` is what stands after the slash."""

    slug: str
    words: str
    help: str
    # Ask the customer for consent before moving him.
    ask_first: bool = False

    @property
    def text(self) -> str:
        return f"/{self.words}"


@dataclass(frozen=True, slots=True)
class Directive:
    """A command found in a text, as the half-open span of its code points."""

    command: Command
    start: int
    end: int


COMMANDS = (Command(HANDOFF, "Handoff to support", "Move the customer to your human support team."),)

_SPACES = "[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+"
# What may stand right before a command, besides white space: opening brackets and quotes, Markdown's emphasis marks.
_OPENING = frozenset("([{<\"'\u201c\u2018\u201e\u201a\u00ab\u2039*_~")
# What makes the last word longer; an underscore alone is an emphasis mark.
_GOES_ON = r"(?![^\W_]|_+[^\W_]|/|[-'\u2019][^\W_])"
# Runs of backticks, and the blank lines that end a paragraph and with it each span of one or two backticks.
_TICKS_OR_BREAK = re.compile(r"`+|\n[ \t\r]*\n")
_FENCE = 3


def _pattern(command: Command) -> re.Pattern[str]:
    words = _SPACES.join(re.escape(word) for word in command.words.split())
    return re.compile(rf"/{words}{_GOES_ON}", re.IGNORECASE)


_PATTERNS = tuple((command, _pattern(command)) for command in COMMANDS)


def find(text: str) -> tuple[Directive, ...]:
    """The directives of a Playbook's text, in order; never one in a code span, an URL or a longer word."""
    found = tuple(_candidates(text))
    if not found or "`" not in text:
        return found
    spans = _code_spans(text)
    starts = [start for start, _ in spans]
    return tuple(directive for directive in found if not _is_inside(directive.start, spans, starts))


def _candidates(text: str) -> Iterator[Directive]:
    slash = text.find("/")
    while slash >= 0:
        if slash == 0 or text[slash - 1].isspace() or text[slash - 1] in _OPENING:
            for command, pattern in _PATTERNS:
                match = pattern.match(text, slash)
                if match:
                    yield Directive(command, slash, match.end())
        slash = text.find("/", slash + 1)


def _code_spans(text: str) -> list[tuple[int, int]]:
    """Markdown's code spans and fenced blocks: from a run of backticks to the next one of the same length."""
    runs = [match.span() for match in _TICKS_OR_BREAK.finditer(text)]
    closing: dict[int, int] = {}
    next_alike: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        start, end = runs[index]
        if text[start] == "`":
            if end - start in next_alike:
                closing[index] = next_alike[end - start]
            next_alike[end - start] = index
        else:
            next_alike = {length: run for length, run in next_alike.items() if length >= _FENCE}
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        last = closing.get(index, index)
        if last > index:
            spans.append((runs[index][0], runs[last][1]))
        index = last + 1
    return spans


def _is_inside(position: int, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    before = bisect_right(starts, position) - 1
    return before >= 0 and position < spans[before][1]

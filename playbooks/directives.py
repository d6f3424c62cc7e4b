"""The slash commands of a Playbook: one list, and how to find them in a text (design: plain text, no markup). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from playbooks.argument_lists import ArgumentLists
from playbooks.arguments import SPACES, Arguments
from playbooks.code_spans import CodeSpans

HANDOFF = "handoff_to_support"


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command that an author may write. `words` is what stands after the slash."""

    slug: str
    words: str
    help: str
    # Ask the customer for consent before moving them.
    ask_first: bool = False

    @property
    def text(self) -> str:
        return f"/{self.words}"


class Directive(NamedTuple):
    """A command found in a text: the half-open span of its words, and up to `whole_end` what it is given."""

    command: Command
    start: int
    end: int
    arguments: Arguments
    whole_end: int

    @property
    def asks_first(self) -> bool:
        return self.command.ask_first if self.arguments.ask_first is None else self.arguments.ask_first


class Segment(NamedTuple):
    """A piece of a text: a directive with its arguments, or what stands between two."""

    text: str
    start: int
    directive: Directive | None = None


COMMANDS = (Command(HANDOFF, "Handoff to support", "Move the customer to your human support team."),)

# What may stand right before a command, besides white space: opening brackets and quotes, Markdown's emphasis marks.
OPENING = frozenset("([{<\"'\u201c\u2018\u201e\u201a\u00ab\u2039*_~")
# What makes the last word longer; an underscore alone is an emphasis mark.
GOES_ON = r"(?![^\W_]|_+[^\W_]|/|[-'\u2019][^\W_])"


def _pattern(command: Command) -> str:
    return f"{SPACES}++".join(re.escape(word) for word in command.words.split())


# One group for each command, in the order of the list.
_ANY = re.compile(rf"/(?:{'|'.join(f'({_pattern(command)})' for command in COMMANDS)}){GOES_ON}", re.IGNORECASE)
_FEW = 30


def find(text: str) -> tuple[Directive, ...]:
    """The directives of a Playbook's text, in order; never one in a code span, an URL or a longer word."""
    found = written(text)
    if found and text.find("`", 0, found[-1].start()) >= 0:
        code = CodeSpans(text)
        found = [match for match in found if match.start() not in code]
    return tuple(_with_arguments(text, found)) if found else ()


def segments(text: str) -> tuple[Segment, ...]:
    """The whole text in pieces: joined again, they are the text."""
    return tuple(_segments(text))


def written(text: str) -> list[re.Match[str]]:
    """Commands where one may begin, in code as well, and without their arguments."""
    return [match for match in _matches(text) if may_begin(text, match.start())]


def _matches(text: str) -> Iterator[re.Match[str]]:
    """From slash to slash, the fastest way where they are few; of many, the engine passes each faster than we do."""
    slash = text.find("/")
    for _ in range(_FEW):
        if slash < 0:
            return
        if match := _ANY.match(text, slash):
            yield match
        slash = text.find("/", slash + 1)
    if slash >= 0:
        yield from _ANY.finditer(text, slash)


def may_begin(text: str, slash: int) -> bool:
    return slash == 0 or text[slash - 1].isspace() or text[slash - 1] in OPENING


def _with_arguments(text: str, found: Iterable[re.Match[str]]) -> Iterator[Directive]:
    lists, whole_end = ArgumentLists(text), 0
    for match in found:
        start, end = match.span()
        # A command in the arguments of another is a part of their words.
        if start >= whole_end:
            arguments, whole_end = lists.behind(end)
            yield Directive(COMMANDS[(match.lastindex or 1) - 1], start, end, arguments, whole_end)


def _segments(text: str) -> Iterator[Segment]:
    position = 0
    for directive in find(text):
        if position < directive.start:
            yield Segment(text[position : directive.start], position)
        yield Segment(text[directive.start : directive.whole_end], directive.start, directive)
        position = directive.whole_end
    if position < len(text):
        yield Segment(text[position:], position)

"""The arguments of a command: names that are none, values that say nothing, parentheses without an end. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from playbooks.argument_lists import MOST_CHARACTERS, opening
from playbooks.arguments import ASK_FIRST, NAMES, YES_OR_NO, key, name_and_value, parts
from playbooks.directives import Directive
from playbooks.linting.finding import ERROR, Finding
from playbooks.linting.likeness import distance, skeleton
from playbooks.linting.reading import Reading, quote

UNKNOWN, NOT_UNDERSTOOD, UNCLOSED = "unknown_argument", "argument_not_understood", "unclosed_arguments"
# Semicolons are cheap to write; all of these are errors, and so many are enough to stop publishing.
_MOST = 200
_LINE_END = re.compile(r"[\r\n]")
_MARKS = re.compile(r"[*_~]{1,3}")
_KNOWN = ", ".join(f"“{name}:”" for name in NAMES)
_MEANS = {
    "y": "yes", "yeah": "yes", "yep": "yes", "true": "yes", "on": "yes", "always": "yes", "yes please": "yes",
    "n": "no", "nope": "no", "false": "no", "off": "no", "never": "no", "not": "no",
}  # fmt: skip


def findings(reading: Reading) -> Iterator[Finding]:
    yield from islice(_findings(reading), _MOST)


def _findings(reading: Reading) -> Iterator[Finding]:
    for directive in reading.directives:
        if directive.whole_end > directive.end:
            yield from _of_a_list(reading.text, directive)
        else:
            yield from _without_an_end(reading, directive)
            yield from _behind_marks(reading, directive)


def _of_a_list(text: str, directive: Directive) -> Iterator[Finding]:
    begun = opening(text, directive.end) + 1
    seen: set[str] = set()
    for part in parts(text[begun : directive.whole_end - 1]):
        name, value = name_and_value(part)
        problem = _of_a_part(part, name, value, begun, seen)
        if problem:
            yield problem
        seen.add(key(name))
        begun += len(part) + 1


def _of_a_part(part: str, name: str, value: str, begun: int, seen: set[str]) -> Finding | None:
    if name and key(name) not in NAMES:
        return _unknown(name, begun)
    if not name:
        return _not_understood(part, part, begun, f"Begin it with one of {_KNOWN}, or take it away.")
    if key(name) in seen:
        return _not_understood(part, part, begun, "It is given twice, and the first one counts. Take one away.")
    values_begin = begun + len(part) - len(value)
    if not value.strip(" \t,;"):
        return _not_understood(part, part, begun, "Write something behind the colon, or take it away.")
    if key(name) == ASK_FIRST and value.strip().casefold() not in YES_OR_NO:
        meant = _MEANS.get(key(value))
        return _not_understood(value, part, values_begin, "Write “ask first: yes” or “ask first: no”.", meant)
    return None


def _unknown(name: str, begun: int) -> Finding:
    start, end = _trimmed(name, begun)
    meant = _meant(name)
    mend = f"Did you mean “{meant}:”?" if meant else f"Use {_KNOWN}."
    return Finding(UNKNOWN, ERROR, start, end, f"{quote(name)} is nothing that this command takes.", mend, meant)


def _not_understood(meant: str, shown: str, begun: int, mend: str, replacement: str | None = None) -> Finding:
    start, end = _trimmed(meant, begun)
    message = f"{quote(shown)} is not understood." if shown.strip() else "Between two semicolons stands nothing."
    return Finding(NOT_UNDERSTOOD, ERROR, start, max(end, start), message, mend, replacement)


def _without_an_end(reading: Reading, directive: Directive) -> Iterator[Finding]:
    """Only where arguments were meant: a parenthesis of plain text may end where it likes."""
    text, opens = reading.text, opening(reading.text, directive.end)
    line = _LINE_END.split(text[opens : opens + MOST_CHARACTERS], maxsplit=1)[0] if opens >= 0 else ""
    if not line or _meant(name_and_value(line[1:])[0]) is None or reading.lists.closing(opens) >= 0:
        return
    too_long = len(line) == MOST_CHARACTERS
    message = "The parenthesis with what the command takes has no end on its line"
    message += f", or not within {MOST_CHARACTERS:,} characters." if too_long else "."
    missing = ")" * (line.count("(") - line.count(")"))
    replacement = None if too_long or ". " in line else line.rstrip().rstrip(".;,") + missing
    end = opens + len(line.rstrip())
    yield Finding(UNCLOSED, ERROR, opens, end, message, "Close it with “)”.", replacement)


def _behind_marks(reading: Reading, directive: Directive) -> Iterator[Finding]:
    """**/Handoff to support** (reason: damaged order): the marks stand between the command and what it takes."""
    text, marks = reading.text, _MARKS.match(reading.text, directive.end)
    opens = opening(text, marks.end()) if marks else -1
    closes = reading.lists.closing(opens) if opens >= 0 else -1
    if marks and closes >= 0 and _meant(name_and_value(text[opens + 1 : closes])[0]):
        written = text[opens : closes + 1]
        message = f"{quote(written)} is not read: {quote(marks[0])} stands between the command and it."
        mend = f"Write it right behind the command, before {quote(marks[0])}."
        yield Finding(NOT_UNDERSTOOD, ERROR, directive.end, closes + 1, message, mend, f" {written}{marks[0]}")


def _meant(name: str) -> str | None:
    """The argument that a name is like, itself included."""
    likely = [(distance(skeleton(name), skeleton(known), 2), known) for known in NAMES]
    far, known = min(likely)
    return known if far <= 2 and name.strip() else None


def _trimmed(words: str, begun: int) -> tuple[int, int]:
    start = begun + len(words) - len(words.lstrip())
    return start, max(start, begun + len(words.rstrip()))

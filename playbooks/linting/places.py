"""The right words in a place where they do not run: in code, in an address, at the end of another word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.argument_lists import MOST_CHARACTERS
from playbooks.arguments import SPACES
from playbooks.directives import COMMANDS, Command, find, may_begin
from playbooks.linting.candidates import before_the_unseen
from playbooks.linting.commands import MISSPELT
from playbooks.linting.finding import ERROR, WARNING, Finding
from playbooks.linting.reading import Reading, quote

IN_CODE, IN_URL = "command_in_code", "command_in_url"
_ADDRESS = re.compile(r"://|^[(\[<\"']*www\.|^[(\[<\"']*(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?:[/:]|$)", re.IGNORECASE)
_LONGEST_ADDRESS = 300
_TICKS, _FENCES_LENGTH = "`", 20
# What makes the last word longer is seen within so many signs.
_LOOK_AHEAD = 3


def findings(reading: Reading) -> Iterator[Finding]:
    for command in COMMANDS:
        yield from _without_a_slash(reading, command)
        for match in _anywhere(command).finditer(reading.text):
            if reading.is_taken(match.start()):
                continue
            if match.start() in reading.code:
                yield from _in_code(reading, match)
            elif not may_begin(reading.text, before_the_unseen(reading.text, match.start())):
                yield from _after_other_signs(reading, command, *match.span())


def _in_code(reading: Reading, match: re.Match[str]) -> Iterator[Finding]:
    around, text = reading.code.around(match.start()), reading.text
    if around and (may_begin(text, match.start()) or text[match.start() - 1] == _TICKS):
        start, end, replacement = _out_of_code(reading, match.span(), around)
        message = f"{quote(match[0])} stands in code, between backticks, and will not run."
        mend = f"Take the backticks away. To only mention the command, write \\{match[0]}."
        yield Finding(IN_CODE, ERROR, start, end, message, mend, replacement)


def _out_of_code(reading: Reading, command: tuple[int, int], code: tuple[int, int]) -> tuple[int, int, str | None]:
    """The whole code and its words, where they are the command with its arguments and no more."""
    if command[0] - code[0] <= _FENCES_LENGTH and code[1] - command[1] <= MOST_CHARACTERS:
        inside = reading.text[slice(*code)].strip(_TICKS).strip()
        alone = find(inside)
        if len(alone) == 1 and (alone[0].start, alone[0].whole_end) == (0, len(inside)):
            return *code, reading.fitted(*code, inside)
    return *command, None


def _after_other_signs(reading: Reading, command: Command, start: int, end: int) -> Iterator[Finding]:
    text = reading.text
    before = _unbroken_before(text, start)
    if _ADDRESS.search(before):
        message = f"{quote(text[start:end])} is a part of an address, and will not run."
        replacement = reading.fitted(start, end, command.text)
        yield Finding(IN_URL, WARNING, start, end, message, "Write the command apart, after a space.", replacement)
    elif _would_run(text, start, end) and text[start - 1] not in "\\/":
        message = f"{quote(text[start:end])} will not run: it stands right behind {quote(before[-20:])}."
        replacement = reading.fitted(start, end, text[start:end])
        yield Finding(MISSPELT, ERROR, start, end, message, "Put a space before the slash.", replacement)


def _would_run(text: str, start: int, end: int) -> bool:
    return any((one.start, one.end) == (0, end - start) for one in find(text[start : end + _LOOK_AHEAD]))


def _without_a_slash(reading: Reading, command: Command) -> Iterator[Finding]:
    """Only the very words where a command would stand: in a sentence they are words like any other."""
    for match in _bare(command).finditer(reading.text):
        start, end = match.span(1)
        if reading.is_free(start):
            mended = reading.fitted(start, end, command.text)
            message = f"{quote(match[1])} has no slash: the Agent reads it as plain words."
            yield Finding(MISSPELT, WARNING, start, end, message, "Put a slash before it.", mended)


def _unbroken_before(text: str, position: int) -> str:
    """What stands before it without white space between."""
    words = text[max(0, position - _LONGEST_ADDRESS) : position].split()
    return words[-1] if words else ""


def _bare(command: Command) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[:;,>\u2192*-]|\bthen|\buse)[ \t]*\b({command.words})(?=[ \t]*(?:[.,;!*]|$))", re.MULTILINE
    )


def _anywhere(command: Command) -> re.Pattern[str]:
    words = rf"(?:{SPACES}+|%20|\+|[-_])".join(re.escape(word) for word in command.words.split())
    return re.compile(f"/{words}", re.IGNORECASE)

"""Commands that are none: misspelt ones, and words after a slash that no command has. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from playbooks.directives import COMMANDS, Command
from playbooks.linting.candidates import Candidate, candidates
from playbooks.linting.finding import ERROR, WARNING, Finding
from playbooks.linting.likeness import distance, skeleton
from playbooks.linting.paths import looks_like_a_path, stands_like_a_command
from playbooks.linting.reading import Reading, quote

MISSPELT, UNKNOWN = "misspelt_command", "unknown_command"
# One slip in five letters is still the same command.
_LETTERS_A_SLIP = 5
_LONGER = re.compile(r"[\w'\u2019/-]*")
_NOTHING_FOLLOWS = re.compile(r"[ \t]*(?:[^\w \t]|$)")
_SHORTEST = 3
# Words by which other products, and authors in a hurry, call for a human agent.
_MEANS_A_HUMAN = frozenset(
    "handoff handover handout hand transfer escalate escalation human agent operator representative livechat".split()
)


class _Like(NamedTuple):
    """The command that so many words are like; without a command, they only begin as one does."""

    command: Command
    words: int
    is_whole: bool


def findings(reading: Reading) -> Iterator[Finding]:
    for candidate in candidates(reading):
        words = tuple(skeleton(reading.text[start:end]) for start, end in candidate.words)
        like = _like(words)
        found = _misspelt(reading, candidate, like) if like else _unknown(reading, candidate, words)
        if found:
            yield found


@lru_cache(1_024)
def _like(words: tuple[str, ...]) -> _Like | None:
    for command in COMMANDS:
        whole = skeleton(command.words)
        most = len(whole) // _LETTERS_A_SLIP
        far = [distance("".join(words[:count]), whole, most) for count in range(1, len(words) + 1)]
        if min(far) <= most:
            return _Like(command, far.index(min(far)) + 1, is_whole=True)
    return next((begun for command in COMMANDS if (begun := _begun(words, command))), None)


def _begun(words: tuple[str, ...], command: Command) -> _Like | None:
    """`/Handoff`, and `/Handoff to sales`: as many words as the command has, where its second one follows."""
    wanted = [skeleton(word) for word in command.words.split()]
    for count in (1, 2):
        if distance("".join(words[:count]), wanted[0], 1) <= 1:
            follows = words[count : count + 1] == tuple(wanted[1:2])
            return _Like(command, min(len(words), count + len(wanted) - 1) if follows else count, is_whole=False)
    return None


def _misspelt(reading: Reading, candidate: Candidate, like: _Like) -> Finding | None:
    text, end = reading.text, candidate.words[like.words - 1][1]
    if not like.is_whole and looks_like_a_path(text, candidate.slash, end):
        return None
    # "/Handoff to support-team": what makes the last word longer is in the command's way.
    longer = _LONGER.match(text, end)
    end = longer.end() if longer else end
    return Finding(
        rule=MISSPELT if like.is_whole or like.words < len(like.command.words.split()) else UNKNOWN,
        severity=ERROR,
        start=candidate.start,
        end=end,
        message=_no_command(text[candidate.start : end], like.command),
        mend=f"Did you mean {like.command.text}?",
        replacement=reading.fitted(candidate.start, end, like.command.text),
    )


def _no_command(written: str, command: Command) -> str:
    nothing = f"{quote(written)} is no command, so that nothing will happen there"
    seems_right = skeleton(written) == skeleton(command.words) and not written.isascii()
    return f"{nothing}: a sign in it only looks like the right one, or is invisible." if seems_right else f"{nothing}."


def _unknown(reading: Reading, candidate: Candidate, words: tuple[str, ...]) -> Finding | None:
    text, (start, end) = reading.text, candidate.words[0]
    # Other signs that look like a slash are common in prose, and a slash before a space is a dash.
    if text[candidate.slash : start] != "/" or end - start < _SHORTEST or looks_like_a_path(text, candidate.slash, end):
        return None
    means_a_human = words[0] in _MEANS_A_HUMAN
    if not (means_a_human or stands_like_a_command(reading, candidate.slash)):
        return None
    alone = _NOTHING_FOLLOWS.match(text, end)
    known = " or ".join(command.text for command in COMMANDS)
    return Finding(
        rule=UNKNOWN,
        severity=ERROR if means_a_human else WARNING,
        start=candidate.start,
        end=end,
        message=f"There is no command {quote(text[candidate.slash : end])}: the Agent reads it as plain words.",
        mend=f"Write {known}, or the words without a slash.",
        replacement=reading.fitted(candidate.start, end, COMMANDS[0].text) if alone and means_a_human else None,
    )

"""A secret that stands alone, where what the Agent said last asks for it: "What is the CVV?", "123". Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.transcripts import CUSTOMER, Turn
from handoff.redaction import codes, passwords
from handoff.redaction.marks import MARKS, PASSWORD, SECURITY_CODE

# What is asked for last, and how a bare answer to it looks. A PIN code may be that of a place.
_ASKED = (
    (SECURITY_CODE, codes.NAMES, r"\D{0,3}\d(?:[ -]?\d){2,3}\D{0,3}"),
    (PASSWORD, rf"(?!pass\s|pin[ -]?code){passwords.PIN}", r"\D{0,3}\d(?:[ -]?\d){3,7}\D{0,3}"),
    (PASSWORD, rf"(?!pass\s){passwords.NAMES}", r"(?=\S{0,100}[\d!@#$%&*_])\S{4,100}"),
)
_PATTERNS = tuple(
    (kind, re.compile(rf"(?<![^\W_]){names}(?![^\W_])", re.IGNORECASE), re.compile(answer))
    for kind, names, answer in _ASKED
)
_ENDS, _BREAK = ".!?。！？", "\n"
_MOST_ASKED = 500


def without_answers(turns: Sequence[Turn]) -> list[Turn]:
    """The turns, with a mark in the place of each such answer."""
    found = dict(_answers(turns))
    return [replace(turn, text=MARKS[found[i]]) if i in found else turn for i, turn in enumerate(turns)]


def masked_answers(turns: Sequence[Turn]) -> Counter[str]:
    """How many of each kind."""
    return Counter(kind for _, kind in _answers(turns))


def _answers(turns: Sequence[Turn]) -> Iterator[tuple[int, str]]:
    asked = ""
    for index, turn in enumerate(turns):
        if turn.role != CUSTOMER:
            asked = _last_sentence(turn.text[-_MOST_ASKED:])
        elif asked and (kind := _kind_of(asked, turn.text.strip())):
            yield index, kind


def _last_sentence(text: str) -> str:
    """Found from its end: a pattern would begin anew at each sign of every sentence before it."""
    said = text.rstrip().rstrip(_ENDS)
    return text[max(said.rfind(end) for end in _ENDS + _BREAK) + 1 :]


def _kind_of(asked: str, said: str) -> str:
    """Which secret it is; "" where it is none."""
    return next((kind for kind, names, answer in _PATTERNS if answer.fullmatch(said) and names.search(asked)), "")

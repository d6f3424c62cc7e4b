"""What the rows of labelled messages and conversations have in common, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agents.transcripts import Turn, role_named

# Where a row doesn't say what it comes from.
NO_SOURCE = "not named"


@dataclass(frozen=True, slots=True)
class Conversation:
    """`label`: whether a human should have been offered or called at its end."""

    id: str
    turns: tuple[Turn, ...]
    label: bool
    source: str


def conversation_of(row: Mapping[str, Any]) -> Conversation:
    """Raises KeyError for what is missing and ValueError, in words, for what is wrong."""
    return Conversation(str(row["id"]), turns_of(row), label_of(row), source_of(row))


def text_of(row: Mapping[str, Any], name: str = "text") -> str:
    if not isinstance(row[name], str):
        raise ValueError(f"{name}: {row[name]!r} is not a text.")
    return str(row[name])


def label_of(row: Mapping[str, Any], name: str = "label") -> bool:
    if type(row[name]) is str or row[name] not in (0, 1):
        raise ValueError(f"{name}: {row[name]!r} is not 1 or 0.")
    return bool(row[name])


def source_of(row: Mapping[str, Any]) -> str:
    return str(row.get("source") or NO_SOURCE)


def turns_of(row: Mapping[str, Any]) -> tuple[Turn, ...]:
    turns = row["turns"]
    if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
        raise ValueError(f"turns: they look like [{{'role': 'customer', 'text': 'Hi'}}], not {turns!r:.80}.")
    return tuple(Turn(role_named(text_of(turn, "role")), text_of(turn)) for turn in turns)

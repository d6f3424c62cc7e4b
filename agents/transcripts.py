"""The ordered turns of a conversation, as values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

CUSTOMER = "customer"
AGENT = "agent"
HUMAN = "human"
ROLES = (CUSTOMER, AGENT, HUMAN)
# The names that chat-completion APIs use for the same two roles.
ROLE_ALIASES = {"user": CUSTOMER, "assistant": AGENT}

# PostgreSQL refuses NUL, and UTF-8 has no form for a lone surrogate.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Turn:
    """One message. `role` is one of ROLES; `at` is aware, where the runtime gave it."""

    role: str
    text: str
    at: datetime | None = None


def role_named(name: str) -> str:
    """Our word for a role, or ValueError."""
    role = ROLE_ALIASES.get(name, name)
    if role not in ROLES:
        raise ValueError(f"Unknown role. Use one of: {', '.join((*ROLES, *ROLE_ALIASES))}.")
    return role


def storable(text: str) -> str:
    """The text with each character that no database can hold replaced by U+FFFD."""
    # To ask this of a text takes a twentieth of a search in it.
    if text.isascii() and "\x00" not in text:
        return text
    return _UNSTORABLE.sub(_REPLACEMENT, text)


def said_by(role: str, turns: Sequence[Turn]) -> list[int]:
    """The indexes of the turns that this role said."""
    return [index for index, turn in enumerate(turns) if turn.role == role]


def exchanges(turns: Iterable[Turn]) -> int:
    """How often the customer spoke and was answered."""
    count, waiting = 0, False
    for turn in turns:
        if turn.role == CUSTOMER:
            waiting = True
        elif waiting:
            count, waiting = count + 1, False
    return count

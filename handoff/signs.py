"""What was read in a transcript, with its evidence: which turn, and which words. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

WORDS_LENGTH = 120


class SignKind(StrEnum):
    ASKS_FOR_HUMAN = "asks_for_human"
    ACCEPTS_OFFER = "accepts_offer"
    DECLINES_OFFER = "declines_offer"
    # A topic that the merchant always sends to a human.
    TOPIC = "topic"
    # Signs of being stuck.
    ASKS_AGAIN = "asks_again"
    NOT_HELPED = "not_helped"
    ANGRY = "angry"
    AGENT_REPEATS = "agent_repeats"
    AGENT_CANNOT = "agent_cannot"
    IN_CIRCLES = "in_circles"
    NO_PROGRESS = "no_progress"


@dataclass(frozen=True, slots=True)
class Sign:
    """`words` are the turn's own, at most WORDS_LENGTH characters; "" where it was a button, or the whole turn."""

    kind: SignKind
    turn: int
    words: str = ""


def turns_of(signs: Iterable[Sign]) -> tuple[int, ...]:
    """Each turn once, in order."""
    return tuple(sorted({sign.turn for sign in signs}))

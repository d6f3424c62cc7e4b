"""What an answer of the model took, also one that nobody can use: who provokes those must not go uncounted. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping

_MOST_TOKENS = 10_000_000
# By the Responses API, and by Chat Completions.
_NAMES = (("input_tokens", "prompt_tokens"), ("output_tokens", "completion_tokens"))
# The server has read the question, whatever became of the answer. What it does not tell is reckoned from the length.
_WORKED = frozenset({"timeout", "invalid_answer", "incomplete", "refusal", "empty"})
_CHARACTERS_OF_A_TOKEN = 4


class Bill:
    """Of one question, put to the server once or, in another form, twice."""

    def __init__(self, characters: int) -> None:
        self._characters = characters
        # Of input and of output.
        self.told = (0, 0)

    def note(self, body: bytes) -> None:
        self.told = tokens_in(body)

    def tokens_after(self, reason: str) -> tuple[int, int]:
        """Where the answer came to nothing."""
        if any(self.told) or reason not in _WORKED:
            return self.told
        return self._characters // _CHARACTERS_OF_A_TOKEN, 0


def tokens_in(body: bytes) -> tuple[int, int]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return 0, 0
    usage = answer.get("usage") if isinstance(answer, dict) else None
    return _told_tokens(usage) if isinstance(usage, dict) else (0, 0)


def _told_tokens(usage: Mapping[str, object]) -> tuple[int, int]:
    """As the server told them, which may be anything: a budget must not grow by it."""
    told = [next((count for name in names if (count := _count(usage.get(name)))), 0) for names in _NAMES]
    return told[0], told[1]


def _count(told: object) -> int:
    return told if isinstance(told, int) and 0 <= told <= _MOST_TOKENS else 0

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
        self._told = (0, 0)

    def note(self, body: bytes) -> None:
        self._told = tokens_in(body)

    def tokens_after(self, reason: str) -> tuple[int, int]:
        """Of input and of output, where the answer came to nothing."""
        if any(self._told) or reason not in _WORKED:
            return self._told
        return self._characters // _CHARACTERS_OF_A_TOKEN, 0


def tokens_in(body: bytes) -> tuple[int, int]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return 0, 0
    return told_tokens(answer.get("usage") if isinstance(answer, dict) else None)


def told_tokens(usage: object) -> tuple[int, int]:
    """As the server told them, which may be anything: a budget must not grow by it."""
    told = [next((count for name in names if (count := _count(usage, name))), 0) for names in _NAMES]
    return told[0], told[1]


def _count(usage: object, name: str) -> int:
    count = usage.get(name) if isinstance(usage, Mapping) else getattr(usage, name, 0)
    return count if isinstance(count, int) and 0 <= count <= _MOST_TOKENS else 0

"""Texts cut to what a platform takes, and the word by which a handoff is found again. Pure."""

from __future__ import annotations

from handoff.fitting import fitting_lines
from handoff.providers.base import HandoffContext


def fitted(text: str, most_bytes: int) -> str:
    """The text, or as many of its lines, items and words as fit."""
    return fitting_lines(text, most_bytes, size_in_bytes)


def size_in_bytes(text: str) -> int:
    return len(text.encode())


def first_message(context: HandoffContext) -> str:
    """What the customer says first in the chat, with the ref between spaces: searches find only whole words."""
    return with_ref(context.opening, context.ref)


def with_ref(text: str, ref: str) -> str:
    return text if ref in text.split() else f"{text}\n\nRef {ref}"

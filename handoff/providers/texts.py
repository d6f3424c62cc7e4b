"""Texts cut to what a platform takes, and the word by which a handoff is found again. Pure."""

from __future__ import annotations

from handoff.providers.base import HandoffContext

_ELLIPSIS = "…"


def clipped(text: str, most_bytes: int) -> str:
    """The text, or as much of its beginning as fits, never ending in the middle of a character."""
    encoded = text.encode()
    if len(encoded) <= most_bytes:
        return text
    room = most_bytes - len(_ELLIPSIS.encode())
    return encoded[:room].decode(errors="ignore").rstrip() + _ELLIPSIS


def first_message(context: HandoffContext) -> str:
    """What the customer says first in the chat, with the ref between spaces: searches find only whole words."""
    return with_ref(context.opening, context.ref)


def with_ref(text: str, ref: str) -> str:
    return text if ref in text.split() else f"{text}\n\nRef {ref}"

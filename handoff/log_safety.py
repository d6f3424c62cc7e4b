"""Exceptions, as a log may hold them."""

from __future__ import annotations


def without_text(error: Exception) -> Exception:
    """Its class and place alone: the text may hold a customer's words, as a database's errors do."""
    bare = RuntimeError(type(error).__name__)
    return bare.with_traceback(error.__traceback__)

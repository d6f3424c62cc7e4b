"""What is started here runs on one core alone: the server has one for itself, everybody else shares another."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

SERVER, OTHERS = 0, 1


@contextlib.contextmanager
def on_core(number: int) -> Iterator[None]:
    """A program keeps the core of the thread that started it. Where the system can't pin, nothing changes."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(allowed)[number % len(allowed)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)

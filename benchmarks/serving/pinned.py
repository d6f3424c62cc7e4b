"""What is started here runs on one core alone: the server has one for itself, everybody else shares another."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

SERVER, OTHERS = 0, 1
# Before anything is pinned. Empty where the system can't pin.
_CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


@contextlib.contextmanager
def on_core(number: int) -> Iterator[None]:
    """A program keeps the core of the thread that started it. Where the system can't pin, nothing changes."""
    if not _CORES:
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {_CORES[number % len(_CORES)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)

"""A web process that is asked to end: no longer ready at once, and serving for DRAIN_SECONDS more.

Whoever spreads the requests learns it from /readyz meanwhile. What came after that to a process that had stopped taking
requests would break off.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Protocol

from django.conf import settings

_begun = threading.Event()


class Worker(Protocol):
    """One of gunicorn's."""

    def handle_exit(self, number: int, frame: FrameType | None, /) -> None: ...


def is_under_way() -> bool:
    return _begun.is_set()


def prepare(worker: Worker) -> None:
    """For gunicorn's `post_worker_init`. An alarm: a thread that begins in a handler may wait for a lock for ever."""
    if settings.DRAIN_SECONDS:
        signal.signal(signal.SIGALRM, worker.handle_exit)
        signal.signal(signal.SIGTERM, begin)


def begin(number: int, frame: FrameType | None) -> None:
    if not is_under_way():
        _begun.set()
        signal.setitimer(signal.ITIMER_REAL, settings.DRAIN_SECONDS)

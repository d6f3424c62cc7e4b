"""Steps at which a process is made to die. The product knows nothing of them: its named seams are wrapped from here."""

from __future__ import annotations

import functools
import os
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

WEB, WORKER = "web", "worker"
DIED = 9


class SeamGone(LookupError):
    """The product has no such function any more: the table of seams is to be mended."""


@dataclass(frozen=True, slots=True)
class Seam:
    """A function of the product, which kind of process runs it, and whether one dies before it or once it is done.

    `with_result`: an answer of None means that the step was not reached.
    """

    process: str
    module: str
    name: str
    before: bool = False
    with_result: bool = False

    def wrap(self, reached: Callable[[], None]) -> None:
        module = import_module(self.module)
        inner = getattr(module, self.name, None)
        if not callable(inner):
            raise SeamGone(f"{self.module}.{self.name}")
        setattr(module, self.name, self._around(inner, reached))

    def _around(self, inner: Callable[..., Any], reached: Callable[[], None]) -> Callable[..., Any]:
        @functools.wraps(inner)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            if self.before:
                reached()
            result = inner(*args, **kwargs)
            if not self.before and (result is not None or not self.with_result):
                reached()
            return result

        return wrapped


FAILPOINTS: Mapping[str, Seam] = {
    # Handoff, event and kept answer are written, and nothing is committed.
    "before_commit": Seam(WEB, "handoff.idempotency", "_keep"),
    "after_commit": Seam(WEB, "handoff.tasks", "wake_delivery", before=True),
    "after_publish": Seam(WEB, "handoff.tasks", "wake_delivery"),
    "after_claim": Seam(WORKER, "handoff.claiming", "claim", with_result=True),
    "after_summary": Seam(WORKER, "handoff.summaries", "summary_for"),
    # Each answer of the platform that says it is done, look-ups too; nothing of it is saved yet.
    "after_platform": Seam(WORKER, "handoff.providers.http", "_exchanged"),
    # The outcome is saved, and the message not yet acknowledged.
    "after_save": Seam(WORKER, "handoff.delivery", "deliver"),
}


@dataclass(slots=True)
class Tally:
    """How often processes have died so far: a line each in a file, which outlives them."""

    path: Path

    def count(self) -> int:
        return self.path.read_bytes().count(b"\n") if self.path.exists() else 0

    def add(self, name: str) -> None:
        with self.path.open("a") as file:
            file.write(f"{name} {os.getpid()}\n")


@dataclass(slots=True)
class Trap:
    """Dies at the k-th time that the point is reached in this life; k is drawn anew for each life. Then, no more."""

    name: str
    kills: int
    tally: Tally
    seed: int = 0
    most: int = 5
    die: Callable[[int], Any] = os._exit
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _left: int = 0
    _pid: int = 0

    def reached(self) -> None:
        with self._lock:
            if self._pid != os.getpid():
                self._begin_life()
            self._left -= 1
            if self._left == 0 and self.tally.count() < self.kills:
                self.tally.add(self.name)
                self.die(DIED)

    def _begin_life(self) -> None:
        """A forked process has its own count."""
        self._pid = os.getpid()
        chance = random.Random(f"{self.seed} {self.name} {self.tally.count()}")  # noqa: S311 - no secret
        self._left = chance.randint(1, self.most)


def install(trap: Trap) -> None:
    """In this process, before it does anything."""
    FAILPOINTS[trap.name].wrap(trap.reached)


def poison(conversation: str) -> None:
    """A conversation over which every attempt dies, as over a summary that takes all the memory there is."""
    summaries = import_module("handoff.summaries")
    inner = summaries.summary_for

    def deadly(handoff: Any) -> Any:
        if handoff.conversation.external_id.startswith(conversation):
            os._exit(DIED)
        return inner(handoff)

    setattr(summaries, inner.__name__, deadly)

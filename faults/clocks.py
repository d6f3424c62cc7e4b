"""A process whose clock is wrong. PostgreSQL's is not: whoever trusts the database's clock notices nothing."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import time_machine

LOOKED_AT_EVERY = 0.05


def shift(by: timedelta) -> None:
    """This process's clock, and that of whatever it forks, is wrong by that much from now on."""
    _shifter()(by)


def follow(path: Path) -> None:
    """The clock is wrong by as many seconds as the file says, and jumps when it says something else."""
    follower = _Follower(path, _shifter())
    follower.start()
    # Threads are not forked along.
    os.register_at_fork(after_in_child=follower.start)


def _shifter() -> Callable[[timedelta], None]:
    coordinates = time_machine.travel(timedelta(0), tick=True).start()
    # It begins to tick when it is first read, and would be slow by all the time until then.
    time.time()
    return coordinates.shift


class _Follower:
    def __init__(self, path: Path, shift: Callable[[timedelta], None]) -> None:
        self._path, self._shift = path, shift
        self._wrong_by = 0.0

    def start(self) -> None:
        self._look()
        threading.Thread(target=self._run, name="clock", daemon=True).start()

    def _run(self) -> None:
        while True:
            time.sleep(LOOKED_AT_EVERY)
            self._look()

    def _look(self) -> None:
        # There is none yet, or it is just being written.
        with suppress(OSError, ValueError):
            said = float(self._path.read_text())
            if said != self._wrong_by:
                self._shift(timedelta(seconds=said - self._wrong_by))
                self._wrong_by = said

"""One program of the machine: started in a session of its own, ended by its own process id, started again."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from devtools.processes import signal_group
from devtools.services import PlainUser

READY_WITHIN = 180.0
STOP_WITHIN = 20.0


class NotReady(RuntimeError):
    """A program did not start in time, or ended before it was ready."""


@dataclass
class Program:
    """`is_ready` tells whether it serves. `plain_user` is for servers that refuse to run as root.

    `hosted`: a parent that has imported everything forks the program itself, and again whenever it has died.
    """

    name: str
    command: Sequence[str]
    folder: Path
    log: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    is_ready: Callable[[], bool] = lambda: True
    stop_with: signal.Signals = signal.SIGTERM
    plain_user: PlainUser = field(default_factory=PlainUser)
    hosted: bool = False
    # Of the last one that ended when it was asked to: negative where a signal ended it.
    ended_with: int | None = None
    _process: subprocess.Popen[bytes] | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def is_running(self) -> bool:
        with self._lock:
            return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Return at once; `wait_until_ready` waits."""
        with self._lock, self.log.open("ab") as output:
            if self.is_running():
                self.send(signal.SIGCONT)
                return
            self._process = subprocess.Popen(
                list(self.command),
                cwd=self.folder,
                env=dict(self.environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **self.plain_user,
            )

    def wait_until_ready(self, seconds: float = READY_WITHIN) -> None:
        deadline = time.monotonic() + seconds
        while not self.is_ready():
            if not self.is_running() or time.monotonic() > deadline:
                raise NotReady(f"{self.name} is not ready:\n{self.said()[-2000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """kill -9, with all that it started. A parent that would fork it again is held until the next `start`."""
        if self.hosted and self.is_running():
            self.send(signal.SIGSTOP)
            for pid in descendants(self.pid):
                end_hard(pid)
            return
        if self.is_running():
            signal_group(self.pid, signal.SIGKILL)
        self.end(signal.SIGKILL)

    def end(self, number: signal.Signals) -> None:
        """The signal to the program itself, and whatever is left of its session is cleared away."""
        with self._lock:
            if self._process is None:
                return
            if self._process.poll() is None:
                os.kill(self._process.pid, number)
                self._wait()
            self.ended_with = self._process.returncode
            signal_group(self._process.pid, signal.SIGKILL)
            self._process = None

    def send(self, number: signal.Signals) -> None:
        """For signals that don't end it."""
        with self._lock:
            if self.is_running():
                os.kill(self.pid, number)

    def stop(self) -> None:
        self.send(signal.SIGCONT)
        self.end(self.stop_with)

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _wait(self) -> None:
        assert self._process is not None
        try:
            self._process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def descendants(pid: int) -> Iterator[int]:
    """Children first. Empty on systems that don't tell, and of what has just ended."""
    told = ""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    for child in map(int, told.split()):
        yield from descendants(child)
        yield child


def end_hard(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def run(command: Sequence[str], folder: Path, environ: Mapping[str, str]) -> str:
    """To its end. What it printed; raises NotReady where it fails."""
    done = subprocess.run(list(command), cwd=folder, env=dict(environ), capture_output=True, text=True)
    if done.returncode:
        raise NotReady(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout

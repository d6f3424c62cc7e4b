"""Starting programs so that everything they start ends with us, and nothing else does."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO

Output = int | IO[bytes] | None
TAIL = 8192
GRACE = 10.0


def stop_on_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)


def leave(number: int, frame: FrameType | None) -> None:
    """Unwind through every cleanup; a second Ctrl-C must not break it off half done."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)


def run(command: list[str], folder: Path, env: dict[str, str] | None = None) -> int:
    with started(command, folder, env) as process:
        return process.wait()


def run_showing(command: list[str], folder: Path, env: dict[str, str] | None = None) -> tuple[int, str]:
    """The exit code and the end of what was printed, which is passed on as it comes."""
    with started(command, folder, env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        tail = b""
        for part in chunks(process, process.stdout):
            sys.stdout.buffer.write(part)
            sys.stdout.buffer.flush()
            tail = (tail + part)[-TAIL:]
        return process.wait(), tail.decode(errors="replace")


def chunks(process: subprocess.Popen[bytes], stream: IO[bytes]) -> Iterator[bytes]:
    """Until the program ends: a child it left behind may hold the other end of the stream open for ever."""
    while True:
        readable, _, _ = select.select([stream], [], [], 0.2)
        if readable:
            part = os.read(stream.fileno(), 65536)
            if not part:
                return
            yield part
        elif process.poll() is not None:
            return


@contextlib.contextmanager
def started(
    command: list[str], folder: Path, env: dict[str, str] | None, stdout: Output = None, stderr: Output = None
) -> Iterator[subprocess.Popen[bytes]]:
    """In a session of its own: its group is then exactly what it started, and Ctrl-C reaches it through us only."""
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=stdout, stderr=stderr, start_new_session=True)
    try:
        yield process
    finally:
        end(process)
        if process.stdout:
            process.stdout.close()


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the program, as Ctrl-C would; then clear away what is left of its group."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
    for number, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 1.0)):
        if not signal_group(process.pid, number):
            break
        wait_for_group(process, patience)
    process.wait()


def wait_for_group(process: subprocess.Popen[bytes], patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        process.poll()  # a program that has ended and wasn't asked after would count as there
        if not signal_group(process.pid, 0):
            return
        time.sleep(0.05)


def signal_group(group: int, number: int) -> bool:
    """Whether there was anybody left to receive it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
        return True
    return False

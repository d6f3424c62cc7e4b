"""A web process that is asked to end: not ready at once, and serving until whoever spreads requests has noticed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from django.test import Client

from devtools.services import free_port
from devtools.stages import clean_environ
from handoff_project import draining

ROOT = Path(__file__).resolve().parent.parent
DRAIN_SECONDS = 3


def test_a_process_that_is_ending_is_alive_and_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    ending = threading.Event()
    ending.set()
    monkeypatch.setattr(draining, "_begun", ending)
    ready = Client().get("/readyz")
    assert (ready.status_code, ready.json()) == (503, {"status": "draining"})
    assert Client().get("/healthz").status_code == 200


@contextlib.contextmanager
def serving(folder: Path, **environ: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """gunicorn, started as operators start it, and its address."""
    url = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", "handoff_project.wsgi", "--workers", "2", "--threads", "8"]
    environment = {**clean_environ(), "LOCAL_DIR": str(folder), "GUNICORN_CMD_ARGS": f"--bind={url}", **environ}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_until(f"http://{url}", process)
        yield process, f"http://{url}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 90
    while status(url, "/healthz") != 200:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)


def status(url: str, path: str) -> int:
    """0 where nobody answers."""
    with contextlib.suppress(httpx2.TransportError):
        return httpx2.get(url + path, timeout=30, trust_env=False).status_code
    return 0


def test_gunicorn_goes_on_serving_for_that_long_and_ends_well(tmp_path: Path) -> None:
    with serving(tmp_path, DRAIN_SECONDS=str(DRAIN_SECONDS)) as (process, url):
        process.terminate()
        seen = list(answers_until_it_ends(process, url))
        assert process.wait(30) == 0
    assert {alive for after, _, alive in seen if after < DRAIN_SECONDS} == {200}
    assert max(after for after, _, alive in seen if alive) > DRAIN_SECONDS - 1
    assert {ready for after, ready, _ in seen if DRAIN_SECONDS / 2 < after < DRAIN_SECONDS} == {503}


def answers_until_it_ends(process: subprocess.Popen[bytes], url: str) -> Iterator[tuple[float, int, int]]:
    """What it says to "ready?" and "alive?", and when it had said both."""
    began = time.monotonic()
    while process.poll() is None:
        ready, alive = status(url, "/readyz"), status(url, "/healthz")
        yield time.monotonic() - began, ready, alive
        time.sleep(0.05)

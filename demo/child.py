"""The demo shop and the stand-in platforms as a process of their own, started and ended from here."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import httpx2

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 30.0


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_answers(url: str, process: subprocess.Popen[bytes], seconds: float = START_SECONDS) -> None:
    """Return as soon as the URL answers anything at all. Raises RuntimeError when it doesn't in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The process for {url} ended with {process.returncode} before it answered.")
        try:
            httpx2.get(url, timeout=2, trust_env=False)
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{url} did not answer within {seconds:.0f} s.")


@contextmanager
def demo_process(
    port: int,
    api_url: str,
    api_key: str = "",
    output: IO[bytes] | None = None,
    notices: Mapping[str, Mapping[str, str]] | None = None,
) -> Iterator[str]:
    """The demo's address, for as long as the block lasts. `output` is where it writes in place of the terminal."""
    command = [sys.executable, "-m", "demo", "--port", str(port), "--api", api_url, "--ends-with-stdin"]
    hooks = {name: {"url": api_url + hook["path"], "secret": hook["secret"]} for name, hook in (notices or {}).items()}
    environ = {**os.environ, "DEMO_API_KEY": api_key, "DEMO_NOTICES": json.dumps(hooks)}
    # The pipe closes however this process ends, and the child with it.
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": output, "stderr": output}
    with subprocess.Popen(command, cwd=ROOT, env=environ, **pipes) as process:
        try:
            wait_until_answers(f"http://127.0.0.1:{port}/stand-in/log.json", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()

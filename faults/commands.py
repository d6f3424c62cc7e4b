"""The product's start commands, as this machine runs them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

PYTHON = sys.executable
HOST = "faults.host"


def web_command(port: int) -> list[str]:
    options = ["--bind", f"127.0.0.1:{port}", "--threads", "8", "--timeout", "60", "--no-control-socket"]
    return [PYTHON, "-m", "gunicorn", "handoff_project.wsgi", *options]


def worker_command(name: str) -> list[str]:
    return [PYTHON, "-m", "handoff_project.worker", "--concurrency", "8", "-n", f"{name}@%h"]


def beat_command() -> list[str]:
    return [PYTHON, "-m", "celery", "-A", "handoff_project", "beat", "--scheduler", "celery.beat:Scheduler"]


def hosted(command: Sequence[str], *options: str) -> list[str]:
    """By way of a parent that forks it anew as soon as it has died; more options, where it is already."""
    python, dash_m, *program = command
    rest = program[1:] if program[0] == HOST else program
    return [python, dash_m, HOST, *options, *rest]

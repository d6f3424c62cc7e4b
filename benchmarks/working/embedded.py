"""The product as `dev.py run` starts it: SQLite, and the worker inside the web process."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.serving import contenders, load
from benchmarks.working.claims import EMBEDDED_NOTED, EMBEDDED_TAKEN
from devtools.services import free_port
from devtools.stages import clean_environ
from faults.commands import PYTHON
from faults.machine import LIMITS, NO_LIMIT, ROOT, answers
from faults.processes import Program, run

# From one start to the next: nothing else is under way when it comes.
APART, PATIENCE = 0.1, 60.0


def taken(folder: Path, requests: int) -> list[float]:
    """Milliseconds from each handoff's row to its claim."""
    with running(folder) as (url, key):
        database = sqlite3.connect(next(folder.glob("*.sqlite3")), timeout=10, isolation_level=None)
        with contextlib.closing(database):
            database.executescript(EMBEDDED_NOTED)
            agent = _agent(url, key)
            for _ in range(requests):
                plan = load.Plan(url, [f"/api/v1/agents/{agent}/handoffs/"], _headers(key), [_body()], 201, clients=1)
                load.sent(plan)
                time.sleep(APART)
            return _claimed(database, requests)


def _claimed(database: sqlite3.Connection, requests: int) -> list[float]:
    """Raises RuntimeError where one is not claimed within a minute."""
    until = time.monotonic() + PATIENCE
    while len(taken := [row[0] for row in database.execute(EMBEDDED_TAKEN)]) < requests:
        if time.monotonic() > until:
            raise RuntimeError(f"{requests - len(taken)} of {requests} handoffs were not claimed")
        time.sleep(APART)
    return taken


@contextlib.contextmanager
def running(folder: Path) -> Iterator[tuple[str, str]]:
    """Its address, and a key of its Brand."""
    port, log = free_port(), folder / "embedded.log"
    stand_in = f"http://127.0.0.1:{port + 1}/stand-in"
    limits = dict.fromkeys([*LIMITS, "API_THROTTLE"], NO_LIMIT)
    environ = {**clean_environ(), **limits, "DEBUG": "1", "LOCAL_DIR": str(folder), "STAND_IN_URL": stand_in}
    run([PYTHON, "manage.py", "migrate", "--verbosity", "0"], ROOT, environ)
    command = [PYTHON, "manage.py", "rundemo", "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    program = Program("embedded", command, ROOT, log, environ, lambda: answers(f"{url}/healthz"))
    program.start()
    try:
        program.wait_until_ready()
        yield url, _told(log.read_text(), "API key")
    finally:
        program.stop()


def _told(text: str, name: str) -> str:
    """What the command says to whoever started it."""
    return next(line.removeprefix(f"{name}: ") for line in text.splitlines() if line.startswith(f"{name}: "))


def _agent(url: str, key: str) -> str:
    """The first that hands over."""
    request = urllib.request.Request(f"{url}/api/v1/agents/", headers=_headers(key))  # noqa: S310 - of this machine
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        agents: list[dict[str, Any]] = json.load(answer)["results"]
    return next(str(agent["id"]) for agent in agents if agent["handoff_enabled"])


def _headers(key: str) -> dict[str, str]:
    return {"Authorization": f"Api-Key {key}"}


def _body() -> str:
    return json.dumps(contenders.asking_for_people(next(contenders.new_conversations())))

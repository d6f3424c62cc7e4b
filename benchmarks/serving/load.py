"""Clients of one server, as a program of their own: a plan as JSON on stdin, latencies in seconds as JSON on stdout.

They send raw HTTP over connections that stay open, so that the load costs little beside what it measures.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from benchmarks.serving.pinned import OTHERS, on_core

Body = str


class Refused(RuntimeError):
    """An answer that the measurement is not about."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`bodies` are sent once each, by so many clients; each must be answered with this status.

    `paths`: where to, of each body.
    """

    url: str
    paths: Sequence[str]
    headers: Mapping[str, str]
    bodies: Sequence[Body]
    status: int
    clients: int = 4
    method: str = "POST"


def latencies(plan: Plan) -> list[float]:
    """By a program of its own on the other core. Raises Refused."""
    with on_core(OTHERS):
        done = subprocess.run(
            [sys.executable, "-m", __spec__.name], input=json.dumps(asdict(plan)), capture_output=True, text=True
        )
    if done.returncode:
        raise Refused(done.stderr.strip()[-2000:])
    taken: list[float] = json.loads(done.stdout)
    return taken


def sent(plan: Plan) -> list[float]:
    clients = [_Client(plan, first) for first in range(plan.clients)]
    threads = [threading.Thread(target=client.run) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong := [client.error for client in clients if client.error]:
        raise Refused(wrong[0])
    return [seconds for client in clients for seconds in client.taken]


class _Client:
    """One after another, from its first on, every request that is nobody else's."""

    def __init__(self, plan: Plan, first: int) -> None:
        asked = list(zip(plan.paths, plan.bodies, strict=True))
        self.plan, self.asked = plan, asked[first :: plan.clients]
        self.taken: list[float] = []
        self.error = ""

    def run(self) -> None:
        try:
            self._run()
        except Exception as error:  # noqa: BLE001 - told by whoever waits for this thread
            self.error = repr(error)

    def _run(self) -> None:
        plan = self.plan
        connection = http.client.HTTPConnection(urlsplit(plan.url).netloc, timeout=60)
        headers = {"Content-Type": "application/json", **plan.headers}
        for path, body in self.asked:
            begun = time.perf_counter()
            connection.request(plan.method, path, body.encode(), headers)
            answer = connection.getresponse()
            said = answer.read()
            self.taken.append(time.perf_counter() - begun)
            if answer.status != plan.status:
                raise Refused(f"{path}: {answer.status} {said[:500]!r}")
        connection.close()


def main() -> int:
    plan: dict[str, Any] = json.load(sys.stdin)
    try:
        print(json.dumps(sent(Plan(**plan))))
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

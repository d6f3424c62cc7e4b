"""The AI agents and the browsers: each request at its time, whatever became of the others."""

from __future__ import annotations

import http.client
import json
import queue
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from benchmarks.serving import contenders
from benchmarks.soak.traffic import Ask, Asked
from faults.merchants import Account

CLIENTS = 16
# A launch or a receipt of a start that failed, or has not been answered yet.
NOT_BEGUN = "not begun"
_WELL = {Ask.DECISION: {200}, Ask.START: {201}, Ask.LAUNCH: {200}, Ask.RECEIPT: {200}}


@dataclass
class Told:
    """`answers` by what was asked and the status; `seconds` of each; `late`: how long after its time one was sent."""

    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    late: float = 0.0

    @property
    def wrong(self) -> dict[str, int]:
        well = {(what.value, str(status)) for what, statuses in _WELL.items() for status in statuses}
        return {" ".join(key): many for key, many in sorted(self.answers.items()) if key not in well}


class Clients:
    def __init__(self, url: str, accounts: Sequence[Account], run: str) -> None:
        self.told = Told()
        self._url, self._accounts, self._run = url, accounts, run
        self._todo: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self._tokens: dict[int, str] = {}
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._work) for _ in range(CLIENTS)]

    def send(self, plan: Sequence[Asked]) -> None:
        """Returns when all are answered."""
        begun = time.monotonic()
        for thread in self._threads:
            thread.start()
        for one in plan:
            time.sleep(max(0.0, begun + one.at - time.monotonic()))
            self._todo.put(one)
            self.told.late = max(self.told.late, time.monotonic() - begun - one.at)
        for _ in self._threads:
            self._todo.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        connection = http.client.HTTPConnection(urlsplit(self._url).netloc, timeout=60)
        while (one := self._todo.get()) is not None:
            begun = time.perf_counter()
            try:
                answer = self._ask(connection, one)
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                answer = type(error).__name__
            with self._lock:
                self.told.answers[one.what.value, answer] += 1
                self.told.seconds.append(time.perf_counter() - begun)
        connection.close()

    def _ask(self, connection: http.client.HTTPConnection, one: Asked) -> str:
        """The status that was answered."""
        if one.what in (Ask.LAUNCH, Ask.RECEIPT) and one.conversation not in self._tokens:
            return NOT_BEGUN
        connection.request(*self._request(one))
        answer = connection.getresponse()
        said = answer.read()
        if one.what is Ask.START and answer.status == 201:
            self._tokens[one.conversation] = json.loads(said)["launch_token"]
        return str(answer.status)

    def _request(self, one: Asked) -> tuple[str, str, bytes | None, dict[str, str]]:
        """Of the merchants by turns."""
        account = self._accounts[one.conversation % len(self._accounts)]
        if one.what in (Ask.DECISION, Ask.START):
            decision, start = contenders.doors(account)
            door = decision if one.what is Ask.DECISION else start
            body = json.dumps(door.body(f"{self._run}-{one.conversation}"))
            return door.method, door.path, body.encode(), {"Content-Type": "application/json", **door.headers}
        path = f"/storefront/v1/launches/{self._tokens[one.conversation]}/"
        if one.what is Ask.LAUNCH:
            return "GET", path, None, {}
        return "POST", f"{path}receipts/", b'{"event": "opened"}', {"Content-Type": "application/json"}

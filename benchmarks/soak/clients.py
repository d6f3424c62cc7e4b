"""The AI agents and the browsers: each request at its time, and if nobody is free, as soon as somebody is."""

from __future__ import annotations

import http.client
import json
import queue
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from benchmarks.serving import contenders
from benchmarks.soak.traffic import BROWSER, Ask, Asked
from faults import customers
from faults.merchants import Account
from faults.platforms import Platforms

# A browser keeps one of them for as long as a summary takes.
CLIENTS, MOST_LOOKS = 96, 20
# What comes of a start that failed, or was not answered in time.
NOT_BEGUN = "not begun"
_WELL = {Ask.DECISION: "200", Ask.START: "201", Ask.LAUNCH: "200", Ask.CHAT: "201", Ask.RECEIPT: "200"}


@dataclass
class Told:
    """`answers` by what was asked and the status. `seconds` of each request, from when it was to be sent."""

    asked: int = 0
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def wrong(self) -> dict[str, int]:
        well = {(what.value, status) for what, status in _WELL.items()}
        found = {" ".join(key): many for key, many in sorted(self.answers.items()) if key not in well}
        unanswered = self.asked - sum(self.answers.values())
        return {**found, "not answered": unanswered} if unanswered else found


def requests_of(one: Asked) -> int:
    return len(BROWSER) if one.what is Ask.BROWSER else 1


class Clients:
    def __init__(self, url: str, accounts: Sequence[Account], platforms: Platforms, run: str) -> None:
        self.told = Told()
        self._url, self._accounts, self._platforms, self._run = url, accounts, platforms, run
        self._todo: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self._tokens: dict[int, str] = {}
        self._launches: dict[int, dict[str, Any]] = {}
        self._lock = threading.Lock()
        self._begun = 0.0

    def send(self, plan: Sequence[Asked]) -> Told:
        """Returns when all are answered."""
        threads = [threading.Thread(target=self._work) for _ in range(CLIENTS)]
        self._begun, self.told.asked = time.monotonic(), sum(requests_of(one) for one in plan)
        for thread in threads:
            thread.start()
        for one in plan:
            time.sleep(max(0.0, self._begun + one.at - time.monotonic()))
            self._todo.put(one)
        for _ in threads:
            self._todo.put(None)
        for thread in threads:
            thread.join()
        return self.told

    def _work(self) -> None:
        connection = http.client.HTTPConnection(urlsplit(self._url).netloc, timeout=60)
        while (one := self._todo.get()) is not None:
            if one.what is Ask.BROWSER:
                self._browse(connection, one)
            else:
                self._put(connection, one)
        connection.close()

    def _browse(self, connection: http.client.HTTPConnection, one: Asked) -> None:
        """The first request is sent at its time, and each other some time after the one before it was answered."""
        at = one.at
        for pause, what in BROWSER:
            if pause:
                time.sleep(pause)
                at = time.monotonic() - self._begun
            self._put(connection, Asked(at, one.conversation, what))

    def _put(self, connection: http.client.HTTPConnection, one: Asked) -> None:
        try:
            answer = self._ask(connection, one)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the next one is asked
            connection.close()
            answer = type(error).__name__
        with self._lock:
            self.told.answers[one.what.value, answer] += 1

    def _ask(self, connection: http.client.HTTPConnection, one: Asked) -> str:
        """The status that was answered."""
        if one.what is Ask.CHAT:
            return self._chat(one)
        if one.what in (Ask.LAUNCH, Ask.RECEIPT) and one.conversation not in self._tokens:
            return NOT_BEGUN
        if one.what is Ask.LAUNCH:
            return self._launch(connection, one)
        status, said = self._answered(connection, one, one.at)
        if one.what is Ask.START and status == _WELL[Ask.START]:
            self._tokens[one.conversation] = said["launch_token"]
        return status

    def _launch(self, connection: http.client.HTTPConnection, one: Asked) -> str:
        """Asked again until it is ready, as the storefront's script does."""
        at = one.at
        for _ in range(MOST_LOOKS):
            status, said = self._answered(connection, one, at)
            if status != _WELL[Ask.LAUNCH]:
                return status
            if said["status"] == "ready":
                self._launches[one.conversation] = said
                return status
            time.sleep(said["retry_after_ms"] / 1000)
            at = time.monotonic() - self._begun
        return "never ready"

    def _answered(self, connection: http.client.HTTPConnection, one: Asked, at: float) -> tuple[str, dict[str, Any]]:
        """`at`: when it was to be sent."""
        try:
            connection.request(*self._request(one))
            answer = connection.getresponse()
            said = answer.read()
        finally:  # one that failed took its time too
            with self._lock:
                self.told.seconds.append(time.monotonic() - self._begun - at)
        return str(answer.status), json.loads(said) if said else {}

    def _chat(self, one: Asked) -> str:
        """At Intercom the conversation was begun by the worker, or will be."""
        talk, launch = self._conversation(one), self._launches.get(one.conversation)
        if launch is None:
            return NOT_BEGUN
        slug = talk.account.merchant.kind
        if slug != "intercom":
            self._platforms.begin_chat(slug, **customers.first_words(slug, launch["options"], talk))
        return _WELL[Ask.CHAT]

    def _request(self, one: Asked) -> tuple[str, str, bytes | None, dict[str, str]]:
        if one.what in (Ask.DECISION, Ask.START):
            return self._of_runtime(one)
        path = f"/storefront/v1/launches/{self._tokens[one.conversation]}/"
        if one.what is Ask.LAUNCH:
            return "GET", path, None, {}
        talk, launch = self._conversation(one), self._launches[one.conversation]
        passed = customers.carries_context(talk.account.merchant.kind, launch["options"])
        receipt = json.dumps({"event": "opened", "context_passed": passed})
        return "POST", f"{path}receipts/", receipt.encode(), {"Content-Type": "application/json"}

    def _of_runtime(self, one: Asked) -> tuple[str, str, bytes, dict[str, str]]:
        talk = self._conversation(one)
        decision, start = contenders.doors(talk.account)
        door, turns = (
            (decision, contenders.HELPED) if one.what is Ask.DECISION else (start, contenders.ASKING_FOR_PEOPLE)
        )
        customer = {"id": talk.name, "email": talk.email, "name": "Robin"}
        body = json.dumps({"conversation": talk.name, "transcript": turns, "customer": customer})
        return door.method, door.path, body.encode(), {"Content-Type": "application/json", **door.headers}

    def _conversation(self, one: Asked) -> customers.Conversation:
        """Of the merchants by turns."""
        account = self._accounts[one.conversation % len(self._accounts)]
        name = f"{self._run}-{one.conversation}"
        return customers.Conversation(name, account, "", leaves=False, fails=False, closes=False, twice=False)

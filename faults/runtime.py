"""A merchant's AI agent and a customer's browser, as HTTP clients that come again where they are told to."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx2

from faults import history
from faults.history import History

Json = dict[str, Any]
TIMEOUT = httpx2.Timeout(20.0, connect=3.0)
# A runtime gives up where it was sent away for so long; longer than any fault of the nemesis, and than a queue.
PATIENCE_SECONDS = 90.0
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0


class GaveUp(Exception):
    """No answer for as long as a client waits."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Json
    headers: dict[str, str]

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


class Caller:
    """Each call goes into the history with what came of it: a status, or the error of the connection."""

    def __init__(self, web_url: str, log: History) -> None:
        # A connection for each call: one that a server has just closed would look like a fault.
        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=0)
        self._http = httpx2.Client(base_url=web_url, trust_env=False, timeout=TIMEOUT, limits=limits)
        self._log = log

    def start(self, account_key: str, agent: str, body: Json, idempotency_key: str) -> Answer:
        """The same request under the same key, until there is an answer that stands."""
        headers = {"Authorization": f"Api-Key {account_key}", "Idempotency-Key": idempotency_key}
        told = {"conversation": body["conversation"], "key": idempotency_key}
        return self._until_answered(
            history.START,
            told,
            lambda: self._http.post(f"/api/v1/agents/{agent}/handoffs/", json=body, headers=headers),
        )

    def launch(self, handoff: str, token: str) -> Answer:
        return self._until_answered(
            history.LAUNCH, {"handoff": handoff}, lambda: self._http.get(f"/storefront/v1/launches/{token}/")
        )

    def receipt(self, handoff: str, token: str, said: Json) -> Answer:
        return self._until_answered(
            history.RECEIPT,
            {"handoff": handoff, "event": said["event"]},
            lambda: self._http.post(f"/storefront/v1/launches/{token}/receipts/", json=said),
        )

    def close(self) -> None:
        self._http.close()

    def _until_answered(self, what: str, told: Json, call: Callable[[], httpx2.Response]) -> Answer:
        deadline, tries = time.monotonic() + PATIENCE_SECONDS, 0
        while time.monotonic() < deadline:
            answer = self._answered(what, told, call)
            if answer is not None and not is_told_to_come_again(answer):
                return answer
            time.sleep(pause_of(answer, tries))
            tries += 1
        raise GaveUp(what)

    def _answered(self, what: str, told: Json, call: Callable[[], httpx2.Response]) -> Answer | None:
        began = self._log.now()
        try:
            response = call()
            body = response.json()
        except (httpx2.TransportError, ValueError) as error:
            self._log.add(history.CLIENT, what, **told, began=round(began, 3), error=type(error).__name__)
            return None
        answer = Answer(response.status_code, body, dict(response.headers))
        seen = {"status": answer.status, "code": body.get("code", ""), "retry_after": answer.headers.get("retry-after")}
        self._log.add(history.CLIENT, what, **told, began=round(began, 3), id=id_in(what, answer), **seen)
        return answer


def is_told_to_come_again(answer: Answer) -> bool:
    return answer.status in (429, 503) or answer.body.get("code") == "idempotency_in_progress"


def pause_of(answer: Answer | None, tries: int) -> float:
    """As long as it was told; else twice as long each time."""
    wanted = answer.headers.get("retry-after", "") if answer else ""
    return min(float(wanted) if wanted.isdecimal() else FIRST_PAUSE * 2.0 ** min(tries, 10), LONGEST_PAUSE)


def id_in(what: str, answer: Answer) -> str:
    return str(answer.body.get("id", "")) if what == history.START and answer.is_success else ""

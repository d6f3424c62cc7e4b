"""Handoff's API as the shop's AI agent calls it: nothing here but HTTP."""

from __future__ import annotations

import time
from typing import Any

import httpx2

Json = dict[str, Any]

DEADLINE = httpx2.Timeout(8.0, connect=2.0)


# A start is said once more where Handoff is away for a moment, or wants a pause: with the same key it is done once.
LONGEST_PAUSE = 2.0
PASSING = {0, 429, 502, 503, 504}
# The answer came too late for us, and Handoff is still at it.
IN_PROGRESS = "idempotency_in_progress"


class ApiError(Exception):
    """An answer that is no success, or none at all (status 0). `problem` is the answer's body."""

    def __init__(self, status: int, problem: Json, retry_after: str = "") -> None:
        super().__init__(f"{status} {problem.get('code', '')}")
        self.status = status
        self.code = str(problem.get("code", ""))
        self.problem = problem
        # What to wait for, in seconds: Handoff names it where it is busy.
        self.pause = min(float(retry_after), LONGEST_PAUSE) if retry_after.isdecimal() else 0.5

    @property
    def is_passing(self) -> bool:
        """Handoff is away, or busy: nothing is wrong with what was asked."""
        return self.status in PASSING or self.code == IN_PROGRESS


class HandoffApi:
    def __init__(self, url: str, key: str) -> None:
        self.url = url.rstrip("/")
        headers = {"Authorization": f"Api-Key {key}"}
        self._http = httpx2.Client(base_url=f"{self.url}/api/v1/", headers=headers, timeout=DEADLINE, trust_env=False)

    def agents(self) -> list[Json]:
        results: list[Json] = self._call("GET", "agents/")["results"]
        return results

    def agent(self, agent: str) -> Json:
        return self._call("GET", f"agents/{agent}/")

    def instructions(self, agent: str) -> Json:
        return self._call("GET", f"agents/{agent}/instructions/")

    def decide(self, agent: str, consultation: Json) -> Json:
        return self._call("POST", f"agents/{agent}/decisions/", consultation)

    def check_reply(self, agent: str, reply: str, consultation: Json) -> Json:
        return self._call("POST", f"agents/{agent}/replies/check/", {"reply": reply, **consultation})

    def start(self, agent: str, consultation: Json, idempotency_key: str) -> Json:
        return self._call_again(f"agents/{agent}/handoffs/", consultation, idempotency_key)

    def accept(self, decision: str) -> Json:
        return self._call_again(f"decisions/{decision}/accept/", {}, f"accept-{decision}")

    def decline(self, decision: str) -> Json:
        return self._call("POST", f"decisions/{decision}/decline/", {})

    def handoff(self, handoff: str) -> Json:
        return self._call("GET", f"handoffs/{handoff}/")

    def return_to_agent(self, handoff: str) -> Json:
        return self._call("POST", f"handoffs/{handoff}/return/", {})

    def choose_platform(self, kind: str) -> Json:
        """By a door of the demo's own, which a merchant's runtime does not have."""
        return self._call("POST", f"{self.url}/demo/platform/", {"kind": kind})

    def _call_again(self, path: str, body: Json, key: str) -> Json:
        headers = {"Idempotency-Key": key}
        try:
            return self._call("POST", path, body, headers)
        except ApiError as error:
            if not error.is_passing:
                raise
            time.sleep(error.pause)
        return self._call("POST", path, body, headers)

    def _call(self, method: str, path: str, body: Json | None = None, headers: dict[str, str] | None = None) -> Json:
        try:
            answer = self._http.request(method, path, json=body, headers=headers)
        except httpx2.HTTPError as error:
            raise ApiError(0, {"code": "unreachable"}) from error
        content = _json_of(answer)
        if not answer.is_success:
            raise ApiError(answer.status_code, content, answer.headers.get("Retry-After", ""))
        if not content:
            raise ApiError(0, {"code": "unreadable"})
        return content


def _json_of(answer: httpx2.Response) -> Json:
    """Empty where the body is no object: a proxy on the way answers with pages of its own."""
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}

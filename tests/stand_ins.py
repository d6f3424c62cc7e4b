"""The stand-in platforms in a process of their own, spoken to by HTTP like the real ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx2

from demo.child import demo_process, free_port

NO_API = "http://127.0.0.1:9"


class StandIns:
    def __init__(self, url: str, client: httpx2.Client) -> None:
        self.url = url
        self._client = client

    def log(self) -> dict[str, Any]:
        """All that the platforms hold."""
        answer: dict[str, Any] = self._client.get(f"{self.url}/log.json").json()
        return answer

    def reset(self) -> None:
        self._post("reset.json", {})

    def fail(self, **fault: Any) -> None:
        """What goes wrong with the next requests: see the table of faults in demo/standins/README.md."""
        self._post("faults.json", fault)

    def limit(self, slug: str, most: int, seconds: float) -> None:
        """A rate limit in place of the platform's own, until the next reset."""
        self._post("limits.json", {slug: {"most": most, "seconds": seconds}})

    def begin_chat(self, slug: str, body: str, **said: Any) -> str:
        """The customer's first message, as the widget sends it. The chat's id."""
        return str(self._post(f"widget/{slug}/chats", {"body": body, **said})["id"])

    def say(self, slug: str, chat: str, **said: Any) -> None:
        self._post(f"widget/{slug}/chats/{chat}/messages", said)

    def seen(self, slug: str, chat: str) -> list[dict[str, str]]:
        """What the customer sees of the chat."""
        answer = self._client.get(f"{self.url}/widget/{slug}/chats/{chat}")
        messages: list[dict[str, str]] = answer.raise_for_status().json()["messages"]
        return messages

    def reply(self, slug: str, chat: str, body: str) -> None:
        """A human agent's answer."""
        self._post(f"inbox/{slug}/{chat}/reply", {"body": body})

    def end(self, slug: str, chat: str) -> None:
        self._post(f"inbox/{slug}/{chat}/end", {})

    def request(self, method: str, url: str, **sent: Any) -> httpx2.Response:
        """To a platform's real address, which leads here."""
        return self._client.request(method, url.replace("https://", f"{self.url}/", 1), **sent)

    def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        answer = self._client.post(f"{self.url}/{path}", json=body).raise_for_status()
        said: dict[str, Any] = answer.json()
        return said


@contextmanager
def running_stand_ins() -> Iterator[StandIns]:
    # A connection for each request, as a fault may leave one in any state.
    limits = httpx2.Limits(max_keepalive_connections=0)
    with demo_process(free_port(), NO_API) as url, httpx2.Client(trust_env=False, timeout=20, limits=limits) as client:
        yield StandIns(f"{url}/stand-in", client)

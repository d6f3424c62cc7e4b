"""The stand-in platforms as the harness uses them: their customers' widgets, their weather, and what they hold."""

from __future__ import annotations

from typing import Any

import httpx2

Json = dict[str, Any]


class Platforms:
    def __init__(self, url: str) -> None:
        self.url = url
        # A connection for each request, as a fault may leave one in any state.
        limits = httpx2.Limits(max_keepalive_connections=0)
        self._http = httpx2.Client(base_url=f"{url}/", trust_env=False, timeout=30, limits=limits)

    def begin_chat(self, slug: str, body: str, **said: Any) -> str:
        """The customer's first message, as the widget sends it. The chat's id."""
        return str(self._post(f"widget/{slug}/chats", {"body": body, **said})["id"])

    def fail(self, **fault: Any) -> None:
        """What goes wrong with the next requests: the table of faults in demo/standins/README.md."""
        self._post("faults.json", fault)

    def clear_faults(self) -> None:
        self._http.delete("faults.json").raise_for_status()

    def weather(self, **shares: float) -> None:
        """Which share of all requests goes wrong, and how: `seed`, `error`, `busy`, `lost`. None: all go well."""
        self._post("weather.json", shares)

    def unlimited(self) -> None:
        self._post("limits.json", {"unlimited": True})

    def counts(self) -> Json:
        """By reference of a handoff: how many chats, conversations and notes there are of it."""
        return self._get("counts.json")

    def log(self) -> Json:
        return self._get("log.json")

    def reset(self) -> None:
        self._post("reset.json", {})

    def close(self) -> None:
        self._http.close()

    def _get(self, path: str) -> Json:
        answer: Json = self._http.get(path).raise_for_status().json()
        return answer

    def _post(self, path: str, body: Json) -> Json:
        answer: Json = self._http.post(path, json=body).raise_for_status().json()
        return answer

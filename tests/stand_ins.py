"""The stand-in platforms in a process of their own, spoken to by HTTP like the real ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx2

from demo.child import demo_process, free_port

NO_API = "http://127.0.0.1:9"


class StandIns:
    def __init__(self, url: str) -> None:
        self.url = url

    def log(self) -> dict[str, Any]:
        """All that the platforms hold."""
        answer: dict[str, Any] = httpx2.get(f"{self.url}/log.json", trust_env=False).json()
        return answer

    def reset(self) -> None:
        self._post("reset.json", {})

    def fail(self, **fault: Any) -> None:
        """What goes wrong with the next requests: host, path_prefix, times, status, headers, body, delay_s, drop."""
        self._post("faults.json", fault)

    def _post(self, path: str, body: Mapping[str, Any]) -> None:
        httpx2.post(f"{self.url}/{path}", json=body, trust_env=False).raise_for_status()


@contextmanager
def running_stand_ins() -> Iterator[StandIns]:
    with demo_process(free_port(), NO_API) as url:
        yield StandIns(f"{url}/stand-in")

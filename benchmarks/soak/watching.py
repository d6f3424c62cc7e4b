"""What grows or falls behind while it lasts: looked at every few seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Self

from benchmarks.serving import costs
from benchmarks.working.sites import PENDING, Site

EVERY = 5.0
# As handoff.claiming.oldest_due_age: of what is due and in nobody's hands.
OLDEST_DUE = """
SELECT coalesce(extract(epoch FROM max(now() - next_due)), 0) FROM handoff_handoff
WHERE context_status = 'pending' AND next_due <= now() AND (lease_until IS NULL OR lease_until < now())
"""


@dataclass(frozen=True, slots=True)
class Look:
    """At `at` seconds: bytes of memory, seconds over the time, handoffs that wait or are under way."""

    at: float
    web: int
    worker: int
    oldest_due: float
    pending: int


class Watch:
    """with Watch(site) as watch: ... What goes wrong with it is raised at the end."""

    def __init__(self, site: Site) -> None:
        self.looks: list[Look] = []
        self._site, self._over = site, threading.Event()
        self._watcher = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        self._watching = self._watcher.submit(self._watch)
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._watching.result()
        self._watcher.shutdown()

    def _watch(self) -> None:
        begun = time.monotonic()
        while not self._over.wait(EVERY):
            self.looks.append(self._look(time.monotonic() - begun))

    def _look(self, at: float) -> Look:
        site = self._site
        web = sum(map(costs.resident_bytes, costs.family(site.made.web.pid)))
        worker = max(costs.resident_bytes(one.pid) for one in site.workers)
        return Look(at, web, worker, site.one(OLDEST_DUE), int(site.one(PENDING)))


def growth(values: Sequence[float]) -> float:
    """The mean of the last quarter over that of the second: what is loaded once is loaded in the first."""
    quarter = len(values) // 4
    second, last = values[quarter : 2 * quarter], values[-quarter:]
    return (sum(last) / len(last)) / (sum(second) / len(second)) if quarter else 1.0

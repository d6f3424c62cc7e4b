"""A language model that answers well, and takes its time."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler

from faults.scenarios.model import GOOD
from faults.scenarios.model_server import writes


class SlowModel:
    """`most`: how many waited for it at once, at worst."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.waiting, self.most = seconds, 0, 0
        self._answer, self._lock = writes(json.dumps(GOOD)), threading.Lock()

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        self._count(1)
        try:
            time.sleep(self.seconds)
            self._answer(request)
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        with self._lock:
            self.waiting += step
            self.most = max(self.most, self.waiting)

"""What happened, in order: every operation of the clients and of the nemesis, as lines of JSON that are only added."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Whose operations these are.
CLIENT = "client"
NEMESIS = "nemesis"
MACHINE = "machine"

START = "start"
LAUNCH = "launch"
RECEIPT = "receipt"
CHAT = "chat"
GAVE_UP = "gave_up"
BEGAN = "began"
ENDED = "ended"
RESTARTED = "restarted"
LATE = "late"


@dataclass(frozen=True, slots=True)
class Operation:
    """`at` is in seconds since the history began, of a clock that nothing turns back."""

    at: float
    who: str
    what: str
    detail: Mapping[str, Any] = field(default_factory=dict)


class History:
    def __init__(self, path: Path) -> None:
        self.operations: list[Operation] = []
        self._began = time.monotonic()
        self._file = path.open("a", buffering=1, encoding="utf-8")
        self._lock = threading.Lock()

    def now(self) -> float:
        return time.monotonic() - self._began

    def add(self, who: str, what: str, **detail: Any) -> Operation:
        with self._lock:
            operation = Operation(self.now(), who, what, detail)
            self.operations.append(operation)
            self._file.write(json.dumps({"at": round(operation.at, 3), "who": who, "what": what, **detail}) + "\n")
        return operation

    def close(self) -> None:
        self._file.close()

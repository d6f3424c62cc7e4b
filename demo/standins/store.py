"""What the stand-in platforms hold: plain dicts in memory, one lock around every request."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Row = dict[str, Any]
Table = dict[str, Row]


@dataclass
class Store:
    """Each platform asks for its own tables; they are emptied together."""

    faults: list[Row] = field(default_factory=list)
    requests: list[Row] = field(default_factory=list)
    request_count: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)
    _tables: list[Table] = field(default_factory=list)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1001))

    def table(self) -> Table:
        self._tables.append({})
        return self._tables[-1]

    def new_number(self) -> int:
        return next(self._numbers)

    def new_id(self) -> str:
        return str(self.new_number())

    def new_hex_id(self) -> str:
        """24 hexadecimal digits, as Intercom's contacts and Sprinklr's cases have."""
        return f"{self.new_number():024x}"

    def reset(self) -> None:
        for table in self._tables:
            table.clear()
        self.faults.clear()
        self.requests.clear()
        self.request_count = 0


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def unix(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp())


def unix_ms(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp() * 1000)


store = Store()

"""The answer to a start, the row that came of it, and what is wrong with them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Started:
    """The answer to one start. `status` is 0 where none came, and `error` says why. `took` is in seconds."""

    status: int
    took: float
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str = ""

    @property
    def id(self) -> str:
        return str(self.body.get("id", ""))

    @property
    def accepted(self) -> bool:
        return self.status in (200, 201)

    @property
    def told_to_wait(self) -> bool:
        return self.status in (429, 503) and "retry-after" in self.headers


@dataclass(frozen=True, slots=True)
class Row:
    """A handoff as the database has it. `took` is from the start to the delivery, in seconds."""

    id: str
    ref: str
    status: str
    reason: str
    via: str
    attempts: int
    ended: bool
    took: float | None


def what_is_wrong(
    starts: Sequence[Started], rows: Sequence[Row], notes: Mapping[str, int], final: Sequence[str] = ("delivered",)
) -> list[str]:
    """Every accepted one arrives, once: whatever is not so. `notes`: how many are at the platform, by reference."""
    missing = {start.id for start in starts if start.accepted} - {row.id for row in rows}
    return [
        *(f"{id} was accepted, and has no row" for id in sorted(missing)),
        *(problem for row in rows for problem in _problems(row, notes.get(row.ref, 0), final)),
    ]


def _problems(row: Row, notes: int, final: Sequence[str]) -> Iterable[str]:
    if row.status not in final:
        yield f"{row.ref} is {row.status} ({row.reason})"
    if row.status == "delivered" and not notes:
        yield f"{row.ref} is delivered, and not there"
    if notes > 1:
        yield f"{row.ref} is there {notes} times"

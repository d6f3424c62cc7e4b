"""What is left of a run when it is over, as values: rows, their histories, the platforms' counts, the logs. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from faults.history import Operation

PENDING = "pending"
UNKNOWN = "unknown"
DELIVERED = "delivered"
FAILED = "failed"
API = "api"
BY_BROWSER = ("browser_fields", "visible_message", "prefilled")
CONVERSATIONS, NOTES = "conversations", "notes"
# {platform: {ref: {kind: how many}}}
Counts = Mapping[str, Mapping[str, Mapping[str, int]]]


@dataclass(frozen=True, slots=True)
class Row:
    """A handoff as the database has it. `is_due`: a worker has yet to do something for it."""

    id: str
    ref: str
    brand: str
    conversation: str
    provider: str
    context_status: str = PENDING
    context_reason: str = ""
    context_via: str = ""
    chat_status: str = PENDING
    failures: int = 0
    is_due: bool = False

    @property
    def is_final(self) -> bool:
        """Decided, or in the hands of the customer's browser, whose word or end decides it."""
        return self.context_status != PENDING or (not self.is_due and self.context_via in BY_BROWSER)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a handoff's append-only history, in order."""

    handoff: str
    name: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """`closed_brands`: those that nobody is there for. `leaks`: what was found in logs, in words without the secret.

    `recovered_in`: seconds from the last fault until every handoff was final; None where some never were.
    """

    operations: Sequence[Operation] = ()
    rows: Sequence[Row] = ()
    events: Sequence[Event] = ()
    counts: Counts = field(default_factory=dict)
    closed_brands: frozenset[str] = frozenset()
    leaks: Sequence[str] = ()
    recovered_in: float | None = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A promise that was not kept. `invariant` is I1 to I8; `subject` is a handoff, a call or a file."""

    invariant: str
    subject: str
    text: str

"""The act: the Brand's support chat provider, decisions, handoffs and what became of them."""

from __future__ import annotations

from handoff.models.decisions import DecisionRecord
from handoff.models.handoffs import (
    ChatStatus,
    ContextStatus,
    Handoff,
    HandoffEvent,
    IdempotentAnswer,
    Summary,
    SummarySource,
    new_ref,
)
from handoff.models.providers import Alarm, AlarmKind, AvailabilityWindow, Closure, SupportProvider, Weekday
from handoff.models.trials import CredentialStatus, HandoffTrial

__all__ = [
    "Alarm",
    "AlarmKind",
    "AvailabilityWindow",
    "ChatStatus",
    "Closure",
    "ContextStatus",
    "CredentialStatus",
    "DecisionRecord",
    "Handoff",
    "HandoffEvent",
    "HandoffTrial",
    "IdempotentAnswer",
    "Summary",
    "SummarySource",
    "SupportProvider",
    "Weekday",
    "new_ref",
]

"""The act: the Brand's support chat provider, decisions, handoffs and what became of them."""

from __future__ import annotations

from handoff.models.agent_settings import AgentSettings
from handoff.models.decisions import DecisionRecord
from handoff.models.delivery import CircuitBreaker, Heartbeat
from handoff.models.disclosures import Disclosure, Recipient
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
from handoff.models.model_usage import ModelPurpose, ModelUsage
from handoff.models.notices import HeardNotice, NoticeSource
from handoff.models.providers import Alarm, AlarmKind, AvailabilityWindow, Closure, SupportProvider, Weekday
from handoff.models.trials import CredentialStatus, HandoffTrial

__all__ = [
    "AgentSettings",
    "Alarm",
    "AlarmKind",
    "AvailabilityWindow",
    "ChatStatus",
    "CircuitBreaker",
    "Closure",
    "ContextStatus",
    "CredentialStatus",
    "DecisionRecord",
    "Disclosure",
    "Handoff",
    "HandoffEvent",
    "HandoffTrial",
    "HeardNotice",
    "Heartbeat",
    "IdempotentAnswer",
    "ModelPurpose",
    "ModelUsage",
    "NoticeSource",
    "Recipient",
    "Summary",
    "SummarySource",
    "SupportProvider",
    "Weekday",
    "new_ref",
]

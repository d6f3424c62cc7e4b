"""Tests of the handoff, to a platform that answers with scripts: one that failed, and one that went well."""

from __future__ import annotations

from dataclasses import dataclass

from agents.models import Agent
from handoff.models import Handoff, HandoffTrial, Summary
from handoff.trials import starting
from tests.hostile_texts import Given

DETAIL = 300
LINE = 200


@dataclass(frozen=True)
class Trials:
    failed: HandoffTrial
    passed: HandoffTrial


def some_trials(agent: Agent, given: Given) -> Trials:
    failed, passed = _a_trial(agent, given, "rejected"), _a_trial(agent, given, "accepted")
    Handoff.objects.filter(pk=failed.handoff_id).update(
        context_status="failed",
        context_reason=given.one("context-reason", LINE),
        chat_status="failed",
        chat_reason=given.one("receipt", LINE),
        next_due=None,
    )
    Handoff.objects.filter(pk=passed.handoff_id).update(
        context_status="delivered",
        context_via="api",
        provider_ref=given.one("platform-number", LINE),
        next_due=None,
    )
    return Trials(failed, passed)


def _a_trial(agent: Agent, given: Given, credentials: str) -> HandoffTrial:
    """In the tester's name, whose address is their own text."""
    tester = starting.tester(1, given.one("tester", DETAIL))
    row = starting.start_trial(agent.brand, agent.pk, starting.SAMPLE, tester)
    HandoffTrial.objects.filter(pk=row.pk).update(
        decision={"verdict": "hand_off", "reason": "customer_request", "sentence": given.one("decision", DETAIL)},
        credentials=credentials,
        credentials_detail=given.one("checked", DETAIL),
    )
    Summary.objects.create(
        conversation=row.handoff.conversation,
        handoff=row.handoff,
        source="ai",
        turn_count=1,
        text="\n".join(given.many("summary", LINE)),
    )
    row.refresh_from_db()
    return row

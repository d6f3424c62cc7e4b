"""Doubtful cases: signs that are too weak for the rules, and strong enough to ask a model whether an offer is right."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from agents.models import Brand
from handoff import histories, rulings
from handoff.consultations import Consultation
from handoff.decision import Decision, Verdict
from handoff.histories import History
from handoff.policies import Policy
from handoff.second_opinion import second_opinion


def second_look(
    brand: Brand, policy: Policy, history: History, consultation: Consultation, decided: Decision
) -> tuple[Decision, History]:
    """A doubtful case, in which an offer would be possible: a model may say that it is right. It can bring no more."""
    read = rulings.cues_of(policy, history, consultation)
    convinced = replace(read, stuck=read.doubtful)
    hopeful = rulings.ruling_by(convinced, policy, history, consultation, None, timezone.now())
    if not read.doubtful or hopeful.verdict is not Verdict.OFFER:
        return decided, history
    if not second_opinion(brand.pk, consultation.transcript, history.conversation_id):
        return decided, history
    # Meanwhile the conversation may have gone on.
    history = histories.history_of(policy.agent_id, consultation.conversation)
    return rulings.ruling_by(convinced, policy, history, consultation, None, timezone.now()), history

"""Conversations at whose end a human should be offered or called, or should not."""

from __future__ import annotations

from collections.abc import Iterable

from handoff.decision import Verdict
from handoff.evaluation.labelled import Conversation, conversation_of
from handoff.evaluation.scores import Scored, counted, figures_of, intervals
from handoff.evaluation.verdicts import decided

case_of = conversation_of


def scored(case: Conversation) -> Scored:
    """Found: any verdict other than to continue."""
    return Scored(case.id, case.source, case.label, decided(case.turns).verdict is not Verdict.CONTINUE)


def figures(cases: Iterable[Conversation]) -> dict[str, object]:
    measured = [scored(case) for case in cases]
    return {**figures_of(measured), **intervals(counted(measured))}

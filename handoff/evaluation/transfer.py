"""Conversations against the transfers of a policy: it may transfer a customer who wishes for none, or not one who does.

So only one figure bears on the product: how often it doesn't continue with customers who never speak of a human, where
the policy transfers none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handoff.evaluation import stuck
from handoff.evaluation.labelled import Conversation, conversation_of, label_of
from handoff.evaluation.scores import Scored, counted, figures_of, intervals, share


@dataclass(frozen=True, slots=True)
class Case:
    conversation: Conversation
    mentions_human: bool


def case_of(row: Mapping[str, Any]) -> Case:
    """Raises KeyError for what is missing and ValueError, in words, for what is wrong."""
    return Case(conversation_of(row), label_of(row, "user_mentions_human"))


def figures(cases: Iterable[Case]) -> dict[str, object]:
    measured = [(case, stuck.scored(case.conversation)) for case in cases]
    scored = [one for _, one in measured]
    silent = [one for case, one in measured if not one.expected and not case.mentions_human]
    return {
        **figures_of(scored),
        **intervals(counted(scored)),
        "labelled_0_without_mention": _not_continued(silent),
    }


def _not_continued(scored: list[Scored]) -> dict[str, object]:
    stopped = [one.id for one in scored if one.found]
    return {
        "cases": len(scored),
        "not_continue": len(stopped),
        "rate": share(len(stopped), len(scored)),
        "not_continue_ids": stopped,
    }

"""The customer answers an offer: the agent's turn that put it, and the reply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agents.transcripts import AGENT, CUSTOMER, Turn
from handoff import cues
from handoff.evaluation.labelled import source_of, text_of
from handoff.evaluation.scores import Scored, figures_of, share

ACCEPT, DECLINE, NEITHER = LABELS = ("accept", "decline", "neither")
# What is measured is the reply: that an offer was decided is known.
_DECIDED_AT = (0,)


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    offer: str
    reply: str
    label: str
    source: str


def case_of(row: Mapping[str, Any]) -> Case:
    """Raises KeyError for what is missing and ValueError, in words, for what is wrong."""
    label = row["label"]
    if label not in LABELS:
        raise ValueError(f"label: {label!r} is none of {', '.join(LABELS)}.")
    return Case(str(row["id"]), text_of(row, "assistant"), text_of(row), label, source_of(row))


def answer(case: Case) -> str:
    """Who asks for a human in their own words has accepted one."""
    read = cues.read([Turn(AGENT, case.offer), Turn(CUSTOMER, case.reply)], _DECIDED_AT)
    if read.accepts_offer or read.asks_for_human:
        return ACCEPT
    return DECLINE if read.declined else NEITHER


def figures(cases: Iterable[Case]) -> dict[str, object]:
    """Accuracy is over the three answers; precision and the like are of `accept`."""
    pairs = [(case, answer(case)) for case in cases]
    accepted = figures_of(Scored(c.id, c.source, c.label == ACCEPT, found == ACCEPT) for c, found in pairs)
    answers = [(case.label, found) for case, found in pairs]
    return {
        **accepted,
        "accuracy": share(sum(label == found for label, found in answers), len(answers)),
        "macro_f1": _macro_f1(answers),
        "wrongly_accepted": len(accepted["false_alarms"]),  # type: ignore[arg-type]
        "wrong_ids": [case.id for case, found in pairs if case.label != found],
    }


def _macro_f1(answers: list[tuple[str, str]]) -> float:
    """The mean of the three labels' F1, of those that occur."""
    occurring = [label for label in LABELS if any(label in pair for pair in answers)]
    return round(sum(_f1(answers, label) for label in occurring) / len(occurring), 4)


def _f1(answers: list[tuple[str, str]], label: str) -> float:
    both = answers.count((label, label))
    return 2 * both / sum(pair.count(label) for pair in answers)

"""The customer asks for a human: each message alone, as the first of a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agents.transcripts import CUSTOMER, Turn
from handoff import cues
from handoff.evaluation.labelled import label_of, source_of, text_of
from handoff.evaluation.scores import Scored, counted, figures_of, rates

# Messages made from templates: so many and so alike that they hide the others.
_TEMPLATES = "bitext"


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    text: str
    asks: bool
    source: str


def case_of(row: Mapping[str, Any]) -> Case:
    """Raises KeyError for what is missing and ValueError, in words, for what is wrong."""
    return Case(str(row["id"]), text_of(row), label_of(row), source_of(row))


def asks(text: str) -> bool:
    return bool(cues.read([Turn(CUSTOMER, text)]).asks_for_human)


def figures(cases: Iterable[Case]) -> dict[str, object]:
    scored = [Scored(case.id, case.source, case.asks, asks(case.text)) for case in cases]
    others = (one for one in scored if one.source != _TEMPLATES)
    return {**figures_of(scored), "without_bitext": rates(counted(others))}

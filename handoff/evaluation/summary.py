"""The brief measured on conversations that people summarised: facts kept, facts invented, length, and ROUGE beside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from agents.transcripts import Turn
from handoff.evaluation.labelled import turns_of
from handoff.evaluation.rouge import Rouge, rouge
from handoff.evaluation.summary_facts import facts_of
from handoff.summary.brief import brief
from handoff.summary.text import render
from handoff.summary.words import words_in

_WORDS = words_in("en")


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    turns: tuple[Turn, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    id: str
    text: str
    rouges: tuple[Rouge, ...]
    facts: frozenset[str]
    missed: frozenset[str]
    invented: frozenset[str]


def case_of(row: Mapping[str, Any]) -> Case:
    """Raises KeyError for what is missing and ValueError, in words, for what is wrong."""
    references = row["references"]
    if not isinstance(references, list) or not references or not all(isinstance(one, str) for one in references):
        raise ValueError(f"references: they are a list of texts, not {references!r:.80}.")
    return Case(str(row["id"]), turns_of(row), tuple(references))


def measure(case: Case) -> Measured:
    text = render(brief(case.turns), _WORDS.no_model_heading, _WORDS)
    told = _squeezed(turn.text for turn in case.turns)
    facts = facts_of(turn.text for turn in case.turns)
    return Measured(
        id=case.id,
        text=text,
        rouges=tuple(rouge(text, reference) for reference in case.references),
        facts=frozenset(facts),
        missed=frozenset(fact for fact in facts if fact not in _squeezed([text])),
        invented=frozenset(fact for fact in facts_of([text]) if fact not in told),
    )


def figures(cases: Iterable[Case], write: Path | None = None) -> dict[str, object]:
    """Of ROUGE the mean over each case's references, in percent. `write`: where each case's text goes."""
    measured = [measure(case) for case in cases]
    if write:
        write.write_text("".join(f"{_line(one)}\n" for one in measured), encoding="utf-8")
    facts, missed = _count(one.facts for one in measured), _count(one.missed for one in measured)
    return {
        "cases": len(measured),
        "rouge1": _percent([mean(one.one for one in case.rouges) for case in measured]),
        "rouge2": _percent([mean(one.two for one in case.rouges) for case in measured]),
        "rougeL": _percent([mean(one.long for one in case.rouges) for case in measured]),
        "facts": facts,
        "fact_recall": round((facts - missed) / facts, 4) if facts else None,
        "invented_facts": _count(one.invented for one in measured),
        "words": round(mean(len(one.text.split()) for one in measured), 1),
        "missed_ids": [one.id for one in measured if one.missed],
    }


def _percent(parts: Sequence[float]) -> float:
    return round(100 * mean(parts), 1)


def _count(sets: Iterable[frozenset[str]]) -> int:
    return sum(map(len, sets))


def _squeezed(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).casefold().split())


def _line(measured: Measured) -> str:
    shown = {"id": measured.id, "summary": measured.text, "missed": sorted(measured.missed)}
    return json.dumps(shown | {"invented": sorted(measured.invented)}, ensure_ascii=False)

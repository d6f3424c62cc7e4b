"""Directives measured on cases: the spans that each row expects against those that are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from playbooks.directives import find

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Where a row is not `clear`, people differ: the design sets a convention, and the row is counted apart."""

    id: str
    text: str
    expected: Spans
    clear: bool


def case_of(row: Mapping[str, Any]) -> Case:
    """Raises KeyError for what is missing and ValueError, in words, for what is wrong."""
    if not isinstance(row["text"], str):
        raise ValueError(f"text: {row['text']!r} is not a text.")
    if not isinstance(row.get("clear", True), bool):
        raise ValueError(f"clear: {row['clear']!r} is not true or false.")
    return Case(str(row["id"]), row["text"], _spans(row["expected"]), row.get("clear", True))


def is_right(case: Case) -> bool:
    """Only exactly these spans, in this order."""
    return tuple((directive.start, directive.end) for directive in find(case.text)) == case.expected


def figures(cases: Iterable[Case]) -> dict[str, object]:
    """Wrong are clear rows alone; of the others it is told which expect something else than the convention."""
    measured = [(case, is_right(case)) for case in cases]
    wrong = [case.id for case, right in measured if case.clear and not right]
    unclear = [case.id for case, _ in measured if not case.clear]
    other = [case.id for case, right in measured if not case.clear and not right]
    return {
        "cases": len(measured),
        "wrong": len(wrong),
        "wrong_ids": wrong,
        "clear": len(measured) - len(unclear),
        "convention": {"cases": len(unclear), "other_than_the_row": other},
    }


def _spans(value: object) -> Spans:
    if not isinstance(value, list) or not all(_is_span(span) for span in value):
        raise ValueError(f"expected: spans look like [[0, 19]], not {value!r}.")
    return tuple((start, end) for start, end in value)


def _is_span(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(place) is int for place in value)

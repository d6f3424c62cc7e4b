"""What an import offers beside what is there already. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handoff.availability import Closure


@dataclass(frozen=True, slots=True)
class Choice:
    """`closed_by` is the stored closure that closes these days already; `own_hours` one that gives them other hours."""

    key: str
    closure: Closure
    original: str = ""
    observed: bool = False
    closed_by: Closure | None = None
    own_hours: Closure | None = None

    @property
    def ticked(self) -> bool:
        """Before anybody chooses: hours that somebody set by hand are not replaced unasked."""
        return not (self.closed_by or self.own_hours)


def beside(choice: Choice, stored: Sequence[Closure]) -> Choice:
    """With what the stored closures say about its days."""
    wanted = choice.closure
    own_hours = next((c for c in stored if c.hours and not c.yearly and not wanted.yearly and _touch(c, wanted)), None)
    closed_by = next((c for c in stored if not c.hours and _covers(c, wanted)), None)
    return Choice(
        choice.key,
        wanted,
        choice.original,
        choice.observed,
        closed_by=None if own_hours else closed_by,
        own_hours=own_hours,
    )


def _touch(one: Closure, other: Closure) -> bool:
    return one.first <= other.last and other.first <= one.last


def _covers(stored: Closure, wanted: Closure) -> bool:
    if not stored.yearly:
        return not wanted.yearly and stored.first <= wanted.first and wanted.last <= stored.last
    first, last = _day_of_year(wanted.first), _day_of_year(wanted.last)
    begins, ends = _day_of_year(stored.first), _day_of_year(stored.last)
    if wanted.yearly or (wanted.last - wanted.first).days > (stored.last - stored.first).days:
        return wanted.yearly and (first, last) == (begins, ends)
    return _between(begins, first, ends) and _between(begins, last, ends)


def _between(begins: tuple[int, int], day: tuple[int, int], ends: tuple[int, int]) -> bool:
    """Of a stretch that may run over the new year."""
    return begins <= day <= ends if begins <= ends else day >= begins or day <= ends


def _day_of_year(day: date) -> tuple[int, int]:
    return day.month, day.day

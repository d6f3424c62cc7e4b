"""Opening hours measured on cases: what each row expects against what the engine says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handoff.availability import Availability, Hours
from handoff.evaluation.hours_cases import CONVENTION, NEXT_CLOSE, NEXT_OPEN, OPEN, Answers, Case
from handoff.evaluation.rfc5545 import Reading


@dataclass(frozen=True, slots=True)
class Outcome:
    """`wrong`: the questions answered wrongly; `other`: those answered otherwise than the row expects."""

    case: Case
    wrong: tuple[str, ...]
    other: tuple[str, ...]


def measure(case: Case) -> Outcome:
    ours = answers(case)
    other = tuple(name for name in case.expected if ours[name] != case.expected[name])
    if not case.convention:
        return Outcome(case, other, other)
    right = answers_by_rfc5545(case)
    return Outcome(case, tuple(name for name in case.expected if ours[name] != right[name]), other)


def answers(case: Case) -> Answers:
    """`next_close` is the first closing after `at`: while closed, the one that ends the next opening."""
    hours = Hours(case.schedule)
    state = hours.availability(case.at)
    return {
        OPEN: state.open_now,
        NEXT_OPEN: _in_utc(state.next_open_at),
        NEXT_CLOSE: _in_utc(_next_close(hours, state)),
    }


def _next_close(hours: Hours, state: Availability) -> datetime | None:
    if state.open_now:
        return state.closes_at
    return hours.availability(state.next_open_at).closes_at if state.next_open_at else None


def _in_utc(moment: datetime | None) -> datetime | None:
    """A wall time that a clock change repeats never equals another zone's (PEP 495)."""
    return moment.astimezone(UTC) if moment else None


def answers_by_rfc5545(case: Case) -> Answers:
    reading = Reading(case.schedule, case.at.date() - timedelta(days=1))
    return {
        OPEN: reading.is_open(case.at),
        NEXT_OPEN: reading.next_opening(case.at),
        NEXT_CLOSE: reading.next_closing(case.at),
    }


def figures(outcomes: list[Outcome]) -> dict[str, object]:
    """Over all the rows, and over those of a convention apart."""
    conventions = [outcome for outcome in outcomes if outcome.case.convention]
    other = [outcome.case.id for outcome in conventions if outcome.other]
    return {
        **_counts(outcomes),
        "checks": sum(len(outcome.case.expected) for outcome in outcomes),
        CONVENTION: {**_counts(conventions), "other_than_the_row": other},
    }


def _counts(outcomes: list[Outcome]) -> dict[str, object]:
    wrong = [outcome.case.id for outcome in outcomes if outcome.wrong]
    return {"cases": len(outcomes), "wrong": len(wrong), "wrong_ids": wrong}

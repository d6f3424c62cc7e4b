"""What a model fills in, and what of it is believed: lines that the transcript holds. Never a fact. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from agents.transcripts import CUSTOMER, Turn
from handoff.plain_text import inert, safe, shortened
from handoff.prompt import INSTRUCTIONS
from handoff.summary.brief import QUOTED_CHARACTERS, WANT_CHARACTERS
from handoff.summary.content import Content, Line, Mood, NextKind, NextStep, Step, Turns
from handoff.summary.grounding import Ground, ground, repeats_instructions
from handoff.summary.steps import MAX_TRIED

_MOST_CITED = 5


class CitedLine(BaseModel):
    """Turns are numbered as the model was shown them, from 1."""

    model_config = ConfigDict(extra="forbid")

    text: str
    turns: list[int]


class TriedLine(CitedLine):
    by: Literal["customer", "agent", "human"]


class SummaryFields(BaseModel):
    """What the model must answer. Its lengths are cut afterwards: a schema with lengths is refused by some servers."""

    model_config = ConfigDict(extra="forbid")

    wants: CitedLine
    tried: list[TriedLine]
    mood: Mood
    mood_turns: list[int]
    next_step: CitedLine


def content_of(
    fields: SummaryFields, turns: Sequence[Turn], brief: Content, language: str, customer_language: str
) -> Content:
    """The model's lines that hold, in the brief's frame: its facts, and its line where the model's was dropped."""
    held = ground(turns, language, customer_language)
    wants = _line(fields.wants, held, WANT_CHARACTERS)
    next_step = _line(fields.next_step, held, QUOTED_CHARACTERS)
    mood_turns = _cited(fields.mood_turns)
    mood_holds = fields.mood != Mood.UNKNOWN and _are_customers(mood_turns, turns)
    return Content(
        wants=(wants,) if wants else brief.wants,
        facts=brief.facts,
        tried=_steps(fields.tried, held) or brief.tried,
        mood=fields.mood if mood_holds else brief.mood,
        mood_turns=mood_turns if mood_holds else brief.mood_turns,
        next_step=NextStep(NextKind.OTHER, next_step.text, next_step.turns) if next_step else brief.next_step,
    )


def _steps(lines: Sequence[TriedLine], held: Ground) -> tuple[Step, ...]:
    shown = ((one.by, _line(one, held, QUOTED_CHARACTERS)) for one in lines[:MAX_TRIED])
    return tuple(Step(by, line.text, line.turns) for by, line in shown if line)


def _line(line: CitedLine, held: Ground, limit: int) -> Line | None:
    """A model's words are a stranger's: it may have done what the customer told it."""
    text, turns = inert(safe(line.text)), _cited(line.turns)
    if not text or repeats_instructions(text, INSTRUCTIONS) or not held.holds(text, turns):
        return None
    return Line(shortened(text, limit), turns)


def _cited(numbers: Sequence[int]) -> Turns:
    """As indexes, each once; a number that is no turn's stays one that is none."""
    return tuple(dict.fromkeys(number - 1 for number in numbers))[:_MOST_CITED]


def _are_customers(cited: Turns, turns: Sequence[Turn]) -> bool:
    return bool(cited) and all(0 <= turn < len(turns) and turns[turn].role == CUSTOMER for turn in cited)

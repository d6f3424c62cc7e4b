"""What a summary says, whoever wrote it: values alone, each with the turns (their indexes) that show it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from handoff.summary.mentions import FactKind

Turns = tuple[int, ...]


class Mood(StrEnum):
    CALM = "calm"
    CONFUSED = "confused"
    FRUSTRATED = "frustrated"
    ANGRY = "angry"
    UNKNOWN = "unknown"


class NextKind(StrEnum):
    """What the human agent should do first. OTHER is in the model's words."""

    ASK = "ask"
    BEGIN = "begin"
    ANSWER = "answer"
    GO_ON = "go_on"
    KEEP = "keep"
    SOLVED = "solved"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Line:
    text: str = ""
    turns: Turns = ()


@dataclass(frozen=True, slots=True)
class Fact:
    kind: FactKind
    text: str
    turns: Turns


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was tried, by one of the transcript's roles, and what the customer said of it."""

    by: str
    text: str
    turns: Turns
    ended: Line = Line()


@dataclass(frozen=True, slots=True)
class NextStep:
    """`text` is what was said there; "" where it stands in another line of the summary already."""

    kind: NextKind = NextKind.ASK
    text: str = ""
    turns: Turns = ()


@dataclass(frozen=True, slots=True)
class Content:
    wants: tuple[Line, ...] = ()
    facts: tuple[Fact, ...] = ()
    tried: tuple[Step, ...] = ()
    mood: Mood = Mood.UNKNOWN
    mood_turns: Turns = ()
    next_step: NextStep = field(default_factory=NextStep)

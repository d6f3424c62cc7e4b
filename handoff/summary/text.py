"""A summary as short labelled lines of plain text, each with the turns that show it, as the note numbers them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from handoff.summary.content import Content, Fact, Line, Mood, NextStep, Step, Turns
from handoff.summary.words import SummaryWords


def render(content: Content, heading: str, words: SummaryWords, language: str = "") -> str:
    """`language` is the customer's, where the human team works in another one."""
    return "\n".join((heading, *_lines(content, words, language)))


def asked_line(ask: Line, words: SummaryWords) -> str:
    return f"{words.asked}: {_quoted(ask)}"


def cited(text: str, turns: Turns) -> str:
    """The first turn is number 1."""
    return f"{text} [{','.join(str(turn + 1) for turn in turns)}]".lstrip() if turns else text


def _lines(content: Content, words: SummaryWords, language: str) -> Iterator[str]:
    """What matters most comes first: where a platform has little room, the last lines go."""
    if language:
        yield f"{words.writes_in}: {words.languages.get(language, language)}"
    wants = " ".join(cited(line.text, line.turns) for line in content.wants)
    yield f"{words.wants}: {wants or words.nothing_said}"
    if content.facts:
        yield f"{words.facts}: {'; '.join(_fact(fact, words) for fact in content.facts)}"
    yield f"{words.next_step}: {_next(content.next_step, words)}"
    if content.mood != Mood.UNKNOWN:
        yield f"{words.mood}: {cited(words.moods[content.mood], content.mood_turns)}"
    yield from (f"{words.tried[step.by]}: {_step(step)}" for step in content.tried)


def _fact(fact: Fact, words: SummaryWords) -> str:
    return f"{words.kinds[fact.kind]}: {cited(fact.text, fact.turns)}"


def _step(step: Step) -> str:
    told = cited(step.text, step.turns)
    return f"{told} → {_quoted(step.ended)}" if step.ended.text else told


def _quoted(line: Line) -> str:
    return cited(f"“{line.text}”", line.turns)


def _next(step: NextStep, words: SummaryWords) -> str:
    said = words.next.get(step.kind, "")
    text = f"{said}: {step.text}" if said and step.text else said or step.text
    return cited(text, step.turns)

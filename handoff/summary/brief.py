"""The summary that needs no model: what was said, in the words of those who said it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from agents.transcripts import CUSTOMER, Turn, said_by
from handoff.plain_text import shortened
from handoff.summary.content import Content, Fact, Line, NextKind, NextStep
from handoff.summary.matter import TURN_CHARACTERS, cleaned, is_substantial, matter, tells_something, told
from handoff.summary.mentions import FactKind, mentions_in
from handoff.summary.mood import mood_of
from handoff.summary.steps import steps, unkept

WANT_CHARACTERS = 280
QUOTED_CHARACTERS = 160
MAX_FACTS = 24
_MOST_WANTS = 3
_MOST_CITED = 3
_SAME_WORDS = 0.6
_MOST_CHARACTERS = 100_000
_FIRST_TURNS = 10

_STRENGTH = {kind: place for place, kind in enumerate(FactKind)}
_OF_THE_MATTER = (FactKind.ORDER, FactKind.TRACKING, FactKind.AMOUNT, FactKind.ERROR, FactKind.PRODUCT)
_STATES = re.compile(
    r"\b(?:need|want|would like|wish|trying to|looking for|issue|problem|question is|can you|could you|how (?:do|can"
    r"|to)"
    r"|why|when will|where is|where's|refund\w*|replac\w+|cancel\w*|return\w*|exchang\w+|missing|broken|damaged"
    r"|wrong|faulty"
    r"|not work\w*|(?:doesn|won|isn|can|didn).?t|never|still|no longer|charged|expect\w*|offer\w*|promo\w*|bill|late"
    r"|delayed|lost|stuck|crash\w*)\b",
    re.IGNORECASE,
)
_SOLVED = re.compile(
    r"\b(?:(?:it|that|this)(?:.?s| is| has| did)? (?:now )?(?:work(?:s|ed|ing)|fixed|solved|resolved|done|sorted"
    r"|arrived)"
    r"|(?:all|got it) (?:good now|sorted|fixed)|(?:figured|sorted) it out|fixed (?:it )?now|working (?:now|again|fine)"
    r"|problem (?:is )?solved|never ?mind|fixed (?:this|it)|managed to|thank\w* (?:\S+ ){0,6}(?:helping|fixing"
    r"|solving|sorting|the refund))\b",
    re.IGNORECASE,
)
_UNSOLVED = re.compile(r"\b(?:not?|never|still|isn.?t|hasn.?t|doesn.?t|until|if|when|but)\b|\?", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?。！？]{1,1000}[.!?。！？]{0,3}")


def brief(turns: Sequence[Turn]) -> Content:
    turns = cleaned(_without_middle(turns))
    wants = _wants(turns)
    tried = steps(turns)
    shown = {index for line in (*wants, *(step.ended for step in tried)) for index in line.turns}
    mood, mood_turns = mood_of(turns)
    return Content(wants, facts(turns), tried, mood, mood_turns, _next_step(turns, shown))


def _without_middle(turns: Sequence[Turn]) -> list[Turn]:
    """A very long conversation's middle is passed over, to be done in a second or two; turns keep their numbers."""
    kept, room = list(turns), _MOST_CHARACTERS
    for index in reversed(range(_FIRST_TURNS, len(kept))):
        room -= min(len(kept[index].text), TURN_CHARACTERS)
        if room < 0:
            kept[index] = replace(kept[index], text="")
    return kept


def facts(turns: Sequence[Turn]) -> tuple[Fact, ...]:
    """Of cleaned turns: each fact once, with the first turns that hold it, and the customer's before the agent's."""
    found: dict[str, Fact] = {}
    customers = said_by(CUSTOMER, turns)
    for index in (*customers, *(index for index in range(len(turns)) if turns[index].role != CUSTOMER)):
        for mention in mentions_in(turns[index].text):
            fact = found.get(mention.value.casefold(), Fact(mention.kind, mention.value, ()))
            if index not in fact.turns and len(fact.turns) < _MOST_CITED:
                found[mention.value.casefold()] = Fact(fact.kind, fact.text, (*fact.turns, index))
    kept = sorted(found.values(), key=lambda fact: _STRENGTH[fact.kind])[:MAX_FACTS]
    return tuple(fact for fact in found.values() if fact in kept)


def _wants(turns: Sequence[Turn]) -> tuple[Line, ...]:
    """How the customer began, in however many turns; and the later turn that states the matter best."""
    telling = told(turns)
    if not telling:
        return ()
    opened = _run_from(turns, telling[0])
    lines = [index for index in telling if index in opened][: _MOST_WANTS - 1]
    later = [index for index in telling if index > opened[-1] and not _says_again(turns, index, lines)]
    best = max(later, key=lambda index: (_weight(turns[index].text), -index), default=None)
    if best is not None and _weight(turns[best].text) > 1:
        lines.append(best)
    return tuple(Line(shortened(turns[index].text, WANT_CHARACTERS), (index,)) for index in lines)


def _run_from(turns: Sequence[Turn], start: int) -> list[int]:
    return list(takewhile(lambda index: turns[index].role == CUSTOMER, range(start, len(turns))))


def _weight(text: str) -> int:
    """How many different words that state a matter it has; a fact of an order or a product is worth one of them."""
    words = {word.casefold() for word in _STATES.findall(text)}
    return len(words) + any(mention.kind in _OF_THE_MATTER for mention in mentions_in(text))


def _says_again(turns: Sequence[Turn], index: int, lines: Sequence[int]) -> bool:
    words = set(turns[index].text.casefold().split())
    return any(len(words & set(turns[line].text.casefold().split())) > _SAME_WORDS * len(words) for line in lines)


def _next_step(turns: Sequence[Turn], shown: set[int]) -> NextStep:
    last = _last_told(turns)
    if last is None:
        return NextStep(NextKind.ASK)
    text = turns[last].text
    if _SOLVED.search(text) and not _UNSOLVED.search(text):
        return NextStep(NextKind.SOLVED, turns=(last,))
    if question := _question(text):
        return _quoting(NextKind.ANSWER, question, last, shown)
    if promise := unkept(turns):
        return NextStep(NextKind.KEEP, promise.text, promise.turns)
    if all(turn.role == CUSTOMER for turn in turns) or matter(turns) == [last]:
        return NextStep(NextKind.BEGIN, turns=(last,))
    return _quoting(NextKind.GO_ON, text, last, shown)


def _question(text: str) -> str:
    """The last one that can be understood alone."""
    asked = [part.strip() for part in _SENTENCE.findall(text) if part.rstrip().endswith(("?", "？"))]
    return next((part for part in reversed(asked) if is_substantial(part)), "")


def _last_told(turns: Sequence[Turn]) -> int | None:
    """The customer's last turn that is more than a yes, thanks or the wish for a person."""
    said = [index for index in said_by(CUSTOMER, turns) if _tells(turns[index].text)]
    return said[-1] if said else next(iter(told(turns)), None)


def _tells(text: str) -> bool:
    return tells_something(text) or bool(mentions_in(text)) or bool(_SOLVED.search(text))


def _quoting(kind: NextKind, text: str, turn: int, shown: set[int]) -> NextStep:
    """What stands in another line already is only pointed at."""
    return NextStep(kind, "" if turn in shown else shortened(text, QUOTED_CHARACTERS), (turn,))

"""What was tried, by whom, and what the customer said of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agents.transcripts import CUSTOMER, Turn
from handoff.phrases import languages, offers
from handoff.plain_text import shortened
from handoff.summary.content import Line, Step
from handoff.summary.matter import is_substantial
from handoff.summary.mentions import mentions_in

STEP_CHARACTERS = 160
ENDED_CHARACTERS = 160
MAX_TRIED = 5
_LAST_TURNS = 4
_SENTENCES_OF_A_TURN = 2

_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+")
_ADVISES = re.compile(
    r"\b(?:bitte|por favor|s.il vous plaît|veuillez|per favore|alstublieft|proszę|try|tried|restart\w*|reset\w*"
    r"|reinstall\w*|updat\w+|check\w*|click|tap|go to"
    r"|log(?:ging)? (?:in|out)|follow|visit|clear\w*|send|sent|refund\w*|replac\w+|ship\w*|cancel\w*|reorder"
    r"|return\w*|contact|call"
    r"|recommend\w*|suggest\w*|please|you can|you could|you.ll need|we can|we.ll|(?:i|we)(?:.ve| have) \w+(?:ed|nt)"
    r"|i.ll|make sure"
    r"|ensure)\b",
    re.IGNORECASE,
)
_SUGGESTS_IN_A_QUESTION = re.compile(
    r"\b(?:try|tried|trying|restarting|resetting|reinstalling|rebooting|updating|clearing|logging out|does \w+ing"
    r"|would you like (?:a|an|the|us|me))\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\b(?:let (?:us|me) know|keep us (?:posted|in the loop)|anything else|(?:happy|glad|here) to help|thanks?"
    r"|thank you"
    r"|sorry|(?:great|good) to hear|patience|reach(?:ing)? out"
    r"|have an? (?:nice|good|great|lovely|wonderful) (?:day|evening|night|weekend|one))\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\b(?:anything else|help you|how (?:are|can|may) )\b", re.IGNORECASE)
# What waits for the customer first is no promise yet.
_CONDITION = re.compile(r"\b(?:if|once|please|dm|when you|so that we)\b", re.IGNORECASE)
_CUSTOMER_TRIED = re.compile(
    r"\b(?:(?:i|we)(?:.ve| have)?(?: \w+){0,2} (?:tried|restarted|reset|reinstalled|rebooted|updated|sent|called"
    r"|emailed"
    r"|e-mailed|contacted|phoned|checked|cleared|uninstalled|deleted|logged|spoke|filled|followed|returned|ordered)"
    r"|(?:already|tried) (?:\w+ing|that|this|it|all|everything)|(?:did|done) (?:that|this|it|all)"
    r"|habe (?:\w+ ){0,4}(?:versucht|probiert)|ya (?:probé|intenté|hice)|j.ai (?:déjà )?essayé|ho (?:già )?provato"
    r"|já tentei"
    r"|al geprobeerd|próbowa\w+)\b",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\b(?:we|i)(?:.ll| will|.re going to|.m going to| am going to|.re| are|.m)\s(?:\w+\s){0,2}"
    r"(?:look(?:ing)? into|send(?:ing)?|refund\w*|process\w*|check(?:ing)?|get(?:ting)? back|arrang\w+|follow\w*"
    r"|escalat\w+|forward\w*|pass\w*|investigat\w+|replac\w+|updat\w+|create|creating|issue|issuing|ship\w*"
    r"|cancel\w*)\b",
    re.IGNORECASE,
)


def steps(turns: Sequence[Turn]) -> tuple[Step, ...]:
    """Of cleaned turns: the last steps; where there is room, the last thing told and questions that were answered."""
    places = range(_first_word(turns), len(turns))
    tried = [step for index in places for step in _steps_of(turns, index)]
    heard = {turn for step in tried for turn in step.ended.turns}
    tried = [step for step in tried if step.by != CUSTOMER or step.turns[0] not in heard][-MAX_TRIED:]
    tried = _with_others(tried, _last_answer(turns))
    tried = _with_others(tried, [step for index in places for step in _asked(turns, index)])
    return tuple(sorted(tried, key=lambda step: step.turns))


def _with_others(steps: list[Step], others: Sequence[Step]) -> list[Step]:
    """The last of the others that tell of other turns, as many as there is room for."""
    known = {turn for step in steps for turn in (*step.turns, *step.ended.turns)}
    new = [step for step in others if not known & {*step.turns, *step.ended.turns}]
    return steps + new[len(new) - min(len(new), MAX_TRIED - len(steps)) :]


def unkept(turns: Sequence[Turn]) -> Line | None:
    """What the last answers said would be done: nothing tells that it was."""
    for index in reversed(range(max(_first_word(turns), len(turns) - _LAST_TURNS), len(turns))):
        if turns[index].role != CUSTOMER and not _offers_human(turns[index].text):
            for sentence in _SENTENCE_END.split(turns[index].text):
                if _PROMISES.search(sentence) and not _CONDITION.search(sentence):
                    return Line(shortened(sentence, STEP_CHARACTERS), (index,))
    return None


def _first_word(turns: Sequence[Turn]) -> int:
    """Before the customer's first word an agent only greets."""
    return next((index for index, turn in enumerate(turns) if turn.role == CUSTOMER), len(turns))


def _steps_of(turns: Sequence[Turn], index: int) -> Iterator[Step]:
    turn = turns[index]
    if turn.role == CUSTOMER:
        yield from (_step(turns, index, text) for text in _sentences(turn.text) if _CUSTOMER_TRIED.search(text))
    elif is_substantial(turn.text) and not _offers_human(turn.text):
        told = [text for text in _sentences(turn.text) if _advises(text) and _says_something(text)]
        if told:
            yield _step(turns, index, " ".join(told[:_SENTENCES_OF_A_TURN]), _reaction(turns, index))


def _asked(turns: Sequence[Turn], index: int) -> Iterator[Step]:
    """A question that the customer answered in a few words: the human agent need not ask it again."""
    turn, answer = turns[index], _reaction(turns, index)
    if turn.role != CUSTOMER and answer.text and not _offers_human(turn.text):
        questions = [text for text in _sentences(turn.text) if text.endswith(("?", "？")) and not _CLOSING.search(text)]
        if questions and len(turns[answer.turns[0]].text) <= ENDED_CHARACTERS:
            yield _step(turns, index, " ".join(questions[-_SENTENCES_OF_A_TURN:]), answer)


def _advises(sentence: str) -> bool:
    return bool((_SUGGESTS_IN_A_QUESTION if sentence.endswith("?") else _ADVISES).search(sentence))


def _last_answer(turns: Sequence[Turn]) -> list[Step]:
    """In a language that these patterns don't know, too."""
    heard = (index for index in range(_first_word(turns), len(turns)) if turns[index].role != CUSTOMER)
    answers = [index for index in heard if _is_answer(turns[index].text)]
    return [_step(turns, index, _substance(turns[index].text), _reaction(turns, index)) for index in answers[-1:]]


def _is_answer(text: str) -> bool:
    return not _offers_human(text) and is_substantial(_substance(text))


def _substance(text: str) -> str:
    return " ".join(sentence for sentence in _sentences(text) if _says_something(sentence))


def _step(turns: Sequence[Turn], index: int, text: str, ended: Line = Line()) -> Step:  # noqa: B008 - it is a value
    return Step(turns[index].role, shortened(text, STEP_CHARACTERS), (index,), ended)


def _offers_human(text: str) -> bool:
    return offers.offers_human(text) or languages.offers_human(text)


def _says_something(sentence: str) -> bool:
    return not _COURTESY.search(sentence) or bool(mentions_in(sentence))


def _sentences(text: str) -> list[str]:
    return _SENTENCE_END.split(text)


def _reaction(turns: Sequence[Turn], index: int) -> Line:
    """The customer's next words, where they come before another answer."""
    after = index + 1
    if after < len(turns) and turns[after].role == CUSTOMER and turns[after].text:
        return Line(shortened(turns[after].text, ENDED_CHARACTERS), (after,))
    return Line()

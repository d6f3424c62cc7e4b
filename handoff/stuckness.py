"""How stuck a customer is: signs in the transcript, and a score of what they weigh together. Pure.

What the customer said last weighs most, or that the agent has just failed again; all else only adds to it: no number of
turns alone ever calls for a human.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.transcripts import AGENT, CUSTOMER, Turn
from handoff.phrases import failing, plain, trouble
from handoff.phrases.anger import anger
from handoff.sensitivity import OfferWhen, Sensitivity
from handoff.signs import WORDS_LENGTH, Sign, SignKind

# What each weighs in what the customer said last.
_NOT_HELPED, _ASKS_AGAIN, _IN_CIRCLES, _ANGRY = 4, 4, 4, 3
# An agent that says that it can't, that says so again, that is sorry, that says the same again.
_CANNOT, _CANNOT_AGAIN, _SORRY, _REPEATS = 2, 3, 1, 3
# Each trouble that the customer spoke of before, and a long way.
_EARLIER, _MOST_EARLIER = 1, 2
_NO_PROGRESS, _MANY_TURNS = 1, 4
# An offer takes so much; what is near it is worth a second opinion.
_THRESHOLDS = {OfferWhen.SOONER: 3, OfferWhen.NORMAL: 4, OfferWhen.LATER: 6}
_NEAR = 2
# Shorter turns of an agent ("Anything else?") may well be said twice.
_TELLING_WORDS = 6


@dataclass(frozen=True, slots=True)
class Stuckness:
    """`takes_offer`: the score reaches the threshold; `doubtful`: it is near."""

    signs: tuple[Sign, ...] = ()
    score: int = 0
    takes_offer: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Weighed:
    sign: Sign
    weight: int


def stuckness(turns: Sequence[Turn], run: Sequence[int], since: int, sensitivity: Sensitivity) -> Stuckness:
    """`run` is what the customer said last; nothing before the turn `since` counts."""
    said = [index for index in run if index >= since]
    if not said or (said[-1] == 0 and not sensitivity.anger_at_once):
        return Stuckness()
    own = list(_own(turns, said, since, sensitivity))
    failures = list(_failures(turns, _by(AGENT, turns, since, said[0])))
    if not own and not failures:
        return Stuckness()
    last = turns[said[-1]].text
    if trouble.says_it_helped(last) or (not own and (not _fails_again(failures) or trouble.gives_thanks(last))):
        return Stuckness()
    before = _by(CUSTOMER, turns, since, said[0])
    earlier = [_Weighed(found.sign, _EARLIER) for index in before for found in _trouble(turns, index)][-_MOST_EARLIER:]
    many = [_Weighed(Sign(SignKind.NO_PROGRESS, said[-1]), _NO_PROGRESS)] if len(before) + 1 >= _MANY_TURNS else []
    weighed = [*own, *failures, *earlier, *many]
    score = sum(_heaviest(own).values()) + sum(found.weight for found in [*failures, *earlier, *many])
    return _judged(weighed, score, sensitivity)


def _judged(weighed: Sequence[_Weighed], score: int, sensitivity: Sensitivity) -> Stuckness:
    threshold = _THRESHOLDS[sensitivity.offer_when]
    signs = tuple(sorted((found.sign for found in weighed), key=lambda sign: sign.turn))
    at_once = sensitivity.anger_at_once and any(_is_fresh_anger(found) for found in weighed)
    takes_offer = at_once or score >= threshold
    return Stuckness(signs, score, takes_offer, doubtful=not takes_offer and score >= threshold - _NEAR)


def _own(turns: Sequence[Turn], said: Sequence[int], since: int, sensitivity: Sensitivity) -> Iterator[_Weighed]:
    """Who has not been answered yet can't say that it didn't help, but may be angry."""
    for index in said:
        answered = _was_answered_before(turns, index)
        if answered or sensitivity.anger_at_once:
            yield from (found for found in _trouble(turns, index) if answered or _is_fresh_anger(found))
        if answered and not trouble.gives_thanks(turns[index].text):
            yield from _asked_again(turns, index, since)


def _trouble(turns: Sequence[Turn], index: int) -> Iterator[_Weighed]:
    text = turns[index].text
    read = (
        (SignKind.NOT_HELPED, trouble.says_it_does_not_help(text), _NOT_HELPED),
        (SignKind.IN_CIRCLES, trouble.says_it_goes_in_circles(text), _IN_CIRCLES),
        (SignKind.ANGRY, anger(text), _ANGRY),
    )
    return (_Weighed(Sign(kind, index, words[:WORDS_LENGTH]), weight) for kind, words, weight in read if words)


def _asked_again(turns: Sequence[Turn], index: int, since: int) -> Iterator[_Weighed]:
    """The same, before and after an agent's answer: both turns show it."""
    start = index
    while start > since and turns[start - 1].role == CUSTOMER:
        start -= 1
    earlier = _by(CUSTOMER, turns, since, start)
    same = plain.same_matter(turns[index].text, [turns[other].text for other in earlier])
    if same:
        for turn in (*(earlier[position] for position in same), index):
            yield _Weighed(Sign(SignKind.ASKS_AGAIN, turn), _ASKS_AGAIN)


def _failures(turns: Sequence[Turn], agent: Sequence[int]) -> Iterator[_Weighed]:
    """Of the agent's last turn, in the light of the ones before it."""
    if not agent:
        return
    *before, last = agent
    words, sorry = failing.cannot(turns[last].text), failing.is_sorry(turns[last].text)
    if words:
        again = any(failing.cannot(turns[index].text) for index in before)
        yield _Weighed(Sign(SignKind.AGENT_CANNOT, last, words), _CANNOT_AGAIN if again else _CANNOT)
    elif sorry:
        yield _Weighed(Sign(SignKind.AGENT_CANNOT, last, sorry), _SORRY)
    said = [plain.word_set(turns[index].text) for index in before]
    if plain.same_again(plain.word_set(turns[last].text), said, least_words=_TELLING_WORDS):
        yield _Weighed(Sign(SignKind.AGENT_REPEATS, last), _REPEATS)


def _fails_again(failures: Sequence[_Weighed]) -> bool:
    return any(failure.weight >= _CANNOT_AGAIN for failure in failures)


def _heaviest(own: Sequence[_Weighed]) -> dict[SignKind, int]:
    """Each kind once, however often it was said."""
    return {found.sign.kind: found.weight for found in own}


def _is_fresh_anger(found: _Weighed) -> bool:
    return found.sign.kind is SignKind.ANGRY and found.weight == _ANGRY


def _by(role: str, turns: Sequence[Turn], start: int, end: int) -> list[int]:
    return [index for index in range(start, end) if turns[index].role == role]


def _was_answered_before(turns: Sequence[Turn], index: int) -> bool:
    """An agent's answer stands before this turn."""
    spoke = next((i for i in range(index) if turns[i].role == CUSTOMER), index)
    return any(turns[i].role != CUSTOMER for i in range(spoke, index))

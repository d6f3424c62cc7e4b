"""Signs in a transcript, with their evidence: the customer asks for a human, answers an offer, is stuck. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agents.transcripts import CUSTOMER, HUMAN, Turn
from handoff.decision_codes import ACCEPT, DECLINE
from handoff.phrases import said
from handoff.replies import (
    Answer,
    Reply,
    customer_turns_since,
    declined_lately,
    replies_to,
    too_soon,
    was_declined,
)
from handoff.sensitivity import DEFAULT, Sensitivity
from handoff.signs import WORDS_LENGTH, Sign, SignKind
from handoff.stuckness import stuckness
from handoff.topics import words_of_topics

__all__ = ["RECENT_TURNS", "Answer", "Cues", "read"]

# Nothing older than this many turns bears on what the customer wants now.
RECENT_TURNS = 24


@dataclass(frozen=True, slots=True)
class Cues:
    """What shows each cue; empty where there is none. Where the customer asks for a human all others are empty: none
    would count."""

    asks_for_human: tuple[Sign, ...] = ()
    accepts_offer: tuple[Sign, ...] = ()
    declines_offer: tuple[Sign, ...] = ()
    # A topic that always goes to a human, in what the customer said last.
    topic: tuple[Sign, ...] = ()
    # Only where it takes an offer.
    stuck: tuple[Sign, ...] = ()
    # It might take an offer: worth a second opinion.
    doubtful: tuple[Sign, ...] = ()
    # What the customer said last declines an offer.
    declined: bool = False
    # No offer even where the Agent itself asks for one: a topic on which there is none, or one was declined lately.
    offers_nothing: bool = False


def read(
    turns: Sequence[Turn],
    offers: Sequence[int] = (),
    answers: Sequence[Answer] = (),
    sensitivity: Sensitivity = DEFAULT,
) -> Cues:
    """`offers` are the turn counts at which the product decided to offer; `answers` were given by button."""
    first = _first_that_counts(turns)
    run = _last_run(turns, first)
    if asks := _asking(turns, run):
        return Cues(asks_for_human=asks)
    replies = replies_to(turns, offers, first)
    in_time = [answer for answer in answers if max(first, 1) <= answer.turn <= len(turns)]
    pressed = max(in_time, key=lambda answer: answer.turn, default=None)
    if pressed:
        replies.append(Reply(pressed.answer, pressed.turn - 1))
    accepts = _accepting(turns, run, replies, pressed)
    never = bool(_speaking_of(turns, run, sensitivity.topics_never))
    willing = (index for index in run if not said.refuses_human(turns[index].text))
    since = max([first, *(reply.turn + 1 for reply in replies)])
    fresh = [] if never or too_soon(turns, replies) else [index for index in run if index >= since]
    stuck, doubtful = _stuck(turns, fresh, since, sensitivity)
    return Cues(
        accepts_offer=accepts,
        declines_offer=_signs(SignKind.DECLINES_OFFER, (reply for reply in replies if reply.answer == DECLINE)),
        topic=_speaking_of(turns, willing, sensitivity.topics_always),
        stuck=stuck,
        doubtful=doubtful,
        declined=not accepts and was_declined(turns, replies),
        offers_nothing=never or declined_lately(turns, replies),
    )


def _first_that_counts(turns: Sequence[Turn]) -> int:
    """A human's turn closes what came before it: that wish was met."""
    last_human = max((index for index, turn in enumerate(turns) if turn.role == HUMAN), default=-1)
    return max(last_human + 1, len(turns) - RECENT_TURNS)


def _last_run(turns: Sequence[Turn], first: int) -> list[int]:
    """What the customer said last, be it in several turns."""
    end = len(turns)
    while end > first and turns[end - 1].role != CUSTOMER:
        end -= 1
    start = end
    while start > first and turns[start - 1].role == CUSTOMER:
        start -= 1
    return list(range(start, end))


def _asking(turns: Sequence[Turn], run: Sequence[int]) -> tuple[Sign, ...]:
    """The turns of the run that ask for a human, and were not taken back in it."""
    asking: list[Sign] = []
    for index in run:
        words = said.asks_for_human(turns[index].text)
        if words:
            asking.append(Sign(SignKind.ASKS_FOR_HUMAN, index, words[:WORDS_LENGTH]))
        elif asking and said.declines(turns[index].text):
            asking.clear()
    return tuple(asking)


def _accepting(
    turns: Sequence[Turn], run: Sequence[int], replies: Sequence[Reply], pressed: Answer | None
) -> tuple[Sign, ...]:
    accepted = [reply for reply in replies if reply.answer == ACCEPT]
    if pressed and not customer_turns_since(turns, pressed.turn):
        return _signs(SignKind.ACCEPTS_OFFER, accepted[-1:] if pressed.answer == ACCEPT else ())
    return _signs(SignKind.ACCEPTS_OFFER, (reply for reply in accepted if reply.turn in run))


def _stuck(
    turns: Sequence[Turn], run: Sequence[int], since: int, sensitivity: Sensitivity
) -> tuple[tuple[Sign, ...], tuple[Sign, ...]]:
    """What takes an offer and what might, of what was said since the last one was answered or passed over."""
    found = stuckness(turns, run, since, sensitivity)
    if found.takes_offer:
        return found.signs, ()
    unclear = ((index, said.may_ask_for_human(turns[index].text)) for index in run)
    wishes = [Sign(SignKind.ASKS_FOR_HUMAN, index, words[:WORDS_LENGTH]) for index, words in unclear if words]
    return (), (*(found.signs if found.doubtful else ()), *wishes)


def _speaking_of(turns: Sequence[Turn], run: Iterable[int], topics: Sequence[str]) -> tuple[Sign, ...]:
    if not topics:
        return ()
    found = ((index, words_of_topics(turns[index].text, topics)) for index in run)
    return tuple(Sign(SignKind.TOPIC, index, words[:WORDS_LENGTH]) for index, words in found if words)


def _signs(kind: SignKind, replies: Iterable[Reply]) -> tuple[Sign, ...]:
    """One for each turn, in order."""
    found = {reply.turn: Sign(kind, reply.turn, reply.words[:WORDS_LENGTH]) for reply in replies}
    return tuple(found[turn] for turn in sorted(found))

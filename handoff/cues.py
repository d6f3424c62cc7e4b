"""Signs in a transcript: the customer asks for a human, answers an offer, is stuck. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.transcripts import AGENT, CUSTOMER, HUMAN, Turn
from handoff.phrases import people, plain, trouble
from handoff.phrases.offers import accepts, declines, offers_a_choice, offers_human

ACCEPT = "accept"
DECLINE = "decline"

# Nothing older than this many turns bears on what the customer wants now.
RECENT_TURNS = 24
# For so many customer turns the customer is left alone with offers: after a plain no, and after an offer passed over.
QUIET_AFTER_DECLINE = 3
QUIET_AFTER_IGNORED_OFFER = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer answered to an offer (ACCEPT or DECLINE), and how many turns the transcript held then."""

    answer: str
    turn: int


@dataclass(frozen=True, slots=True)
class Cues:
    """Indexes of the turns that show each sign; empty where there is none."""

    asks_for_human: tuple[int, ...] = ()
    accepts_offer: tuple[int, ...] = ()
    declines_offer: tuple[int, ...] = ()
    stuck: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reply:
    """How an offer was met: `answer` is "" where the customer passed it over, `turn` is the last that belongs to it."""

    answer: str
    turn: int


def read(turns: Sequence[Turn], offers: Sequence[int] = (), answers: Sequence[Answer] = ()) -> Cues:
    """`offers` are the turn counts at which the product decided to offer; `answers` were given by button."""
    first = _first_that_counts(turns)
    run = _last_run(turns, first)
    replies = [_reply_to(turns, offer) for offer in _offer_turns(turns, offers, first)]
    replies += _unspoken(turns, offers, first)
    in_time = [answer for answer in answers if max(first, 1) <= answer.turn <= len(turns)]
    pressed = max(in_time, key=lambda answer: answer.turn, default=None)
    if pressed:
        replies.append(_Reply(pressed.answer, pressed.turn - 1))
    return Cues(
        asks_for_human=_asking(turns, run),
        accepts_offer=_accepting(turns, run, replies, pressed),
        declines_offer=tuple(sorted({reply.turn for reply in replies if reply.answer == DECLINE})),
        stuck=_stuck(turns, run, replies),
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


def _asking(turns: Sequence[Turn], run: Sequence[int]) -> tuple[int, ...]:
    """The turns of the run that ask for a human, and were not taken back in it."""
    asking: list[int] = []
    for index in run:
        if people.asks_for_human(turns[index].text):
            asking.append(index)
        elif declines(turns[index].text):
            asking.clear()
    return tuple(asking)


def _offer_turns(turns: Sequence[Turn], offers: Sequence[int], first: int) -> list[int]:
    """The agent's turns that put the question, whoever decided to put it."""
    agent = [index for index in range(first, len(turns)) if turns[index].role == AGENT]
    decided = {next((index for index in agent if index >= count), None) for count in offers if count >= first}
    return [index for index in agent if index in decided or offers_human(turns[index].text)]


def _unspoken(turns: Sequence[Turn], offers: Sequence[int], first: int) -> list[_Reply]:
    """Offers that no agent's turn put, though the customer went on: shown in some other way, or not at all."""
    last_agent = max((index for index in range(first, len(turns)) if turns[index].role == AGENT), default=-1)
    since = (_customer_turns_since(turns, count) for count in offers if count > max(last_agent, first))
    return [_Reply("", later[0]) for later in since if later]


def _reply_to(turns: Sequence[Turn], offer: int) -> _Reply:
    """The customer's answer: in the turns right after the offer, unless the agent asked something else meanwhile."""
    index = offer + 1
    while index < len(turns) and turns[index].role != CUSTOMER:
        if "?" in turns[index].text:
            return _Reply("", index)
        index += 1
    reply = _Reply("", min(index, len(turns) - 1))
    choice = offers_a_choice(turns[offer].text)
    while index < len(turns) and turns[index].role == CUSTOMER:
        answer = _answer(turns[index].text, choice)
        if answer:
            reply = _Reply(answer, index)
        index += 1
    return reply


def _answer(text: str, choice: bool) -> str:
    """A bare yes to a choice between two things is none; asking for a human always is one."""
    if people.asks_for_human(text) or (not choice and accepts(text)):
        return ACCEPT
    return DECLINE if declines(text) else ""


def _accepting(
    turns: Sequence[Turn], run: Sequence[int], replies: Sequence[_Reply], pressed: Answer | None
) -> tuple[int, ...]:
    if pressed and not _customer_turns_since(turns, pressed.turn):
        return (pressed.turn - 1,) if pressed.answer == ACCEPT else ()
    return tuple(sorted({reply.turn for reply in replies if reply.answer == ACCEPT and reply.turn in run}))


def _stuck(turns: Sequence[Turn], run: Sequence[int], replies: Sequence[_Reply]) -> tuple[int, ...]:
    """What shows that the customer gets nowhere, of what was said since the last offer was answered or passed over."""
    quiet = {DECLINE: QUIET_AFTER_DECLINE, "": QUIET_AFTER_IGNORED_OFFER}
    if any(len(_customer_turns_since(turns, reply.turn + 1)) <= quiet.get(reply.answer, 0) for reply in replies):
        return ()
    since = max((reply.turn + 1 for reply in replies), default=0)
    fresh = [index for index in run if index >= since and _was_answered_before(turns, index)]
    unhelped = {index for index in fresh if trouble.says_it_does_not_help(turns[index].text)}
    return tuple(sorted(unhelped | _repeats(turns, fresh, max(since, len(turns) - RECENT_TURNS))))


def _was_answered_before(turns: Sequence[Turn], index: int) -> bool:
    """An agent's answer stands before this turn: who has not been helped yet cannot say that it didn't help."""
    spoke = next((i for i in range(index) if turns[i].role == CUSTOMER), index)
    return any(turns[i].role != CUSTOMER for i in range(spoke, index))


def _repeats(turns: Sequence[Turn], fresh: Sequence[int], since: int) -> set[int]:
    """Turns that say the same before and after an agent's answer, the earlier and the later ones."""
    if not fresh:
        return set()
    start = fresh[0]
    while start > since and turns[start - 1].role == CUSTOMER:
        start -= 1
    earlier = [index for index in range(since, start) if turns[index].role == CUSTOMER]
    said = [plain.word_set(turns[index].text) for index in earlier]
    found: set[int] = set()
    for index in fresh:
        same = plain.same_again(plain.word_set(turns[index].text), said)
        if same:
            found |= {index, *(earlier[position] for position in same)}
    return found


def _customer_turns_since(turns: Sequence[Turn], start: int) -> list[int]:
    return [index for index in range(start, len(turns)) if turns[index].role == CUSTOMER]

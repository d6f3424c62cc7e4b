"""Offers of a human in a transcript, and how the customer met each: accepted, declined, or passed over. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.transcripts import AGENT, CUSTOMER, Turn
from handoff.decision_codes import ACCEPT, DECLINE
from handoff.phrases import said
from handoff.phrases.offers import offers_a_choice

# For so many customer turns the customer is left alone with offers: after a plain no, and after an offer passed over.
QUIET_AFTER_DECLINE = 3
QUIET_AFTER_IGNORED_OFFER = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer answered to an offer (ACCEPT or DECLINE), and how many turns the transcript held then."""

    answer: str
    turn: int


@dataclass(frozen=True, slots=True)
class Reply:
    """How an offer was met: `answer` is "" where the customer passed it over, `turn` is the last that belongs to it."""

    answer: str
    turn: int
    words: str = ""


def replies_to(turns: Sequence[Turn], offers: Sequence[int], first: int) -> list[Reply]:
    """In the order of their offers; `first` is the first turn that counts."""
    spoken = [_reply_to(turns, offer) for offer in _offer_turns(turns, offers, first)]
    return spoken + _unspoken(turns, offers, first)


def _offer_turns(turns: Sequence[Turn], offers: Sequence[int], first: int) -> list[int]:
    """The agent's turns that put the question, whoever decided to put it."""
    agent = [index for index in range(first, len(turns)) if turns[index].role == AGENT]
    decided = {next((index for index in agent if index >= count), None) for count in offers if count >= first}
    return [index for index in agent if index in decided or said.offers_human(turns[index].text)]


def _unspoken(turns: Sequence[Turn], offers: Sequence[int], first: int) -> list[Reply]:
    """Offers that no agent's turn put, though the customer went on: shown in some other way, or not at all."""
    last_agent = max((index for index in range(first, len(turns)) if turns[index].role == AGENT), default=-1)
    since = (customer_turns_since(turns, count) for count in offers if count > max(last_agent, first))
    return [Reply("", later[0]) for later in since if later]


def _reply_to(turns: Sequence[Turn], offer: int) -> Reply:
    """The customer's answer: in the turns right after the offer, unless the agent asked something else meanwhile."""
    index = offer + 1
    while index < len(turns) and turns[index].role != CUSTOMER:
        if "?" in turns[index].text:
            return Reply("", index)
        index += 1
    reply = Reply("", min(index, len(turns) - 1))
    choice = offers_a_choice(turns[offer].text)
    while index < len(turns) and turns[index].role == CUSTOMER:
        answer = _answer(turns[index].text, choice)
        if answer:
            reply = Reply(answer, index, said.answering_words(turns[index].text))
        index += 1
    return reply


def _answer(text: str, choice: bool) -> str:
    """A bare yes to a choice between two things is none; asking for a human always is one."""
    if said.asks_for_human(text) or (not choice and said.accepts(text)):
        return ACCEPT
    return DECLINE if said.declines(text) else ""


def was_declined(turns: Sequence[Turn], replies: Sequence[Reply]) -> bool:
    return any(reply.answer == DECLINE and not customer_turns_since(turns, reply.turn + 1) for reply in replies)


def too_soon(turns: Sequence[Turn], replies: Sequence[Reply]) -> bool:
    """Whether it is too soon after an offer for another one."""
    ignored = any(reply.answer == "" and _is_within(turns, reply, QUIET_AFTER_IGNORED_OFFER) for reply in replies)
    return ignored or declined_lately(turns, replies)


def declined_lately(turns: Sequence[Turn], replies: Sequence[Reply]) -> bool:
    return any(reply.answer == DECLINE and _is_within(turns, reply, QUIET_AFTER_DECLINE) for reply in replies)


def _is_within(turns: Sequence[Turn], reply: Reply, most: int) -> bool:
    return len(customer_turns_since(turns, reply.turn + 1)) <= most


def customer_turns_since(turns: Sequence[Turn], start: int) -> list[int]:
    return [index for index in range(start, len(turns)) if turns[index].role == CUSTOMER]

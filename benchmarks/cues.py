"""What a customer's words show: one message, and a conversation of 19 turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from agents.transcripts import CUSTOMER, Turn
from benchmarks.cues_cases import CONVERSATION, MESSAGES, Messages
from benchmarks.measuring import Result, Runner, Tick, compare
from handoff import cues
from handoff.phrases import plain, said
from handoff.phrases.languages.plain import plain as other_plain

NAME = "cues"
OURS = "handoff"
MESSAGE_TARGET = 50.0
_TIMES = 4


def results(tick: Tick) -> Iterator[Result]:
    check()
    for case in MESSAGES:
        target = MESSAGE_TARGET if case.usual else None
        runner = Runner(OURS, _TIMES * len(case.texts), partial(_each, said.asks_for_human, case))
        yield compare(NAME, "asks for a human", case.name, [runner], target=target, tick=tick)
    for case in MESSAGES:
        runner = Runner(OURS, _TIMES * len(case.texts), partial(_each, _all_cues, case))
        yield compare(NAME, "all cues of a message", case.name, [runner], target=None, tick=tick)
    runner = Runner(OURS, _TIMES, _read_conversation)
    yield compare(NAME, "all cues of a conversation", "going nowhere", [runner], target=None, tick=tick)


def count() -> int:
    return 2 * len(MESSAGES) + 1


def check() -> None:
    """A fast wrong answer is worth nothing."""
    for case in MESSAGES:
        asking = sum(bool(cues.read([Turn(CUSTOMER, text)]).asks_for_human) for text in case.texts)
        if asking != case.asking:
            raise ValueError(f"{case.name}: {asking} ask for a human instead of {case.asking}.")
    if not cues.read(CONVERSATION).stuck:
        raise ValueError("Nobody is stuck in the conversation.")


def _each(work: Callable[[str], object], case: Messages, _: object) -> None:
    """Each message is a new one: nothing that was kept of it helps."""
    for _ in range(_TIMES):
        _forget()
        for text in case.texts:
            work(text)


def _all_cues(text: str) -> object:
    return cues.read([Turn(CUSTOMER, text)])


def _read_conversation(_: object) -> None:
    for _ in range(_TIMES):
        _forget()
        cues.read(CONVERSATION)


def _forget() -> None:
    plain.sentences.cache_clear()
    other_plain.cache_clear()

"""A15, A25: no text makes a pattern of ours slow: not a letter, a blank or a phrase that is said for ever."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from agents.transcripts import Turn
from handoff import contexts, cues, promises, summary_writing
from handoff.api.inputs import MAX_TEXT
from handoff.languages import language_of
from handoff.redaction.answers import without_answers
from playbooks import texts
from playbooks.directives import find
from playbooks.linting import Surroundings, lint

UNITS = (
    *(chr(code) for code in range(0x20, 0x7F)),
    *"\t\n\r\x00\x1b\u200b\u202e\ufeff\u0300\u3000éßİﬃ１Ａ中あאا😀",
    *(
        "a ",
        "1 ",
        "1-",
        "1,",
        "1.",
        "a@",
        "a@b.",
        "a@b.c ",
        "http://",
        "http://a.b/",
        "//",
        "((",
        "{{",
        "```",
        "a\u0300",
    ),
    *(
        "a\u0300",
        "/handoff ",
        "/Handoff to support ",
        "/Handoff to support (",
        "/Handoff to support (reason: a) ",
        "(reason: ",
    ),
    *("4111 1111 1111 1111 ", "4111-", "DE89 3704 ", "sk-", "eyJ.", "Bearer ", "password: ", "my pin is ", "cvv "),
    *(
        "(reason: ",
        "order 1001 ",
        "human ",
        "I want to talk to ",
        "I don't ",
        "not ",
        "that's not what I asked ",
        "again ",
        "yes ",
    ),
    *("we will call you ", "tomorrow at 9 ", "monday ", "1:00 ", "a colleague will ", "<a ", "&lt;", "%20", "- a\n"),
    *("a" * 100 + " ", " " * 100 + "a", "a\n" + " " * 50, "'\"", "\\/", "*_", "][", "](", "![", "|-", "1. a\n"),
)
# Of these, and of a length at which whatever grows with its square is seen.
LENGTHS = {"message": MAX_TEXT // 2, "playbook": texts.MOST_BYTES // 4}
SECONDS = 0.5
TRIES = 3


def seconds_of(work: Callable[[str], Any], text: str) -> float:
    """Of this thread's own work. A busy machine makes it look slower, never faster: the least of a few tries counts."""
    least = float("inf")
    for _ in range(TRIES):
        began = time.thread_time()
        work(text)
        least = min(least, time.thread_time() - began)
        if least <= SECONDS:
            break
    return least


def in_a_transcript(work: Callable[[tuple[Turn, ...]], Any]) -> Callable[[str], Any]:
    return lambda text: work((Turn("customer", "Hello"), Turn("agent", text), Turn("customer", text)))


READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "cues": ("message", in_a_transcript(cues.read)),
    "language": ("message", in_a_transcript(language_of)),
    "redaction": ("message", in_a_transcript(without_answers)),
    "brief": ("message", in_a_transcript(summary_writing.brief_text)),
    "transcript": ("message", in_a_transcript(contexts.clean_transcript)),
    "promises": ("message", promises.promises_in),
    "directives": ("playbook", find),
    "lint": ("playbook", lambda text: lint(text, Surroundings())),
}


@pytest.mark.parametrize("reader", READERS)
def test_no_reader_is_slow(reader: str) -> None:
    of, work = READERS[reader]
    work("Hello")  # what is loaded once is not counted
    slow = {}
    for unit in UNITS:
        spent = seconds_of(work, (unit * LENGTHS[of])[: LENGTHS[of]])
        if spent > SECONDS:
            slow[ascii(unit)] = round(spent, 2)
    assert not slow

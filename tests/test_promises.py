"""What a draft reply promises, by kind; and the patterns' cost."""

from __future__ import annotations

import time

import pytest

from handoff.promises import Promise, PromiseKind, promises_in
from tests.promise_figures import KINDS, kinds_in, score
from tests.promise_texts import SEEN, UNSEEN


@pytest.mark.parametrize(("expected", "reply"), SEEN)
def test_each_promise_is_found_by_its_kind(expected: str, reply: str) -> None:
    assert kinds_in(reply) == {KINDS[letter] for letter in expected}


@pytest.mark.parametrize("kind", PromiseKind)
def test_replies_that_the_patterns_were_not_made_for_are_read_alike(kind: PromiseKind) -> None:
    scored = score(UNSEEN)[kind]
    assert min(scored.precision, scored.recall) >= 0.9


def test_there_are_enough_cases_of_both_kinds() -> None:
    for cases in (SEEN, UNSEEN):
        assert min(sum(bool(kinds) for kinds, _ in cases), sum(not kinds for kinds, _ in cases)) >= 60


def test_a_promise_is_told_by_its_place_in_the_replys_own_signs() -> None:
    reply = "\N{GRINNING FACE} Great! Tomorrow at 9 a  **colleague** will call you."
    time_, call = promises_in(reply)
    assert (call.kind, call.words) == (PromiseKind.CALL_BACK, "a  **colleague** will call")
    assert (time_.kind, time_.words) == (PromiseKind.TIME, "Tomorrow at 9")
    assert all(reply[one.start : one.end] == one.words for one in (time_, call))


@pytest.mark.parametrize(
    ("reply", "asks"),
    [
        ("Would you like me to connect you with our support team?", True),
        ("I can transfer you to a colleague.", True),
        ("Our team can help you with that.", True),
        ("Can I transfer you to an agent?", True),
        ("I'm transferring you to a colleague now.", False),
        ("A colleague will help you.", False),
        ("I'll connect you with our team.", False),
    ],
)
def test_an_offer_is_told_from_a_fact(reply: str, asks: bool) -> None:
    assert [promise.asks for promise in promises_in(reply)] == [asks]


def test_they_are_people_only_where_the_reply_named_some() -> None:
    assert kinds_in("Our team knows. They will call you.") == {PromiseKind.CALL_BACK}
    assert kinds_in("The courier has it. They will call you.") == set()


@pytest.mark.parametrize(
    "reply",
    [
        "Our customer service is open Monday to Friday.",
        "Our team is available Mon-Fri from 9:00",
        "We're here every day.",
    ],
)
def test_usual_hours_promise_nothing(reply: str) -> None:
    assert promises_in(reply) == ()


@pytest.mark.parametrize(
    "reply",
    [
        "",
        " \n",
        "\x00\ud800",
        "\N{HANGUL FILLER}" * 9,
        "'" * 50,
        "?!?!",
        "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}'ll",
    ],
)
def test_odd_replies_promise_nothing(reply: str) -> None:
    assert promises_in(reply) == ()


def test_a_promise_in_a_reply_without_any_stop_is_found() -> None:
    assert Promise in {type(one) for one in promises_in("so " * 900 + "a colleague will call you tomorrow")}


@pytest.mark.parametrize(
    "reply",
    [
        *("i just " * 2800, "our team will " * 1500, "a " * 10_000, "you will " * 2200, "1 " * 10_000, '"' * 20_000),
        *("one of our " * 1800, "within the next " * 1200, "support " * 2500, "someone from the our " * 1000),
        *("not, " * 4000 + "a colleague will help", "a colleague will help. " * 850, "they and who will " * 1100),
    ],
)
def test_hostile_replies_are_read_in_linear_time(reply: str) -> None:
    begun = time.thread_time()
    promises_in(reply)
    assert time.thread_time() - begun < 5

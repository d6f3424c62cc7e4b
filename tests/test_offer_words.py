"""An agent's turn is only looked at for an offer where it holds the words of one: none may be missing."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff.phrases import offers

PLAIN = string.ascii_lowercase + string.digits + " "


@settings(max_examples=1000, deadline=None)
@given(st.from_regex(offers._OFFERS, fullmatch=True, alphabet=PLAIN))
def test_whatever_the_pattern_takes_for_an_offer_is_looked_at(offer: str) -> None:
    assert offers._may_offer(offer)


@pytest.mark.parametrize(
    "offer",
    [
        "Would you like me to conect you with an agnet?",
        "Shall I TRANSFER you to a HUMAN?",
        "Do you want to talk to somebody from our team?",
        "I can put you through to them.",
        "x" * 9000 + " Shall I put you through to themselves?",
    ],
)
def test_so_is_one_that_is_mistyped(offer: str) -> None:
    assert offers._may_offer(offer)


def test_a_word_that_is_drawn_out_is_not_looked_for() -> None:
    assert not offers._may_offer("Would you like to talk to a personnn?")


def test_an_answer_about_a_parcel_is_not() -> None:
    assert not offers._may_offer("Your parcel left our warehouse this morning. Would you like the number to follow it?")

"""Whether a message asks for a human: hundreds of wishes and of other messages."""

from __future__ import annotations

import pytest

from handoff.phrases.people import asks_for_human, may_ask_for_human, refuses_human
from handoff.phrases.spelling import spelled
from tests.human_wishes import OTHERS, WISHES


@pytest.mark.parametrize("text", WISHES.splitlines())
def test_a_wish_is_read(text: str) -> None:
    assert asks_for_human(text)


@pytest.mark.parametrize("text", OTHERS.splitlines())
def test_the_same_words_in_another_sense_are_no_wish(text: str) -> None:
    assert not asks_for_human(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hi my parcel is broken and i want to talk to a person now", "want to talk to a person"),
        (
            "Hi! My parcel is broken. I'd like to speak to a real person, please.",
            "I'd like to speak to a real person, please",
        ),
        ("HUMAN PLEASE", "HUMAN PLEASE"),
        ("it’s useless — let me talk to your manager!!", "let me talk to your manager"),
        ("can i tlak to a humna", "can i tlak to a humna"),
        ("No, I don't want an agent to call. Could I talk to Ann?", "Could I talk to Ann"),
        ("I don't want to talk to a bot", "don't want to talk to a bot"),
        ("A human please, my parcel is broken", "A human please"),
    ],
)
def test_the_words_stand_in_the_message_as_they_are_quoted(text: str, words: str) -> None:
    assert asks_for_human(text) == words
    assert words in text


@pytest.mark.parametrize(
    "text",
    ["I don't want an agent", "please don't transfer me", "no need for a human", "I'd rather not talk to a person"],
)
def test_a_refusal_is_read_as_one(text: str) -> None:
    assert refuses_human(text)
    assert not asks_for_human(text)


@pytest.mark.parametrize(
    "text", ["I don't want to talk to a bot", "no more bots", "I want a human", "where is my order"]
)
def test_refusing_a_bot_is_not_refusing_a_human(text: str) -> None:
    assert not refuses_human(text)


@pytest.mark.parametrize(
    "text",
    [
        "please call me back",
        "I want a callback",
        "I need customer service",
        "who can I talk to about a lost card?",
        "how do I contact customer support",
        "I need someone to sort out my ticket",
    ],
)
def test_an_unclear_wish_is_told_apart(text: str) -> None:
    assert may_ask_for_human(text)
    assert not asks_for_human(text)


@pytest.mark.parametrize("text", ["", "where is my order", "call me when it ships", "What is your phone number?"])
def test_most_messages_are_not_even_that(text: str) -> None:
    assert not may_ask_for_human(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("humna", "human"),
        ("perosn", "person"),
        ("represetative", "representative"),
        ("agnet", "agent"),
        ("speakk", "speak"),
        ("tlak", "talk"),
        ("tocontact", "contact"),
        ("humannnn", "human"),
    ],
)
def test_a_mistyped_word_is_known(typed: str, meant: str) -> None:
    assert spelled([typed]) == [meant]


@pytest.mark.parametrize(
    "word", ["parson", "urgent", "manage", "speaker", "walk", "tall", "custom", "wants", "1000", "www"]
)
def test_another_word_is_left_alone(word: str) -> None:
    assert spelled([word]) == [word]

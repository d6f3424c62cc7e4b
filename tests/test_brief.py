"""The brief: which of the turns it takes for what."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from agents.transcripts import AGENT, CUSTOMER, HUMAN, Turn
from handoff.summary.brief import brief
from handoff.summary.content import Content, Fact, Line, Mood, NextKind, NextStep, Step
from handoff.summary.matter import adds_nothing, opening, request
from handoff.summary.mentions import FactKind
from handoff.summary.text import render
from handoff.summary.words import words_in
from tests.builders import turns

STUCK = turns(
    "Hi!",
    "Hello, how can I help?",
    "The lamp of order 1001 from 12 March came broken and I want my $40 back.",
    "Please send us a photo of it. Thanks for your patience!",
    "I sent it twice already, this is so annoying.",
    "I'm sorry. Would you like to talk to someone from our team?",
)


def test_the_brief_says_what_a_human_agent_needs_first() -> None:
    assert brief(STUCK) == Content(
        wants=(Line("The lamp of order 1001 from 12 March came broken and I want my $40 back.", (2,)),),
        facts=(
            Fact(FactKind.ORDER, "1001", (2,)),
            Fact(FactKind.DATE, "12 March", (2,)),
            Fact(FactKind.AMOUNT, "$40", (2,)),
        ),
        tried=(
            Step(
                AGENT,
                "Please send us a photo of it.",
                (3,),
                Line("I sent it twice already, this is so annoying.", (4,)),
            ),
        ),
        mood=Mood.FRUSTRATED,
        mood_turns=(4,),
        next_step=NextStep(NextKind.GO_ON, "", (4,)),
    )


WANTS = [
    ("nothing was said", turns(), []),
    ("only empty texts", turns("", " ", "\u200b"), []),
    ("a single word is all there is", turns("Refund"), ["Refund"]),
    ("a greeting comes first", turns("hello", "Hi!", "my parcel never arrived here"), ["my parcel never arrived here"]),
    ("a handle comes first", turns("@shop #late where is my parcel"), ["where is my parcel"]),
    ("a number that looks like a tag", turns("#1001 where is my parcel"), ["#1001 where is my parcel"]),
    ("Cyrillic", turns("Где мой заказ номер 1001?"), ["Где мой заказ номер 1001?"]),
    ("Chinese, without spaces", turns("你好", "您好", "我的订单还没有到"), ["我的订单还没有到"]),
    ("only a human agent and the Agent spoke", turns(("human", "I will look into it"), ("agent", "Hi")), []),
    (
        "begun in two messages",
        turns(("customer", "the zip of my coat"), ("customer", "broke on the first day")),
        ["the zip of my coat", "broke on the first day"],
    ),
    (
        "the true matter comes later",
        turns(
            "what a great shop you are, really",
            "Thank you! How can I help?",
            "it is all so slow with you",
            "Tell me more, please.",
            "the coat never came and I want a refund",
        ),
        ["what a great shop you are, really", "the coat never came and I want a refund"],
    ),
    (
        "the same again is not told twice",
        turns("I want a refund of my broken coat", "Please wait.", "I want a refund of my broken coat now"),
        ["I want a refund of my broken coat"],
    ),
]


@pytest.mark.parametrize(("said", "wants"), [case[1:] for case in WANTS], ids=[case[0] for case in WANTS])
def test_what_the_customer_wants_is_in_their_own_words(said: Sequence[Turn], wants: list[str]) -> None:
    assert [line.text for line in brief(said).wants] == wants


def test_the_wish_for_a_human_is_not_taken_for_the_matter() -> None:
    asked = turns("I want to talk to a human, please.", "What is it about?", "My lamp came broken in two.")
    assert [line.text for line in brief(asked).wants] == ["My lamp came broken in two."]
    assert opening(asked) == "I'd like to talk to a person about: My lamp came broken in two."
    assert opening(asked[:1]) == "I'd like to talk to a person."
    reason = "I want to talk to a human, because my lamp came broken and nobody sends me a new one."
    assert opening(turns(reason)).endswith(reason)


def test_the_customers_first_words_to_a_human_are_in_their_language() -> None:
    assert opening(turns("Meine Lampe kam zerbrochen an."), "de").startswith(
        "Ich möchte mit einem Menschen sprechen. Es"
    )
    assert request(turns(), "ja") == "担当者と話したいです。"
    assert opening((), "tlh") == "I'd like to talk to a person."


def test_braces_in_a_request_stay_words() -> None:
    assert request(turns("my {matter} and {0} came broken")).endswith("about: my {matter} and {0} came broken")


def test_a_fact_cites_the_turns_that_hold_it_and_the_customers_come_first() -> None:
    said = turns("It is order 1001.", "Your order 1001 ships on 3 May, tracking 00340434.", "So 1001 comes on 3 May?")
    assert [(fact.text, fact.turns) for fact in brief(said).facts] == [
        ("1001", (0, 1)),
        ("3 May", (2, 1)),
        ("00340434", (1,)),
    ]


def test_of_very_many_facts_the_strongest_stay() -> None:
    said = turns(
        " ".join(f"at {hour}:{minute}" for hour in range(10, 20) for minute in range(10, 60, 10)) + " order 1001"
    )
    facts = brief(said).facts
    assert len(facts) == 24
    assert facts[-1].text == "1001"


STEPS = [
    (
        "a question that was answered in a few words",
        turns("my phone drops every call I make", "Which phone do you have?", "An old Moto G"),
        [("agent", "Which phone do you have?", "An old Moto G")],
    ),
    (
        "what the customer tried alone",
        turns("my phone drops every call. I already restarted it twice."),
        [("customer", "I already restarted it twice.", "")],
    ),
    ("an offer of a human is no step", turns("it is broken", "Would you like to talk to a person?", "yes"), []),
    ("courtesy is no step", turns("it is broken", "Sorry! Please let us know if we can help.", "hm"), []),
    (
        "another language than the patterns know",
        turns("Meine Lampe ist kaputt.", "Bitte senden Sie uns ein Foto davon.", "Habe ich schon."),
        [("agent", "Bitte senden Sie uns ein Foto davon.", "Habe ich schon.")],
    ),
    (
        "a human agent's advice is theirs",
        (Turn(CUSTOMER, "it is broken"), Turn(HUMAN, "Please try the other plug.")),
        [("human", "Please try the other plug.", "")],
    ),
    ("a greeting before the customer's first word", turns(("agent", "Hi, please tell me how I can help.")), []),
]


@pytest.mark.parametrize(("said", "steps"), [case[1:] for case in STEPS], ids=[case[0] for case in STEPS])
def test_what_was_tried_and_how_it_ended(said: Sequence[Turn], steps: list[tuple[str, str, str]]) -> None:
    assert [(step.by, step.text, step.ended.text) for step in brief(said).tried] == steps


NEXT = [
    ("nothing was said", turns(), NextStep(NextKind.ASK)),
    ("nothing was tried yet", turns("my lamp came broken in two"), NextStep(NextKind.BEGIN, "", (0,))),
    (
        "a question is open",
        turns("my lamp came broken", "We are sorry about that lamp.", "ok and now. When do I get a new one?"),
        NextStep(NextKind.ANSWER, "When do I get a new one?", (2,)),
    ),
    (
        "a promise is open",
        turns("my lamp came broken", "We will look into this for you today.", "ok thanks"),
        NextStep(NextKind.KEEP, "We will look into this for you today.", (1,)),
    ),
    (
        "it is solved",
        turns("my lamp is dark", "Please try the other plug.", "It works now!"),
        NextStep(NextKind.SOLVED, "", (2,)),
    ),
    (
        "it is not solved, though the word is there",
        turns("my lamp is dark", "Please try the other plug.", "It worked for a day but not now"),
        NextStep(NextKind.GO_ON, "", (2,)),
    ),
]


@pytest.mark.parametrize(("said", "expected"), [case[1:] for case in NEXT], ids=[case[0] for case in NEXT])
def test_the_next_step_follows_from_where_it_stands(said: Sequence[Turn], expected: NextStep) -> None:
    assert brief(said).next_step == expected


MOODS = [
    ("This is unacceptable!", "angry"),
    ("I'm frustrated and confused", "frustrated"),
    ("I don't understand this page", "confused"),
    ("Das ist eine Frechheit", "angry"),
    ("estoy muy frustrado", "frustrated"),
    ("全然役に立たない", "frustrated"),
    ("我看不懂", "confused"),
    ("I am not angry, just asking", "unknown"),
    ("Where is my parcel?", "unknown"),
]


@pytest.mark.parametrize(("text", "mood"), MOODS)
def test_a_mood_is_named_only_when_plain_words_say_so(text: str, mood: str) -> None:
    assert brief(turns(text)).mood == mood
    assert brief([Turn(AGENT, text)]).mood == "unknown"


def test_a_thousand_turns_make_a_short_brief_quickly() -> None:
    long = [
        Turn((CUSTOMER, AGENT, HUMAN)[n % 3], f"Please try step {n}, order {10_000 + n}. " * 5) for n in range(1_000)
    ]
    started = time.thread_time()
    text = render(brief(long), "Heading", words_in("en"))
    assert time.thread_time() - started < 10
    assert len(text) < 4_000


ANSWERS = [
    (turns(("agent", "Shall I connect you?"), ("customer", "yes please")), True),
    (turns(("agent", "Shall I connect you?"), ("customer", "yes, my order is 1001")), False),
    (turns("yes, and by the way the second lamp came broken too, and nobody answers my mails at all"), False),
]


@pytest.mark.parametrize(("said", "nothing"), ANSWERS)
def test_a_bare_answer_to_an_offer_adds_nothing(said: Sequence[Turn], nothing: bool) -> None:
    assert adds_nothing(said) is nothing


def test_of_a_very_long_conversation_the_beginning_and_the_end_are_read() -> None:
    told = "The lamp of order {} came broken and I paid $5.50 for it. " * 60
    said = [Turn(AGENT if index % 2 else CUSTOMER, told.format(*[10_000 + index] * 60)) for index in range(1000)]
    began = time.thread_time()
    shown = {fact.text: fact.turns for fact in brief(said).facts}
    opened, wanted = opening(said), request(said)
    assert time.thread_time() - began < 10
    assert shown["10000"] == (0,)
    assert shown["10998"] == (998,)
    assert "10500" not in shown
    assert opened.startswith("I'd like to talk to a person about: The lamp of order 10000")
    assert wanted.startswith("I'd like to talk to a person about: The lamp of order 10000")


def test_a_polite_end_is_no_step() -> None:
    said = turns("My lamp came broken in two.", "Please send us a photo.", "I did so", "Have a nice day, Jennifer")
    assert [step.text for step in brief(said).tried] == ["Please send us a photo."]

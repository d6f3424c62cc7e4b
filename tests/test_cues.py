from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agents.transcripts import AGENT, CUSTOMER, HUMAN, Turn
from handoff import sentences
from handoff.cues import ACCEPT, DECLINE, Answer, Cues, read

ROLES = {"C": CUSTOMER, "A": AGENT, "H": HUMAN}
OFFER = "A: I'm sorry. Would you like me to connect you with our support team?"


def turns(*lines: str) -> list[Turn]:
    return [Turn(ROLES[line[0]], line[3:]) for line in lines]


def asks(text: str) -> bool:
    return bool(read([Turn(CUSTOMER, text)]).asks_for_human)


@pytest.mark.parametrize(
    "text",
    [
        "Can I speak to a human?",
        "I want to talk to a person",
        "agent",
        "Representative!!",
        "operator",
        "Operator please",
        "let me talk to your manager",
        "Get me a supervisor.",
        "Is there anyone I can talk to?",
        "Is there a real person there?",
        "I'd rather talk to someone",
        "I'd like to speak with a customer service representative",
        "Can someone call me?",
        "Could you please transfer me to support?",
        "connect me with an agent",
        "I need a human",
        "please get me a human",
        "A human please, my parcel is broken",
        "I want a human because my order is late",
        "I don't want to talk to a robot",
        "I want a human, not a bot",
        "put me through to somebody",
        "is a human available?",
        "escalate this to a manager",
        "No bots. Human.",
        "Why can't I just talk to a person",
        "I demand to speak with your supervisor!",
        "I need help talking to an agent",
        "how can I contact a live agent?",
        "You are no help at all. I'd prefer a human",
        "I don't want more tips, just connect me with someone",
        "I’d like to talk to a real person",
        "/Handoff to support",
        "TALK TO A HUMAN NOW",
    ],
)
def test_a_wish_for_a_human_is_read(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?!",
        "Where is my order?",
        "Are you a human or a bot?",
        "Am I talking to a real person?",
        "do you sell human hair wigs",
        "I want a human hair wig",
        "is it made by a real person?",
        "I need a representative sample of fabric",
        "I don't want to talk to a human",
        "I don't want to talk to a human, the bot is fine",
        "No need for a human agent",
        "please don't transfer me to an agent",
        "Your manager was rude",
        "I spoke to an agent yesterday and he promised a refund",
        "What are the opening hours of customer support?",
        "what is your phone number",
        "Do you have a file manager?",
        "can you talk to me in Spanish",
        "can I transfer my points to another person?",
        "my manager needs an invoice, can you send one?",
        "I want a gift for someone who likes dogs",
        "Please call me Anna",
        "Nobody called me back, this is terrible service!",
        "I need a support stand for my TV",
        "I'm a travel agent, do you offer discounts",
    ],
)
def test_other_words_are_no_wish_for_a_human(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(
    ("name", "lines", "asking"),
    [
        ("an earlier turn is over", ("C: human please", "A: What is it about?", "C: my order"), ()),
        ("an agent's turn cannot ask", ("C: hi", "A: I want to speak to a human"), ()),
        ("an agent's later turn doesn't undo it", ("C: human please", "A: Sure"), (0,)),
        ("several turns in a row count", ("A: hi", "C: I need a human", "C: it's urgent"), (1,)),
        ("a wish taken back is none", ("C: I need a human", "C: never mind, found it"), ()),
        ("a wish that a human answered is met", ("C: human please", "H: Hello, Ann here", "A: Anything else?"), ()),
        ("a wish after a human's turn counts", ("H: bye", "A: I'm back", "C: get me a human"), (2,)),
    ],
)
def test_only_what_the_customer_said_last_can_ask(name: str, lines: tuple[str, ...], asking: tuple[int, ...]) -> None:
    assert read(turns(*lines)).asks_for_human == asking


@pytest.mark.parametrize(
    "text",
    [
        "Yes",
        "yes please!",
        "Yeah, sure",
        "ok",
        "Okay, thanks",
        "Sure",
        "please do",
        "That would be great",
        "Oui, s'il vous plaît",
        "Yes, please. I definitely bought the insurance.",
        "go ahead",
        "No, I want to speak to a manager",
    ],
)
def test_a_yes_right_after_an_offer_accepts_it(text: str) -> None:
    assert read(turns("C: hi", OFFER, f"C: {text}")).accepts_offer == (2,)


@pytest.mark.parametrize(
    "text",
    [
        "No",
        "no thanks",
        "Nope",
        "Not now",
        "I'd rather not be transferred",
        "I really don't want to be transferred",
        "never mind",
        "That's okay.",
    ],
)
def test_a_no_right_after_an_offer_declines_it(text: str) -> None:
    cues = read(turns("C: hi", OFFER, f"C: {text}"))
    assert (cues.accepts_offer, cues.declines_offer) == ((), (2,))


@pytest.mark.parametrize(
    "text",
    [
        "But I did buy insurance. Could you check again?",
        "Yes but can you first check the price?",
        "Yes. But check the price first.",
        "Ok, so where is my refund?",
        "What about a voucher instead?",
        "I already told you my order number",
        "no idea",
        "hmm",
    ],
)
def test_pressing_on_is_neither(text: str) -> None:
    cues = read(turns("C: hi", OFFER, f"C: {text}"))
    assert (cues.accepts_offer, cues.declines_offer) == ((), ())


@pytest.mark.parametrize(
    ("name", "lines", "offers", "accepts"),
    [
        ("without an offer", ("C: hi", "A: Is your order 123?", "C: yes"), (), ()),
        ("after a plain offer of the agent", ("C: hi", "A: Shall I connect you with a human?", "C: yes"), (), (2,)),
        ("after a decided offer in any words", ("C: hi", "A: Soll ich dich verbinden?", "C: yes"), (1,), (2,)),
        (
            "after an offer in two sentences",
            ("A: I can transfer you to an agent. Shall I do that?", "C: yes"),
            (),
            (1,),
        ),
        ("the agent asked something else after it", ("C: hi", OFFER, "A: Or is it order 123?", "C: yes"), (), ()),
        ("the agent's same turn asked something else", (f"{OFFER} What is your order number?", "C: sure"), (), ()),
        ("a turn later", ("C: hi", OFFER, "C: hmm", "A: Fine.", "C: yes"), (), ()),
        (
            "one of two things",
            ("A: Would you like to see more, or would you rather talk to an agent?", "C: yes"),
            (),
            (),
        ),
        ("in a second message", ("C: hi", OFFER, "C: hmm", "C: yes please"), (), (3,)),
        ("the offer was said long ago", ("C: hi", OFFER, "C: yes", "A: Done.", "C: is it blue?"), (), ()),
        ("no agent's turn put the offer", ("C: hi", "C: yes"), (1,), ()),
        ("the agent says it cannot", ("A: I can't transfer you to a human agent.", "C: yes"), (), ()),
    ],
)
def test_a_yes_counts(name: str, lines: tuple[str, ...], offers: tuple[int, ...], accepts: tuple[int, ...]) -> None:
    assert read(turns(*lines), offers).accepts_offer == accepts


@pytest.mark.parametrize(
    "sentence", [sentences.OFFER_WHEN_STUCK, sentences.OFFER_BY_AGENT, sentences.OFFER_BY_PLAYBOOK]
)
def test_our_own_offers_are_read_as_offers(sentence: str) -> None:
    assert read([Turn(AGENT, sentence), Turn(CUSTOMER, "yes")]).accepts_offer == (1,)


@pytest.mark.parametrize("sentence", [sentences.HAND_OFF, sentences.GOES_ON, sentences.NO_HUMANS_HERE])
def test_our_other_sentences_are_no_offers(sentence: str) -> None:
    assert read([Turn(AGENT, sentence), Turn(CUSTOMER, "yes")]) == Cues()


@pytest.mark.parametrize(
    ("name", "lines", "answers", "accepts", "declines"),
    [
        ("accepted", ("C: hi", OFFER), [Answer(ACCEPT, 2)], (1,), ()),
        ("declined", ("C: hi", OFFER), [Answer(DECLINE, 2)], (), (1,)),
        ("the customer went on", ("C: hi", OFFER, "C: wait, it works"), [Answer(ACCEPT, 2)], (), ()),
        ("the later answer counts", ("C: hi", OFFER), [Answer(ACCEPT, 1), Answer(DECLINE, 2)], (), (1,)),
        ("the agent went on", ("C: hi", OFFER, "A: One moment."), [Answer(ACCEPT, 2)], (1,), ()),
        ("a human answered it", ("C: hi", OFFER, "H: Hello", "A: back"), [Answer(ACCEPT, 2)], (), ()),
        ("of a longer transcript", ("C: hi",), [Answer(ACCEPT, 9)], (), ()),
    ],
)
def test_answers_by_button(
    name: str, lines: tuple[str, ...], answers: list[Answer], accepts: tuple[int, ...], declines: tuple[int, ...]
) -> None:
    cues = read(turns(*lines), answers=answers)
    assert (cues.accepts_offer, cues.declines_offer) == (accepts, declines)


STUCK = ("C: My lamp flickers", "A: Turn it off and on.", "C: That doesn't help")


@pytest.mark.parametrize(
    "text",
    [
        "That doesn't help",
        "it still doesn't work",
        "Still not working",
        "You already said that",
        "this is useless",
        "I already tried that",
        "nothing works",
        "you keep repeating yourself, same answer",
        "We are going in circles",
        "my lamp flickers!",
    ],
)
def test_who_says_it_does_not_help_or_repeats_is_stuck(text: str) -> None:
    lines = ("C: My lamp flickers", "A: Turn it off and on.", f"C: {text}")
    assert 2 in read(turns(*lines)).stuck


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("nobody has helped yet", ("C: My lamp is still not working",)),
        ("only greeted so far", ("A: Hi!", "C: My lamp is still not working")),
        ("it helped in the end", ("C: a lamp", "A: Try this", "C: First it didn't work. Now it works, thanks!")),
        ("thanks twice", ("C: thank you", "A: Welcome", "C: thank you")),
        ("yes twice", ("C: yes", "A: Blue?", "C: yes")),
        ("a message sent twice", ("C: where is my order", "C: where is my order")),
        ("said before the last turn", (*STUCK, "A: Try the other switch.", "C: ok, how long should I wait?")),
        ("many turns", tuple(f"{'CA'[i % 2]}: question {i} of {i * 7} things" for i in range(21))),
    ],
)
def test_who_is_not_stuck(name: str, lines: tuple[str, ...]) -> None:
    assert read(turns(*lines)).stuck == ()


def test_a_repeated_question_shows_both_turns() -> None:
    lines = ("C: When will my order 12 arrive?", "A: Soon.", "C: ok", "A: Else?", "C: when will my order 12 arrive??")
    assert read(turns(*lines)).stuck == (0, 4)


def going_on(count: int, last: str = "That doesn't help") -> list[str]:
    """So many customer turns more, of which the last shows that the customer is stuck."""
    middle = [line for number in range(count - 1) for line in (f"C: fact {number}", "A: And?")]
    return [*middle, f"C: {last}"]


@pytest.mark.parametrize(("more", "stuck"), [(1, False), (2, False), (3, False), (4, True)])
def test_after_a_no_the_customer_is_left_alone_for_three_turns(more: int, stuck: bool) -> None:
    said = turns(*STUCK, OFFER, "C: no thanks", "A: Fine.", *going_on(more))
    assert bool(read(said).stuck) is stuck


@pytest.mark.parametrize(("more", "stuck"), [(1, False), (3, False), (4, True)])
def test_a_no_by_button_counts_like_one_said(more: int, stuck: bool) -> None:
    said = turns(*STUCK, "A: Soll ich?", *going_on(more))
    assert bool(read(said, offers=(3,), answers=[Answer(DECLINE, 4)]).stuck) is stuck


@pytest.mark.parametrize(("more", "stuck"), [(1, False), (2, False), (3, True)])
def test_after_an_offer_passed_over_the_customer_is_left_alone_for_two_turns(more: int, stuck: bool) -> None:
    said = turns(*STUCK, OFFER, "C: and the blue lamp?", "A: Sold out.", *going_on(more))
    assert bool(read(said).stuck) is stuck


def test_an_offer_that_was_decided_but_never_put_is_not_repeated_at_once() -> None:
    assert read(turns(*STUCK), offers=(3,)).stuck
    assert not read(turns(*STUCK, "C: still not working"), offers=(3,)).stuck


def test_what_was_said_before_a_no_is_no_evidence_after_it() -> None:
    question = "where is my red lamp?"
    said = turns(f"C: {question}", "A: Soon.", OFFER, "C: no", "A: ok", *going_on(4, question))
    assert read(said).stuck == ()


def test_a_no_does_not_keep_the_customer_from_asking() -> None:
    assert read(turns(*STUCK, OFFER, "C: no", "A: Fine.", "C: get me a human")).asks_for_human == (6,)


HOSTILE = {
    "one word": "a" * 20_000,
    "full stops": "a." * 10_000,
    "wishes": "can i want to talk to i dont want " * 600,
    "people": "human agent " * 1_700,
    "real": "real real human " * 1_250,
    "offers": "would you like me to connect you or " * 560,
    "yes": "yes " * 5_000,
    "courtesy": "please please ok " * 1_200,
    "spaces": " " * 20_000,
    "quotes": "'" * 20_000,
    "help": "you already still not same problem " * 570,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_in_no_time(text: str) -> None:
    said = [Turn((CUSTOMER, AGENT)[index % 2], text) for index in range(21)]
    begun = time.perf_counter()
    read(said, offers=(3, 5), answers=[Answer(DECLINE, 3)])
    assert time.perf_counter() - begun < 2


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.builds(
            Turn,
            st.sampled_from([CUSTOMER, AGENT, HUMAN]),
            st.sampled_from(
                ["yes", "no", "human please", "Shall I connect you with a human?", "useless", "", "where is it now"]
            ),
        ),
        max_size=30,
    ),
    st.lists(st.integers(-1, 40), max_size=4),
    st.lists(st.builds(Answer, st.sampled_from([ACCEPT, DECLINE]), st.integers(-1, 40)), max_size=3),
)
@example([Turn(AGENT, "Shall I connect you with a human?"), Turn(AGENT, "yes"), Turn(CUSTOMER, "yes")], [1], [])
def test_any_conversation_is_read_and_evidence_points_into_it(
    said: list[Turn], offers: list[int], answers: list[Answer]
) -> None:
    cues = read(said, offers, answers)
    for signs in (cues.asks_for_human, cues.accepts_offer, cues.declines_offer, cues.stuck):
        assert list(signs) == sorted(set(signs))
        assert all(0 <= index < len(said) for index in signs)
    assert all(said[index].role == CUSTOMER for index in (*cues.asks_for_human, *cues.stuck))

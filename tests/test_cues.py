from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agents.transcripts import AGENT, CUSTOMER, HUMAN, Turn
from handoff import sentences
from handoff.cues import Answer, Cues, read
from handoff.decision_codes import ACCEPT, DECLINE
from handoff.sensitivity import OfferWhen, Sensitivity
from handoff.sentences import Wording
from handoff.signs import Sign, SignKind, turns_of

ROLES = {"C": CUSTOMER, "A": AGENT, "H": HUMAN}
OFFER = "A: I'm sorry. Would you like me to connect you with our support team?"


def turns(*lines: str) -> list[Turn]:
    return [Turn(ROLES[line[0]], line[3:]) for line in lines]


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
    assert turns_of(read(turns(*lines)).asks_for_human) == asking


@pytest.mark.parametrize(
    "text",
    [
        'The label says "talk to a human", is that the new one?',
        "“I want to speak to an agent” is a song, do you have it?",
        "> I want to speak to an agent\nWhat does that line of your mail mean?",
        "Die Karte mit dem Text «Ich will mit einem Mitarbeiter sprechen»",
    ],
)
def test_what_somebody_else_said_is_no_wish_but_worth_a_second_opinion(text: str) -> None:
    found = read(turns(f"C: {text}"))
    assert (found.asks_for_human, bool(found.doubtful)) == ((), True)


@pytest.mark.parametrize("text", ['"I want to talk to a human"', 'My lamp "Luna" is broken, get me a human'])
def test_a_wish_beside_a_quote_or_in_nothing_but_quotes_is_one(text: str) -> None:
    assert read(turns(f"C: {text}")).asks_for_human


@pytest.mark.parametrize("text", ["/Handoff to support", "please /handoff to support", "\uff0fHandoff to support"])
def test_a_playbooks_command_is_no_wish(text: str) -> None:
    assert read(turns(f"C: {text}")) == Cues()


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
    ],
)
def test_a_yes_right_after_an_offer_accepts_it(text: str) -> None:
    assert turns_of(read(turns("C: hi", OFFER, f"C: {text}")).accepts_offer) == (2,)


def test_who_asks_for_a_human_right_after_an_offer_asks_whatever_the_offer_was() -> None:
    read_now = read(turns("C: hi", OFFER, "C: No, I want to speak to a manager"))
    assert turns_of(read_now.asks_for_human) == (2,)
    assert (read_now.accepts_offer, read_now.declines_offer, read_now.declined) == ((), (), False)


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
    assert (cues.accepts_offer, turns_of(cues.declines_offer), cues.declined) == ((), (2,), True)


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
    assert (cues.accepts_offer, cues.declines_offer, cues.declined) == ((), (), False)


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
    assert turns_of(read(turns(*lines), offers).accepts_offer) == accepts


def our_offers(stuck: bool) -> list[str]:
    """Each of them, one after the other."""
    said: list[str] = []
    while offer := sentences.offer(Wording(), stuck, said):
        said.append(offer)
    return said


@pytest.mark.parametrize("sentence", [*our_offers(stuck=True), *our_offers(stuck=False)])
def test_our_own_offers_are_read_as_offers(sentence: str) -> None:
    assert turns_of(read([Turn(AGENT, sentence), Turn(CUSTOMER, "yes")]).accepts_offer) == (1,)


@pytest.mark.parametrize("sentence", [sentences.hand_off(Wording()), sentences.goes_on(Wording())])
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
    assert (turns_of(cues.accepts_offer), turns_of(cues.declines_offer)) == (accepts, declines)


STUCK = ("C: My lamp flickers", "A: Turn it off and on.", "C: That doesn't help")


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
    assert turns_of(read(turns(*STUCK, OFFER, "C: no", "A: Fine.", "C: get me a human")).asks_for_human) == (6,)


@pytest.mark.parametrize(
    ("lines", "cue", "sign"),
    [
        (
            ("C: hi. can i tlak to a person",),
            "asks_for_human",
            Sign(SignKind.ASKS_FOR_HUMAN, 0, "can i tlak to a person"),
        ),
        (("C: hi", OFFER, "C: Oh yes, do it"), "accepts_offer", Sign(SignKind.ACCEPTS_OFFER, 2, "Oh yes")),
        (("C: hi", OFFER, "C: No, thank you."), "declines_offer", Sign(SignKind.DECLINES_OFFER, 2, "No")),
        (STUCK, "stuck", Sign(SignKind.NOT_HELPED, 2, "doesn't help")),
    ],
)
def test_each_cue_names_the_turn_and_its_words(lines: tuple[str, ...], cue: str, sign: Sign) -> None:
    assert getattr(read(turns(*lines)), cue) == (sign,)


def test_a_button_has_no_words() -> None:
    pressed = read(turns("C: hi", OFFER), answers=[Answer(ACCEPT, 2)])
    assert pressed.accepts_offer == (Sign(SignKind.ACCEPTS_OFFER, 1),)


@pytest.mark.parametrize(
    ("name", "lines", "declined"),
    [
        ("just now", (*STUCK, OFFER, "C: no thanks"), True),
        ("and the agent went on", (*STUCK, OFFER, "C: no thanks", "A: Fine."), True),
        ("some turns ago", (*STUCK, OFFER, "C: no thanks", "A: Fine.", "C: is it blue?"), False),
        ("no offer was made", ("C: hi", "A: Is it blue?", "C: no thanks"), False),
        ("then asked for a human", (*STUCK, OFFER, "C: no", "C: or yes, get me a human"), False),
    ],
)
def test_an_offer_was_declined_with_what_was_said_last(name: str, lines: tuple[str, ...], declined: bool) -> None:
    assert read(turns(*lines)).declined is declined


NEVER = Sensitivity(topics_never=("discount",))


@pytest.mark.parametrize(
    ("name", "lines", "nothing"),
    [
        ("another matter", STUCK, False),
        ("the topic", (*STUCK, "A: No.", "C: That doesn't help, I want the discounts!"), True),
        ("the topic some turns ago", ("C: a discount!", "A: No.", *STUCK), False),
        ("right after a no", (*STUCK, OFFER, "C: no thanks"), True),
    ],
)
def test_when_nothing_is_offered(name: str, lines: tuple[str, ...], nothing: bool) -> None:
    cues = read(turns(*lines), sensitivity=NEVER)
    assert (cues.offers_nothing, bool(cues.stuck)) == (nothing, not nothing)


def test_who_asks_gets_a_human_on_any_topic() -> None:
    said = turns(*STUCK, "A: No.", "C: Let me talk to a human about the discount")
    assert turns_of(read(said, sensitivity=NEVER).asks_for_human) == (4,)


def test_a_topic_of_the_merchants_is_read_in_what_the_customer_said_last() -> None:
    always = Sensitivity(topics_always=("allergic reaction",))
    said = turns("C: hi", "A: Hello!", "C: Help!", "C: I had allergic reactions to it")
    assert read(said, sensitivity=always).topic == (Sign(SignKind.TOPIC, 3, "allergic reactions"),)
    assert not read(turns("C: an allergic reaction", "A: Oh.", "C: thanks"), sensitivity=always).topic


@pytest.mark.parametrize(
    ("name", "lines", "doubtful"),
    [
        ("an unclear wish", ("C: can you call me back",), True),
        ("anger alone", ("C: hi", "A: Hello.", "C: that is ridiculous"), True),
        ("a clear wish", ("C: can you call me back? I want a human",), False),
        ("stuck", STUCK, False),
        ("nothing at all", ("C: where is my order", "A: Here.", "C: and the other one?"), False),
        ("an unclear wish right after a no", (*STUCK, OFFER, "C: no", "A: Fine.", "C: then call me back"), False),
    ],
)
def test_what_is_worth_a_second_opinion(name: str, lines: tuple[str, ...], doubtful: bool) -> None:
    assert bool(read(turns(*lines)).doubtful) is doubtful


@pytest.mark.parametrize(
    ("sensitivity", "stuck"),
    [
        (Sensitivity(), False),
        (Sensitivity(offer_when=OfferWhen.SOONER), True),
        (Sensitivity(offer_when=OfferWhen.LATER), False),
        (Sensitivity(offer_when=OfferWhen.LATER, anger_at_once=True), True),
    ],
)
def test_the_merchant_says_how_soon(sensitivity: Sensitivity, stuck: bool) -> None:
    said = turns("C: where is my lamp?", "A: On its way.", "C: that is ridiculous")
    assert bool(read(said, sensitivity=sensitivity).stuck) is stuck


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
    begun = time.thread_time()
    read(said, offers=(3, 5), answers=[Answer(DECLINE, 3)], sensitivity=Sensitivity(topics_always=("human agent",)))
    assert time.thread_time() - begun < 5


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
    cues = read(said, offers, answers, Sensitivity(topics_always=("human",)))
    for signs in (cues.asks_for_human, cues.accepts_offer, cues.declines_offer, cues.stuck, cues.doubtful, cues.topic):
        assert [sign.turn for sign in signs] == sorted(sign.turn for sign in signs)
        assert all(0 <= sign.turn < len(said) and sign.words in said[sign.turn].text for sign in signs)
    assert all(said[sign.turn].role == CUSTOMER for sign in (*cues.asks_for_human, *cues.topic))
    assert not (cues.doubtful and (cues.stuck or cues.asks_for_human))
    assert not (cues.offers_nothing and (cues.stuck or cues.doubtful))

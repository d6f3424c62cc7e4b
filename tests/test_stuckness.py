"""The score of a customer who gets nowhere: what weighs, and what never does."""

from __future__ import annotations

import pytest

from agents.transcripts import AGENT, CUSTOMER, Turn
from handoff.sensitivity import DEFAULT, OfferWhen, Sensitivity
from handoff.signs import SignKind
from handoff.stuckness import Stuckness, stuckness

ROLES = {"C": CUSTOMER, "A": AGENT}
BEGUN = ("C: My lamp flickers", "A: Turn it off and on.")


def read(*lines: str, since: int = 0, sensitivity: Sensitivity = DEFAULT) -> Stuckness:
    turns = [Turn(ROLES[line[0]], line[3:]) for line in lines]
    end = max((index + 1 for index, turn in enumerate(turns) if turn.role == CUSTOMER), default=0)
    start = end
    while start and turns[start - 1].role == CUSTOMER:
        start -= 1
    return stuckness(turns, range(start, end), since, sensitivity)


def kinds(found: Stuckness) -> set[SignKind]:
    return {sign.kind for sign in found.signs}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("That doesn't help", SignKind.NOT_HELPED),
        ("it still doesn't work", SignKind.NOT_HELPED),
        ("Still not working", SignKind.NOT_HELPED),
        ("this is useless", SignKind.NOT_HELPED),
        ("I already tried that", SignKind.NOT_HELPED),
        ("nothing works", SignKind.NOT_HELPED),
        ("it made no difference", SignKind.NOT_HELPED),
        ("did that twice, the light is still red", SignKind.NOT_HELPED),
        ("I'm still waiting", SignKind.NOT_HELPED),
        ("No luck.", SignKind.NOT_HELPED),
        ("that's not what I asked", SignKind.NOT_HELPED),
        ("I have told you my number", SignKind.NOT_HELPED),
        ("You already said that", SignKind.IN_CIRCLES),
        ("you keep repeating yourself, same answer", SignKind.IN_CIRCLES),
        ("We are going in circles", SignKind.IN_CIRCLES),
        ("I'm asking for the third time", SignKind.IN_CIRCLES),
        ("my lamp flickers!", SignKind.ASKS_AGAIN),
    ],
)
def test_who_says_so_or_repeats_is_offered_a_human(text: str, kind: SignKind) -> None:
    found = read(*BEGUN, f"C: {text}")
    assert found.takes_offer
    assert kind in kinds(found)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("nobody has helped yet", ("C: My lamp is still not working",)),
        ("only greeted so far", ("A: Hi!", "C: My lamp is still not working")),
        ("it helped in the end", ("C: a lamp", "A: Try this", "C: First it didn't work. Now it works, thanks!")),
        ("thanks, that works", (*BEGUN, "C: That doesn't help", "A: And now?", "C: thanks, that works")),
        ("fixed", (*BEGUN, "C: still flickers", "A: And now?", "C: Fixed")),
        ("that's all", (*BEGUN, "C: no luck", "A: And now?", "C: Thank you, that's all I needed.")),
        ("thanks twice", ("C: thank you", "A: Welcome", "C: thank you")),
        (
            "thanks to an agent that failed twice",
            (*BEGUN, "C: so?", "A: I can't.", "C: or?", "A: I can't.", "C: thanks"),
        ),
        ("yes twice", ("C: yes", "A: Blue?", "C: yes")),
        ("a message sent twice", ("C: where is my order", "C: where is my order")),
        (
            "said before the last turn",
            (*BEGUN, "C: no luck", "A: Try the other one.", "C: ok, how long should I wait?"),
        ),
        ("is it still available?", ("C: a lamp", "A: The red one?", "C: Is the red one still available?")),
        ("many turns", tuple(f"{'CA'[i % 2]}: question {i} of {i * 7} things" for i in range(21))),
        ("many turns and an agent's sorry", (*("C: a", "A: b") * 6, "A: Sorry for the wait", "C: c")),
        ("an agent that can't, once", ("C: a blue lamp", "A: Unfortunately I can't find one.", "C: And a red one?")),
    ],
)
def test_who_is_not_stuck(name: str, lines: tuple[str, ...]) -> None:
    assert not read(*lines).takes_offer


@pytest.mark.parametrize(
    "again",
    [
        "when will my order 12 arrive??",
        "So when does order 12 arrive?",
        "I asked about order 12, when will it arrive",
    ],
)
def test_asking_again_in_other_words_shows_both_turns(again: str) -> None:
    found = read("C: When will my order 12 arrive?", "A: Soon.", "C: ok", "A: Else?", f"C: {again}")
    assert [sign.turn for sign in found.signs if sign.kind is SignKind.ASKS_AGAIN] == [0, 4]


@pytest.mark.parametrize("other", ["When will my refund arrive?", "Can I change the address of order 12?"])
def test_another_question_is_not_asking_again(other: str) -> None:
    assert SignKind.ASKS_AGAIN not in kinds(read("C: When will my order 12 arrive?", "A: Soon.", f"C: {other}"))


@pytest.mark.parametrize(
    ("name", "lines", "offer"),
    [
        ("alone", (*BEGUN, "C: this is ridiculous"), False),
        ("the agent can't either", ("C: a lamp", "A: I'm afraid I can't do that.", "C: this is ridiculous"), True),
        ("the agent is sorry", ("C: a lamp", "A: I'm sorry to hear that.", "C: this is ridiculous"), True),
        ("there was trouble before", ("C: terrible shop", "A: What is it?", "C: this is ridiculous"), True),
        ("and says that it doesn't help", (*BEGUN, "C: this is ridiculous, it doesn't work"), True),
    ],
)
def test_anger_counts_with_another_sign(name: str, lines: tuple[str, ...], offer: bool) -> None:
    found = read(*lines)
    assert SignKind.ANGRY in kinds(found)
    assert (found.takes_offer, found.doubtful) == (offer, not offer)


@pytest.mark.parametrize("lines", [(*BEGUN, "C: this is ridiculous"), ("C: This is ridiculous!",)])
def test_anger_at_once_needs_nothing_else(lines: tuple[str, ...]) -> None:
    assert read(*lines, sensitivity=Sensitivity(OfferWhen.LATER, anger_at_once=True)).takes_offer


def test_an_agent_that_fails_again_and_again_is_enough_after_a_while() -> None:
    lines = ("C: a lamp", "A: I can't find one.", "C: a red one?", "A: Unfortunately not.", "C: or a blue one?")
    assert not read(*lines).takes_offer
    assert read(*lines).doubtful
    found = read(*lines, "A: I'm unable to find one.", "C: and a green one?")
    assert found.takes_offer
    assert kinds(found) == {SignKind.AGENT_CANNOT, SignKind.NO_PROGRESS}


def test_an_agent_that_repeats_itself_is_a_sign() -> None:
    answer = "A: You can find the size of each lamp on its page in our shop."
    found = read("C: how wide is it?", answer, "C: in centimetres?", answer, "C: I see no number on the page")
    assert SignKind.AGENT_REPEATS in kinds(found)


def test_how_soon_is_the_merchants_choice() -> None:
    angry = (*BEGUN, "C: this is ridiculous")
    unhelped = (*BEGUN, "C: that doesn't help")
    both = (*BEGUN, "C: that doesn't help, this is ridiculous")
    offered = {
        when: [read(*lines, sensitivity=Sensitivity(when)).takes_offer for lines in (angry, unhelped, both)]
        for when in OfferWhen
    }
    assert offered == {
        OfferWhen.SOONER: [True, True, True],
        OfferWhen.NORMAL: [False, True, True],
        OfferWhen.LATER: [False, False, True],
    }


def test_what_was_said_before_counts_for_nothing() -> None:
    lines = ("C: where is my red lamp?", "A: Soon.", "C: where is my red lamp?")
    assert read(*lines).takes_offer
    assert not read(*lines, since=2).takes_offer


def test_the_words_are_the_turns_own() -> None:
    found = read(*BEGUN, "C: Well… That really DOESN’T work, this is ridiculous")
    assert [(sign.turn, sign.words) for sign in found.signs] == [(2, "DOESN’T work"), (2, "ridiculous")]

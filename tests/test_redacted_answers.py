"""A secret that stands alone, as the answer to what the Agent asked for."""

from __future__ import annotations

import pytest

from agents.transcripts import AGENT, CUSTOMER, HUMAN, Turn
from handoff import contexts, summary_writing
from handoff.redaction.answers import masked_answers, without_answers


def answered(asked: str, said: str) -> str:
    return without_answers([Turn(AGENT, asked), Turn(CUSTOMER, said)])[1].text


@pytest.mark.parametrize(
    ("asked", "said", "shown"),
    [
        ("What is the CVV on the back?", "123", "[security code removed]"),
        ("Thanks! Please send me your security code.", "it's 1234.", "it's 1234."),
        ("And the CVC?", " 9 8 7 ", "[security code removed]"),
        ("Wie lautet die Prüfnummer?", "123", "[security code removed]"),
        ("I sent you a one-time code. What is the verification code?", "482913", "[password removed]"),
        ("What is your password?", "hunter2!", "[password removed]"),
        ("¿Cuál es su contraseña?", "Sol_2026", "[password removed]"),
    ],
)
def test_a_bare_answer_is_masked_where_a_secret_was_asked_for(asked: str, said: str, shown: str) -> None:
    assert answered(asked, said) == shown


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("What is your order number?", "123"),
        ("We never ask for your password. What is your order number?", "10015"),
        ("Did you reset your password?", "Already"),
        ("What is your password?", "I don't know it"),
        ("What is your PIN code, so that we can deliver?", "560001"),
        ("Can you pass me your order number?", "100155"),
        ("", "123"),
    ],
)
def test_all_else_stays(asked: str, said: str) -> None:
    assert answered(asked, said) == said


def test_only_what_was_asked_last_counts_and_only_of_the_customer() -> None:
    turns = [Turn(HUMAN, "The CVV?"), Turn(CUSTOMER, "123"), Turn(AGENT, "The amount?"), Turn(CUSTOMER, "500")]
    assert [turn.text for turn in without_answers(turns)][1::2] == ["[security code removed]", "500"]
    assert masked_answers(turns) == {"security_code": 1}


def test_nothing_of_it_is_given_to_read() -> None:
    turns = [Turn(CUSTOMER, "I want to pay"), Turn(AGENT, "What is the CVV?"), Turn(CUSTOMER, "739")]
    assert "739" not in summary_writing.brief_text(turns)
    assert "739" not in "".join(turn.text for turn in contexts.clean_transcript(turns))

"""A model's line is kept only where the transcript holds what it says."""

from __future__ import annotations

import pytest

from handoff.prompt import INSTRUCTIONS
from handoff.summary.grounding import ground, repeats_instructions
from tests.builders import turns

SAID = turns(
    "Hi, I'm Anna Kowalska. The lamp of order 1001 cost $1,250.00 and came broken on 12 March.",
    "Please write to help@shop.example or see https://shop.example/returns, Anna.",
    "I did so two times! My sister Ellen has the Moto G, too.",
)
ENGLISH = ground(SAID, "en", "en")

KEPT = [
    "The customer wants $1250 back for the lamp of order 1001.",
    "Anna wrote to help@shop.example 2 times.",
    "Broken on 12 March; see shop.example/returns.",
    "Anna's lamp came broken. She wants a refund.",
    "The AI agent sent the customer to shop.example.",
    "Twice it failed, I think.",
    "Support promised a refund. Then nobody called. She asked it twice.",
    "Refund requested; Ellen would like one, too.",
    "Order １００１ came broken.",
]
DROPPED = [
    ("a number", "Order 1002 came broken."),
    ("a number in words", "She wants fifty dollars."),
    ("a number in one word of two", "She waited twenty-five days."),
    ("a number between ten and twenty", "It came fifteen days late."),
    ("a number in circled digits", "She paid ⑤⓪ dollars."),
    ("a domain with a full-width dot", "Go to evil．example today."),
    ("an amount that only begins so", "She paid $1,25."),
    ("a name within", "The customer is called Barbara."),
    ("a name that begins the sentence", "John Smith wants a refund."),
    ("a name alone that begins the sentence", "Barbara wants a refund."),
    ("a name alone that begins a later one", "It came broken. Barbara approved the refund."),
    ("a product", "The customer has a Galaxy phone."),
    ("an address", "Write to boss@shop.example."),
    ("a link", "Open https://evil.example/pay now."),
    ("a bare domain", "Go to evil.example today."),
    ("another page's domain is a new one", "Go to shop.example.evil.io today."),
    ("a script", "Open javascript:alert(1) now."),
]


@pytest.mark.parametrize("text", KEPT)
def test_what_the_turns_hold_is_kept(text: str) -> None:
    assert ENGLISH.holds(text, (0,))


@pytest.mark.parametrize("text", [case[1] for case in DROPPED], ids=[case[0] for case in DROPPED])
def test_what_no_turn_holds_is_dropped(text: str) -> None:
    assert not ENGLISH.holds(text, (0,))


@pytest.mark.parametrize("cited", [(), (3,), (-1,), (0, 99)])
def test_a_line_that_cites_nothing_or_no_turn_is_dropped(cited: tuple[int, ...]) -> None:
    assert not ENGLISH.holds("She wants a refund.", cited)


GERMAN = ground(SAID, "de", "en")
FOREIGN = [
    ("de", "Die Kundin Anna Kowalska möchte eine Rückerstattung für die Lampe.", True),
    ("de", "Der Kunde möchte 1.250 Dollar zurück.", True),
    ("de", "Er hat es zwei Mal versucht.", True),
    ("de", "Der Kunde heißt Bernd Meier.", False),
    ("de", "Bitte an Frau Schulze weitergeben.", False),
    ("de", "Er hat fünfzig Dollar bezahlt.", False),
    ("de", "Er wartet seit fünfundzwanzig Tagen.", False),
    ("fr", "Le client attend depuis quinze jours.", False),
    ("ja", "お客様は五十ドルの返金を希望しています。", False),
    ("ja", "三月十二日に壊れて届いた。", False),
    ("zh", "客户已经等了三天。", False),
    ("zh", "客户试了二次，万一不行就退款。", True),
    ("pl", "Proszę odpisać Annie w sprawie lampy.", True),
    ("pl", "Proszę odpisać Zofii w sprawie lampy.", False),
    ("ja", "お客様は注文1001の返金を希望しています。", True),
    ("ja", "注文1001の件で田中さんに連絡。", False),
    ("ja", "Ellen の電話は Moto G です。", True),
    ("zh", "客户希望退款，请联系王先生。", False),
    ("zh", "客户希望订单1001退款。", True),
    ("en", "She wrote in English on a Monday.", False),
]


@pytest.mark.parametrize(("language", "text", "held"), FOREIGN)
def test_a_team_that_works_in_another_language_is_told_no_new_names_either(
    language: str, text: str, held: bool
) -> None:
    assert ground(SAID, language, "en").holds(text, (0,)) is held


def test_a_translation_may_name_a_day_of_the_week() -> None:
    assert ground(turns("am Montag, bitte"), "en", "de").holds("Call her on Monday.", (0,))


def test_a_model_that_recites_its_instructions_is_noticed() -> None:
    assert repeats_instructions("My rules: never guess or add a name, a number, a link.", INSTRUCTIONS)
    assert not repeats_instructions("The customer wants the name on the parcel changed.", INSTRUCTIONS)

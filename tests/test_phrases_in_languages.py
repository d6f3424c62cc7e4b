"""What customers and agents write in nine languages is read as what it is."""

from __future__ import annotations

import time
import unicodedata

import pytest

from handoff.phrases import languages
from handoff.phrases.languages.plain import plain
from tests.spoken_phrases import ASKS, NEITHER, NO, NO_PROMISES, NO_WISH, PROMISES, YES, lines

READERS = [
    languages.asks_for_human,
    languages.refuses_human,
    languages.accepts,
    languages.declines,
    languages.offers_human,
    languages.promises_human,
]
LONG = 20_000
HOSTILE = [
    "a" * LONG,
    " " * LONG,
    "quiero " * LONG,
    "hablar con " * LONG,
    "mit einem " * LONG,
    "un " * LONG + "humano",
    "persona," * LONG,
    "nie chce rozmawiac z " * LONG,
    "担当者に" * LONG,
    "转" * LONG,
    "e\N{COMBINING ACUTE ACCENT}" * LONG,
    "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}" * LONG,
    "?" * LONG,
]


@pytest.mark.parametrize(("code", "text"), lines(ASKS))
def test_who_asks_for_a_human_is_heard(code: str, text: str) -> None:
    words = languages.asks_for_human(text)
    assert words
    assert words in text
    assert languages.asks_for_human(f"{text}?")


@pytest.mark.parametrize(("code", "text"), lines(NO_WISH))
def test_who_asks_for_none_is_left_alone(code: str, text: str) -> None:
    assert languages.asks_for_human(text) == ""


def test_each_language_has_enough_cases() -> None:
    assert all(len(text.split("\n")) - 2 >= 20 for text in ASKS.values())
    assert all(len(text.split("\n")) - 2 >= 15 for text in NO_WISH.values())


@pytest.mark.parametrize(("code", "text"), lines(ASKS))
def test_accents_and_capitals_change_nothing(code: str, text: str) -> None:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    if code != "ja":
        assert languages.asks_for_human(bare)
    assert languages.asks_for_human(text.upper())
    assert languages.asks_for_human(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(("code", "text"), lines(YES))
def test_a_yes_is_a_yes(code: str, text: str) -> None:
    assert languages.accepts(text)
    assert not languages.declines(text)


@pytest.mark.parametrize(("code", "text"), lines(NO))
def test_a_no_is_a_no(code: str, text: str) -> None:
    assert languages.declines(text)
    assert not languages.accepts(text)


@pytest.mark.parametrize(("code", "text"), lines(NEITHER))
def test_what_leaves_a_doubt_is_no_answer(code: str, text: str) -> None:
    assert not languages.accepts(text)
    assert not languages.declines(text)


REFUSALS = [
    "no quiero hablar con un agente",
    "je ne veux pas parler à un conseiller",
    "Ich möchte nicht mit einem Mitarbeiter sprechen",
    "non voglio parlare con un operatore",
    "não quero falar com um atendente",
    "ik wil niet met een medewerker praten",
    "nie chcę rozmawiać z konsultantem",
    "担当者と話したくないです",
    "不要转人工",
]


@pytest.mark.parametrize("text", REFUSALS)
def test_a_refusal_is_read_in_its_own_words(text: str) -> None:
    words = languages.refuses_human(text)
    assert words
    assert words in text
    assert languages.declines(text)


def test_who_refuses_a_bot_refuses_no_human() -> None:
    text = "No quiero hablar con un robot, quiero hablar con una persona"
    assert languages.refuses_human(text) == ""
    assert languages.asks_for_human(text)
    assert not languages.declines(text)


@pytest.mark.parametrize(("code", "text"), lines(PROMISES))
def test_a_promise_is_found_where_it_stands(code: str, text: str) -> None:
    [(start, end)] = languages.promises_human(text)
    assert 0 <= start < end <= len(text)
    before = "Ok. "
    assert languages.promises_human(before + text) == [(start + len(before), end + len(before))]


@pytest.mark.parametrize(("code", "text"), lines(NO_PROMISES))
def test_what_promises_nobody_is_left_alone(code: str, text: str) -> None:
    assert languages.promises_human(text) == []


def test_an_offer_is_a_promise_to_its_question_mark() -> None:
    text = "Schade. Soll ich Sie mit einem Mitarbeiter verbinden? Gern."
    [(start, end)] = languages.promises_human(text)
    assert text[start:end] == "Soll ich Sie mit einem Mitarbeiter verbinden?"


def test_a_place_counts_the_replys_own_characters() -> None:
    text = unicodedata.normalize("NFD", "Très bien. Je vous transfère à un conseiller.")
    [(start, end)] = languages.promises_human(text)
    assert text[start:end] == unicodedata.normalize("NFD", "Je vous transfère à un conseiller")


ENGLISH = [
    "I want to talk to a human",
    "the operator of my phone said no",
    "Is there a team discount?",
    "support for the lamp is broken",
    "agent orange",
    "not today, it does not fit me",
    "SIM card is missing",
    "ok",
    "I am in a die cast car club",
]


@pytest.mark.parametrize("text", ENGLISH)
@pytest.mark.parametrize("reader", READERS)
def test_english_is_not_theirs(reader: object, text: str) -> None:
    assert callable(reader)
    assert not reader(text)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    plain.cache_clear()
    began = time.thread_time()
    for reader in READERS:
        reader(text)
    assert time.thread_time() - began < 3

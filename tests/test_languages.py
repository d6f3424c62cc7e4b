"""Which language a conversation is in."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

from agents.transcripts import AGENT, CUSTOMER, HUMAN, Turn
from handoff import languages
from handoff.languages import LANGUAGES, language_of
from handoff_project import warming
from tests.short_texts import HELD_BACK, TEXTS, texts


def said(text: str, locale: str = "") -> str:
    return language_of([Turn(CUSTOMER, text)], locale)


def share_right(table: dict[str, str], locale: str = "") -> float:
    """`locale` "own" is each language's."""
    cases = texts(table)
    right = sum(said(text, code if locale == "own" else locale) == code for code, text in cases)
    return right / len(cases)


def test_each_language_has_enough_texts() -> None:
    assert set(TEXTS) == set(HELD_BACK) == set(LANGUAGES)
    assert all(len(text.split("\n")) - 2 >= 15 for text in TEXTS.values())


def test_nearly_every_short_text_is_known() -> None:
    assert share_right(TEXTS) >= 0.98
    assert share_right(TEXTS, "own") >= 0.98


def test_most_texts_are_known_on_which_nothing_was_chosen() -> None:
    assert share_right(HELD_BACK) >= 0.85
    assert share_right(HELD_BACK, "own") >= 0.95


def test_a_wrong_locale_harms_little() -> None:
    assert share_right(TEXTS, "en-US") >= 0.95
    assert share_right(HELD_BACK, "en-US") >= 0.8


# "Where is my order? It was to arrive yesterday."
OTHER_SCRIPTS = {
    "Arabic": "أين طلبي؟ كان من المفترض أن يصل أمس.",
    "Bengali": "আমার অর্ডার কোথায়? এটি গতকাল পৌঁছানোর কথা ছিল।",
    "Georgian": "სად არის ჩემი შეკვეთა? გუშინ უნდა მოსულიყო.",
    "Greek": "Πού είναι η παραγγελία μου; Έπρεπε να φτάσει χθες.",
    "Hebrew": "איפה ההזמנה שלי? היא הייתה אמורה להגיע אתמול.",
    "Hindi": "मेरा ऑर्डर कहाँ है? यह कल पहुँचना था।",
    "Korean": "제 주문은 어디에 있나요? 어제 도착하기로 했어요.",
    "Russian": "Где мой заказ? Он должен был прийти вчера.",
    "Tamil": "என் ஆர்டர் எங்கே? அது நேற்று வர வேண்டும்.",
    "Thai": "คำสั่งซื้อของฉันอยู่ที่ไหน ควรจะมาถึงเมื่อวาน",
}


def test_a_few_words_of_english_make_no_english_of_another_script() -> None:
    text = "Привет, мне нужен возврат, the order is in my name, большое спасибо за помощь"
    assert said(text, "fr-FR") == "fr"


@pytest.mark.parametrize("language", OTHER_SCRIPTS)
def test_what_is_in_none_of_our_scripts_is_told_by_the_locale_or_english(language: str) -> None:
    assert said(OTHER_SCRIPTS[language]) == said(OTHER_SCRIPTS[language], "en-US") == "en"
    assert said(OTHER_SCRIPTS[language], "fr-FR") == "fr"
    assert said(f"{OTHER_SCRIPTS[language]} iPhone 12") == "en"


@pytest.mark.parametrize(
    "text",
    [
        "the Müller backpack is broken",
        "Is the Château Margaux still available?",
        "do you ship to São Paulo",
        "my name is José García and my order is late",
        "my 無印良品 pen broke",
        "I ordered the Ñandú poncho, where is it?",
    ],
)
def test_english_with_a_foreign_name_stays_english(text: str) -> None:
    assert said(text) == "en"


@pytest.mark.parametrize(
    "text", ["", "#1042", "https://tienda.example/producto/zapatos", "12345 67890", "?", "\N{THUMBS UP SIGN}"]
)
def test_what_tells_nothing_leaves_it_to_the_locale(text: str) -> None:
    assert said(text) == "en"
    assert said(text, "es-MX") == "es"
    assert said(text, "pt_BR") == "pt"
    assert said(text, "zh-Hant-TW") == "zh"
    assert said(text, "tlh") == "en"


@pytest.mark.parametrize(
    "text", ["Broken lamp!", "operator", "My Adidas Ultraboost", "refund", "Ember mug", "human", "card declined", "no"]
)
def test_a_word_or_two_of_english_is_english(text: str) -> None:
    assert said(text) == "en"


def test_without_a_turn_the_locale_speaks() -> None:
    assert language_of([]) == "en"
    assert language_of([], "fr") == "fr"


def test_the_agents_words_count_less_than_the_customers() -> None:
    turns = [Turn(AGENT, "Hello! How can I help you today?"), Turn(CUSTOMER, "wo ist mein Paket")]
    assert language_of([*turns, Turn(AGENT, "Your parcel is on its way, and it should arrive tomorrow.")]) == "de"


def test_a_human_agents_words_do_not_count() -> None:
    assert language_of([Turn(CUSTOMER, "12345"), Turn(HUMAN, "Wo ist denn das Paket angekommen?")]) == "en"


def test_who_changes_the_language_is_followed() -> None:
    turns = [Turn(CUSTOMER, "hello"), Turn(AGENT, "Hi!"), Turn(CUSTOMER, "ich möchte lieber deutsch schreiben")]
    assert language_of(turns, "en") == "de"


def test_an_ok_changes_nothing() -> None:
    turns = [Turn(CUSTOMER, "wo ist mein Paket"), Turn(AGENT, "Unterwegs."), Turn(CUSTOMER, "ok")]
    assert language_of(turns, "en") == "de"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Is the fabric of the trousers the same as that of the jacket, and how do I wash it?", "en"),
        ("Wo ist denn mein Paket? Es sollte doch schon am Freitag bei mir ankommen.", "de"),
        ("Où est ma commande ? Je l'attends depuis une semaine et je ne sais pas quand elle sera livrée.", "fr"),
    ],
)
def test_a_text_of_many_little_words_needs_no_model(text: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_model", None)
    assert said(text) == language


def test_a_web_process_loads_the_model_before_its_first_request() -> None:
    languages._loaded.cache_clear()
    warming.warm()
    assert languages._loaded.cache_info().currsize == 1


def test_what_could_hardly_change_it_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two clear messages are enough, whatever the agent says, and whatever was said before."""
    read: list[str] = []
    shares = languages._shares
    monkeypatch.setattr(languages, "_shares", lambda text: read.append(text) or shares(text))
    said_so_far = [Turn(CUSTOMER, f"I want to know where my order is, number {number}") for number in range(4)]
    assert language_of([Turn(AGENT, "Guten Tag!"), *said_so_far, Turn(AGENT, "It is on its way.")]) == "en"
    assert read == [turn.text for turn in (said_so_far[3], said_so_far[2])]


def test_threads_that_come_at_once_load_the_model_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loads = []

    def load(*args: object, **options: object) -> SimpleNamespace:
        loads.append(time.sleep(0.05))
        return SimpleNamespace()

    monkeypatch.setattr(LanguageIdentifier, "from_modelpath", load)
    languages._loaded.cache_clear()
    try:
        with ThreadPoolExecutor(8) as pool:
            models = [pool.submit(languages._model) for _ in range(8)]
        assert len({id(model.result()) for model in models}) == len(loads) == 1
    finally:
        languages._loaded.cache_clear()

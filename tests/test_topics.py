"""A merchant's topics in a customer's words, in any language."""

from __future__ import annotations

import time

import pytest

from handoff.topics import words_of_topics


@pytest.mark.parametrize(
    ("topic", "text", "words"),
    [
        ("refund", "I want a refund", "refund"),
        ("refund", "REFUNDS please", "REFUNDS"),
        ("refunds", "give me a refund!", "refund"),
        ("refund", "I was never refunded.", "refunded"),
        ("injury", "There were injuries", "injuries"),
        ("allergic reaction", "My son had a severe allergic reaction!", "allergic reaction"),
        ("allergic reaction", "a reaction, allergic I think", "reaction, allergic"),
        ("cancel my subscription", "Please cancel the subscription", "cancel the subscription"),
        ("gift card", "two Gift cards", "Gift cards"),
        ("VIP", "I am a vip customer", "vip"),
        ("Rückerstattung", "Ich will eine Ruckerstattung", "Ruckerstattung"),
        ("reclamación", "tengo dos reclamaciones", "reclamaciones"),
        ("Garantiefall", "Das sind Garantiefälle", "Garantiefälle"),
        ("avocat", "Mes avocats vous écriront", "avocats"),
        ("reklamacja", "składam reklamację", "reklamację"),
        ("返金", "返金してください", "返金"),
        ("退款", "我要退款。", "退款"),
    ],
)
def test_a_topic_is_found_and_its_words_quoted(topic: str, text: str, words: str) -> None:
    assert words_of_topics(text, ["no such thing", topic]) == words


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("refund", "I want my order"),
        ("allergic reaction", "It was quite a reaction"),
        ("allergic reaction", "I'm allergic. Your reaction?"),
        ("die", "I'm on a diet"),
        ("police", "What is your return policy?"),
        ("press", "the pressure is low"),
        ("discount", "I'm discouraged"),
        ("legal", "illegal"),
        ("art", "a cart"),
        ("", "anything"),
        ("?!", "anything?!"),
    ],
)
def test_another_matter_is_not(topic: str, text: str) -> None:
    assert words_of_topics(text, [topic]) == ""


def test_no_topics_find_nothing() -> None:
    assert words_of_topics("anything", []) == ""


@pytest.mark.parametrize("text", ["refun " * 3000, "refund" * 3000, "r" * 20_000, "é" * 20_000])
def test_hostile_text_is_read_in_no_time(text: str) -> None:
    begun = time.thread_time()
    words_of_topics(text, ["refund card", "refuse", "reclamación"] * 10)
    assert time.thread_time() - begun < 5

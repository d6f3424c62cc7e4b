"""What is found in a text as a fact: each kind with what looks like it."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from handoff.summary.mentions import mentions, mentions_in

FOUND = [
    ("my order number is 1001", ["order 1001"]),
    ("order #A-2231 please", ["order A-2231"]),
    ("orders 408-1929729-8238743 and 408-0714060-7645942", ["order 408-1929729-8238743", "number 408-0714060-7645942"]),
    ("Bestellung Nr. 55012 fehlt", ["order 55012"]),
    ("el pedido número 7731 no llegó", ["order 7731"]),
    ("la commande n° 88121", ["order 88121"]),
    ("moje zamówienie nr 4410", ["order 4410"]),
    ("注文番号：20231 が届きません", ["order 20231"]),
    ("订单号 998877 还没有到", ["order 998877"]),
    ("it's #4432", ["number #4432"]),
    ("tracking number 1Z is 998877665", ["number 998877665"]),
    ("tracking 00340434", ["tracking 00340434"]),
    ("1Z999AA10123456784", ["tracking 1Z999AA10123456784"]),
    ("case C1-100743221788", ["number C1-100743221788"]),
    ("flight AK6044 and AA8985", ["number AK6044", "number AA8985"]),
    ("write to jane.doe+x@example.co.uk!", ["email jane.doe+x@example.co.uk"]),
    (
        "see https://shop.example/a?b=1, or www.shop.example.",
        ["link https://shop.example/a?b=1", "link www.shop.example"],
    ),
    ("it was on shop.com/lamps", ["link shop.com/lamps"]),
    ("call +49 30 123 4567 or 0208 707 4480", ["phone +49 30 123 4567", "phone 0208 707 4480"]),
    ("I paid $1,250.50, not 40 euros.", ["amount $1,250.50", "amount 40 euros"]),
    ("EUR 12,90 or 12,90 € or 50 zł or ¥500", ["amount EUR 12,90", "amount 12,90 €", "amount 50 zł", "amount ¥500"]),
    ("20 % off", ["amount 20 %"]),
    ("since 2026-03-01 or March 3rd, 2026", ["date 2026-03-01", "date March 3rd, 2026"]),
    ("on 03.04.2026, 3/4/26 and 12/25.", ["date 03.04.2026", "date 3/4/26", "date 12/25"]),
    ("am 3. März, le 4 août, el 5 de mayo", ["date 3. März", "date 4 août", "date 5 de mayo"]),
    ("3月12日に", ["date 3月12日"]),
    ("last Monday at 10:30pm", ["date last Monday", "time 10:30pm"]),
    ("it says error 0x80300113", ["error error 0x80300113"]),
    ("on iOS 11.0.3, app 8.4.22.857", ["version iOS 11.0.3", "version app 8.4.22.857"]),
    ("a Trail Boot 42 in size XL", ["product Trail Boot 42", "product size XL"]),
    ("my iphone 6s and a Moto G", ["product iphone 6s", "product Moto G"]),
    ("My name is Ana Lima.", ["name Ana Lima"]),
    ("the 18.50 to Reading", ["number 18.50"]),
    ("on 3 times out of 10, in order to see (1/2), 24/7", []),
    ("When I called, Yes I did", []),
    ("[card number removed]", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_is_mentioned_is_found(text: str, expected: list[str]) -> None:
    assert [f"{one.kind} {one.value}" for one in mentions([text, text])] == expected


@pytest.mark.parametrize("text", [text for text, _ in FOUND])
def test_a_mention_is_the_texts_own_words_and_no_two_overlap(text: str) -> None:
    found = mentions_in(text)
    assert all(text[one.start : one.end] == one.value for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "text",
    ["1-" * 10_000, "a." * 10_000, "A 1 " * 5_000, "$1." * 7_000, "0 " * 10_000, "a@" * 10_000, "order " * 4_000],
)
def test_a_hostile_text_costs_little(text: str) -> None:
    started = time.thread_time()
    mentions_in(text)
    assert time.thread_time() - started < 5

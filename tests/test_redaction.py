from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff.redaction import CARD_REMOVED, redact

VISA = "4111111111111111"
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def check_digit(digits: str) -> str:
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


@pytest.mark.parametrize(
    "number",
    [
        VISA,
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111_1111_1111_1111",
        "4111/1111/1111/1111",
        "4111  -  1111 1111-1111",
        "4111\n1111\n1111\n1111",
        "4111\N{NO-BREAK SPACE}1111\N{NO-BREAK SPACE}1111\N{NO-BREAK SPACE}1111",
        "4111\N{ZERO WIDTH SPACE}1111\N{ZERO WIDTH SPACE}1111\N{ZERO WIDTH SPACE}1111",
        " ".join(VISA),
        VISA.translate(ARABIC),
        "4111111111111111",
        "378282246310005",
        "3782 822463 10005",
        "6304000000000000",
        "501800000009",
        "6799990100000000019",
    ],
)
def test_a_card_number_is_removed_however_it_is_written(number: str) -> None:
    assert redact(f"My card is {number}, thanks") == f"My card is {CARD_REMOVED}, thanks"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no digits",
        "Order 1234567890123456",
        "4111-1111-1111-1112",
        "00000000000000000",
        "call +49 30 1234567",
        "12345678903",
        "41111111111111111111111111",
        "2025-01-02 10:00:00.123",
        "12.99, 13.49, 15.00 and 7.25",
        "99" + VISA + "99",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert redact(text) == text


def test_numbers_beside_a_card_number_stay() -> None:
    assert redact("order 77 4111111111111111") == f"order 77 {CARD_REMOVED}"
    assert redact(f"{VISA} and 378282246310005 12/26") == f"{CARD_REMOVED} and {CARD_REMOVED} 12/26"


@settings(max_examples=60, deadline=None)
@given(
    body=st.text("0123456789", min_size=11, max_size=18).filter(lambda digits: digits.strip("0")),
    separator=st.sampled_from(["", " ", "-", ".", " - ", "\N{EN DASH}", "\N{THIN SPACE}", "/", "·"]),
    group=st.integers(1, 6),
)
def test_no_card_number_survives(body: str, separator: str, group: int) -> None:
    number = body + check_digit(body)
    written = separator.join(number[start : start + group] for start in range(0, len(number), group))
    assert redact(f"a {written} b") == f"a {CARD_REMOVED} b"


@pytest.mark.parametrize("text", ["1" * 100_000, "1 " * 20_000, "4111 " * 20_000, "1" + " " * 100_000])
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    begun = time.perf_counter()
    redact(text)
    assert time.perf_counter() - begun < 5

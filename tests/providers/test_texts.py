from __future__ import annotations

from dataclasses import replace

import pytest

from handoff.providers.texts import first_message, fitted, with_ref
from tests.providers.contract import CONTEXT

LIMIT = 3_000


SUMMARY = """Summary written without AI
Customer wants: My lamp came broken. [1]
Facts: Order number: 1001 [1]; Amount: $40 [1]; Date: 12 March [3]
Next step: Answer the customer's question [3]
AI agent said or tried: Please send us a photo. [2]"""


@pytest.mark.parametrize("most", range(200))
def test_a_summary_is_cut_between_lines_items_and_words(most: int) -> None:
    cut = fitted(SUMMARY, most)
    assert len(cut.encode()) <= most
    whole = cut.removesuffix("…").rstrip()
    assert SUMMARY.startswith(whole)
    assert not whole or SUMMARY[len(whole)] in "; \n"
    assert not whole.endswith(("12", "March [", "Order number:")) or "Customer" not in whole


@pytest.mark.parametrize(
    ("most", "end"),
    [
        (178, "Answer the customer's…"),
        (138, "Order number: 1001 [1]; Amount: $40 [1]…"),
        (110, "Order number: 1001 [1]…"),
        (75, "Customer wants: My lamp came broken. [1]\n…"),
    ],
)
def test_of_the_line_that_is_too_long_whole_items_stay(most: int, end: str) -> None:
    assert fitted(SUMMARY, most).endswith(end)


@pytest.mark.parametrize("text", ["a" * 3_001, "x" + "é" * 2_000, "€" * 1_200, "😀" * 900, "注文" * 900, "a " * 2_000])
def test_a_text_without_lines_is_cut_to_the_bytes_that_fit(text: str) -> None:
    cut = fitted(text, LIMIT)
    assert LIMIT - 40 < len(cut.encode()) <= LIMIT
    assert text.startswith(cut[:-1])


def test_what_fits_is_whole() -> None:
    assert fitted("é" * 1_500, LIMIT) == "é" * 1_500
    assert fitted("", LIMIT) == ""


def test_the_ref_is_a_word_of_its_own() -> None:
    assert with_ref("A person please.", "H7Q2K9") == "A person please.\n\nRef H7Q2K9"
    assert with_ref("A person, ref H7Q2K9 please", "H7Q2K9") == "A person, ref H7Q2K9 please"
    assert with_ref("xH7Q2K9", "H7Q2K9").split()[-1] == "H7Q2K9"


def test_the_first_message_is_the_customers_opening() -> None:
    assert first_message(replace(CONTEXT, opening="Hello")) == f"Hello\n\nRef {CONTEXT.ref}"

from __future__ import annotations

from dataclasses import replace

import pytest

from handoff.providers.texts import clipped, first_message, with_ref
from tests.providers.contract import CONTEXT

LIMIT = 3_000


@pytest.mark.parametrize(
    "text",
    [
        "a" * 3_000,
        "a" * 3_001,
        "é" * 1_500,
        "é" * 1_501,
        "x" + "é" * 2_000,
        "€" * 1_200,
        "😀" * 900,
        "a " * 2_000,
        "",
        "a",
    ],
)
def test_a_long_text_is_cut_between_characters(text: str) -> None:
    cut = clipped(text, LIMIT)
    assert len(cut.encode()) <= LIMIT
    if len(text.encode()) <= LIMIT:
        assert cut == text
    else:
        assert cut.endswith("…")
        assert text.startswith(cut[:-1])
        assert len(cut.encode()) > LIMIT - 10


def test_the_ref_is_a_word_of_its_own() -> None:
    assert with_ref("A person please.", "H7Q2K9") == "A person please.\n\nRef H7Q2K9"
    assert with_ref("A person, ref H7Q2K9 please", "H7Q2K9") == "A person, ref H7Q2K9 please"
    assert with_ref("xH7Q2K9", "H7Q2K9").split()[-1] == "H7Q2K9"


def test_the_first_message_is_the_customers_opening() -> None:
    assert first_message(replace(CONTEXT, opening="Hello")) == f"Hello\n\nRef {CONTEXT.ref}"

"""How many made-up card numbers are masked, and how many numbers of orders and parcels are masked wrongly.

python -m tests.redaction_figures [COUNT] [SEED]
"""

from __future__ import annotations

import sys
from collections import Counter

from handoff.redaction import CARD_REMOVED, redact
from tests.card_numbers import card_texts
from tests.shop_numbers import shop_texts

COUNT, SEED = 10_000, 20_261_128


def missed_cards(count: int = COUNT, seed: int = SEED) -> list[str]:
    """Texts in which a digit of the card's number is left, or whose number is not what was taken out."""
    return [
        text for number, text in card_texts(count, seed) if CARD_REMOVED not in redact(text) or number in redact(text)
    ]


def masked_wrongly(count: int = COUNT, seed: int = SEED) -> list[tuple[str, str]]:
    return [(name, text) for name, text in shop_texts(count, seed) if redact(text) != text]


def main(count: int = COUNT, seed: int = SEED) -> None:
    missed, wrong = missed_cards(count, seed), masked_wrongly(count, seed)
    print(f"card numbers masked: {count - len(missed)} of {count} ({100 - 100 * len(missed) / count:.2f} %)")
    print(f"order, tracking and other numbers masked: {len(wrong)} of {count} ({100 * len(wrong) / count:.2f} %)")
    print("by kind:", ", ".join(f"{name} {times}" for name, times in Counter(name for name, _ in wrong).most_common()))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

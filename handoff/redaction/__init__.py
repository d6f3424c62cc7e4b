"""Secrets out of text, before it is stored, summarised or sent on. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from handoff.redaction.bank_accounts import without_bank_accounts
from handoff.redaction.cards import without_cards
from handoff.redaction.codes import without_security_codes
from handoff.redaction.keys import without_keys
from handoff.redaction.marks import CARD_REMOVED, MARKS
from handoff.redaction.passwords import without_passwords

__all__ = ["CARD_REMOVED", "masked", "redact"]

# Keys first: in their letters and digits the others might see theirs. Codes after cards: they often stand behind one.
_STEPS = (without_keys, without_bank_accounts, without_cards, without_security_codes, without_passwords)
# What is taken out may uncover what stood beside it. Of 60,000 texts made to do so, none took more than five looks.
_MOST_LOOKS = 8


def redact(text: str) -> str:
    """Without card numbers, security codes, bank accounts, passwords and keys; order and tracking numbers stay."""
    for _ in range(_MOST_LOOKS):
        before = text
        for without in _STEPS:
            text = without(text)
        if text == before:
            break
    return text


def masked(texts: Iterable[str]) -> dict[str, int]:
    """How many of each kind are taken out of the texts. A mark that stands in a text already is not counted."""
    counts: Counter[str] = Counter()
    for text in texts:
        shown = redact(text)
        if shown != text:
            counts.update({kind: shown.count(mark) - text.count(mark) for kind, mark in MARKS.items()})
    return {kind: count for kind, count in counts.items() if count > 0}

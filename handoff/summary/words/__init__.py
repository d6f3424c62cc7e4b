"""The words of a summary, in each language that a human team may work in. Pure."""

from __future__ import annotations

from handoff.summary.words import de, en, es, fr, it, ja, nl, pl, pt, zh
from handoff.summary.words.base import SummaryWords

__all__ = ["ALL_LABELS", "HANDED_OVER", "SummaryWords", "words_in"]

_LANGUAGES: dict[str, SummaryWords] = {
    "en": en.WORDS,
    "es": es.WORDS,
    "fr": fr.WORDS,
    "de": de.WORDS,
    "it": it.WORDS,
    "pt": pt.WORDS,
    "nl": nl.WORDS,
    "pl": pl.WORDS,
    "ja": ja.WORDS,
    "zh": zh.WORDS,
}
# What may stand before the colon of a line, in any language.
ALL_LABELS = frozenset(label for words in _LANGUAGES.values() for label in (*words.labels(), words.playbook_says))
HANDED_OVER = tuple(words.handed_over_by for words in _LANGUAGES.values())


def words_in(language: str) -> SummaryWords:
    """English where it is a language that has none here."""
    return _LANGUAGES.get(language, en.WORDS)

"""Our own sentences, by language. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handoff.contacts import Contacts
from handoff.sentences.base import Sentences
from handoff.sentences.chinese import CHINESE
from handoff.sentences.dutch import DUTCH
from handoff.sentences.english import ENGLISH
from handoff.sentences.french import FRENCH
from handoff.sentences.german import GERMAN
from handoff.sentences.italian import ITALIAN
from handoff.sentences.japanese import JAPANESE
from handoff.sentences.polish import POLISH
from handoff.sentences.portuguese import PORTUGUESE
from handoff.sentences.spanish import SPANISH

SENTENCES = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "de": GERMAN,
    "it": ITALIAN,
    "pt": PORTUGUESE,
    "nl": DUTCH,
    "pl": POLISH,
    "ja": JAPANESE,
    "zh": CHINESE,
}


def sentences_in(language: str) -> Sentences:
    """English, where we don't speak the language."""
    return SENTENCES.get(language, ENGLISH)


def with_ways(ours: Sentences, text: str, contacts: Contacts) -> str:
    known = [ours.ways[way].format(value) for way, value in contacts.named().items()]
    return f"{text}{ours.space}{ours.also.format(ways=one_of(ours, known))}" if known else text


def one_of(ours: Sentences, ways: Sequence[str]) -> str:
    """ "A, B or C"; "" where there is none."""
    first = ours.between.join(ways[:-1])
    return f"{first}{ours.last}{ways[-1]}" if first else "".join(ways)

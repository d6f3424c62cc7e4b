"""How customers and agents put things in the nine languages beside English. Pure.

A text is first looked up for a word that tells: where none stands, no pattern is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handoff.phrases.languages import de, es, fr, it, ja, nl, pl, pt, zh
from handoff.phrases.languages.base import Phrases
from handoff.phrases.languages.little_words import LITTLE_WORDS
from handoff.phrases.languages.plain import Plain, Sentence, has_signs, places, plain

_IN_WORDS = (es.PHRASES, fr.PHRASES, de.PHRASES, it.PHRASES, pt.PHRASES, nl.PHRASES, pl.PHRASES)
_IN_SIGNS = (ja.PHRASES, zh.PHRASES)
# Words that are English too tell nothing alone: a word of another language must stand in the text with them.
_ENGLISH = frozenset(
    "person agent agents operator manager supervisor team support service chef robot bot chatbot computer machine ai "
    "contact client clients responsable specialist technician consultant directeur representative sac".split()
)
_TELLING = frozenset().union(*(phrases.telling for phrases in _IN_WORDS)) - _ENGLISH
_LITTLE = frozenset().union(*LITTLE_WORDS.values()) - LITTLE_WORDS["en"]
_ANSWERING = frozenset(
    word for each in _IN_WORDS for pattern in (each.yes, each.no) for word in re.findall("[a-z]+", pattern.pattern)
)
_MOST_PROMISES = 20
_LONGEST_ANSWER = 400
_CLAUSE = re.compile("[^,.!;\n、，。！；?？]+[?？]?")


def asks_for_human(text: str) -> str:
    """The words that ask, as they stand in the text; "" where none do."""
    said = plain(text)
    found = (_asks(said, sentence, phrases) for phrases in _speaking(said) for sentence in said.sentences)
    return next(filter(None, found), "")


def refuses_human(text: str) -> str:
    """The words that refuse, as they stand in the text; "" where none do."""
    said = plain(text)
    found = filter(None, (phrases.refuses.search(said.text) for phrases in _speaking(said)))
    return next((said.written[slice(*match.span())].strip() for match in found), "")


def accepts(text: str) -> bool:
    """Says yes to an offer, in words that leave no doubt."""
    clauses = _clauses(text)
    if not clauses or clauses[0].endswith(("?", "？")):
        return False
    agreeing = [phrases for phrases in _answering(clauses[0]) if phrases.yes.fullmatch(clauses[0])]
    return bool(agreeing) and not any(_takes_back(phrases, clauses) for phrases in agreeing)


def declines(text: str) -> bool:
    """Says no to an offer; who asks for a human doesn't."""
    clauses = _clauses(text)[:2]
    no = any(phrases.no.fullmatch(clause) for clause in clauses for phrases in _answering(clause))
    return (no or bool(refuses_human(text))) and not asks_for_human(text)


def offers_human(text: str) -> bool:
    """An agent asks whether to bring in a human, and asks nothing else after it."""
    if "?" not in text and "？" not in text:
        return False
    said = plain(text)
    asked = [said.text[sentence.start : sentence.end] for sentence in said.sentences if sentence.question]
    return bool(asked) and any(phrases.offers.search(asked[-1]) for phrases in _speaking(said))


def promises_human(text: str) -> list[tuple[int, int]]:
    """Where a draft reply promises a person, a transfer or a call back. Of an offer, to its question mark."""
    said = plain(text)
    found = sorted(span for phrases in _speaking(said) for span in _promises(said, phrases))
    place = places(text, said.written) if found else []
    return [(place[start], place[end]) for start, end in found[:_MOST_PROMISES]]


def _speaking(said: Plain) -> Iterator[Phrases]:
    """The languages of which a word tells in this text."""
    if not (_TELLING.isdisjoint(said.words) and (_ENGLISH.isdisjoint(said.words) or _LITTLE.isdisjoint(said.words))):
        yield from (phrases for phrases in _IN_WORDS if not phrases.telling.isdisjoint(said.words))
    if said.has_signs:
        yield from _IN_SIGNS


def _answering(clause: str) -> tuple[Phrases, ...]:
    """The languages in which the clause may be an answer."""
    if has_signs(clause):
        return _IN_SIGNS
    return _IN_WORDS if clause.partition(" ")[0] in _ANSWERING else ()


def _asks(said: Plain, sentence: Sentence, phrases: Phrases) -> str:
    words = phrases.refuses.sub(_blank, said.text[sentence.start : sentence.end])
    found = phrases.asks.search(words)
    if not found or phrases.aside.search(words):
        return ""
    return said.written[sentence.start + found.start() : sentence.start + found.end()]


def _blank(found: re.Match[str]) -> str:
    return "." * len(found[0])


def _clauses(text: str) -> list[str]:
    """What commas and full stops part, without the marks; a question keeps its own."""
    found = _CLAUSE.findall(plain(text).text[:_LONGEST_ANSWER])
    return [clause for part in found if (clause := " ".join(part.split()))]


def _takes_back(phrases: Phrases, clauses: list[str]) -> bool:
    return any(phrases.but.search(clause) or phrases.no.fullmatch(clause) for clause in clauses)


def _promises(said: Plain, phrases: Phrases) -> Iterator[tuple[int, int]]:
    for sentence in said.sentences:
        place = (sentence.start, sentence.end)
        offer = phrases.offers.search(said.text, *place) if sentence.question else None
        if offer:
            yield offer.start(), sentence.mark
        elif found := phrases.promises.search(said.text, *place):
            yield found.span()

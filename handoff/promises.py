"""What a draft reply promises the customer: a human, a transfer, a call back, or a time at which people act. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from handoff.phrases import languages
from handoff.phrases import promises as english
from handoff.phrases.plain import any_of, without_quotes
from handoff.phrases.staff import NAMED
from handoff.phrases.times import TIME, USUAL_HOURS
from handoff.phrases.transfers import TRANSFER


class PromiseKind(StrEnum):
    HUMAN = "human"
    TRANSFER = "transfer"
    CALL_BACK = "call_back"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Promise:
    """`start` and `end` count the reply's code points. `asks`: put as an offer or a possibility, not as a fact."""

    kind: PromiseKind
    start: int
    end: int
    words: str
    asks: bool = False


_KINDS = {
    PromiseKind.HUMAN: tuple(any_of(pattern) for pattern in english.HUMAN),
    PromiseKind.TRANSFER: tuple(any_of(pattern) for pattern in TRANSFER),
    PromiseKind.CALL_BACK: tuple(any_of(pattern) for pattern in english.CALL_BACK),
}
_THERE = any_of(*english.THERE)
_PEOPLE = any_of(NAMED)

_REST_OF_QUESTION = re.compile("[^.!\n。\N{FULLWIDTH EXCLAMATION MARK}]{0,300}[?\N{FULLWIDTH QUESTION MARK}]")
# A longer one is read in pieces.
_SENTENCE = re.compile(r"[^.!?;\n]{1,600}(?:[.!?;](?!\s|$)[^.!?;\n]{0,200}){0,10}[.!?;\n]?")
_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)*")
_APOSTROPHE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")
# "They'll" is two words, and "don't" one.
_SHORT_FORM = re.compile(r"^(.+?)['\N{RIGHT SINGLE QUOTATION MARK}](ll|re|ve|m|d|s)$")
# Where one clause ends and what is said before of "not" no longer counts.
_CLAUSE = re.compile(r"[,:;]| (?:and|but|so|then) ")


def promises_in(reply: str) -> tuple[Promise, ...]:
    """In the order of the reply. What stands in quotes was said by somebody else."""
    spoken = without_quotes(reply)
    plain = [_Plain(spoken, *sentence.span()) for sentence in _SENTENCE.finditer(spoken)]
    known = zip(plain, _known_people(plain), strict=True)
    found = [promise for sentence, they in known for promise in _of_sentence(sentence, they)]
    taken = {(promise.start, promise.end) for promise in found}
    others = (
        Promise(PromiseKind.HUMAN, start, end, reply[start:end], bool(_REST_OF_QUESTION.match(reply, end - 1)))
        for start, end in languages.promises_human(spoken)
    )
    found += [promise for promise in others if (promise.start, promise.end) not in taken]
    return tuple(sorted(found, key=lambda promise: (promise.start, promise.end)))


def _known_people(sentences: Sequence[_Plain]) -> Iterator[int]:
    """From which word of each sentence on "they" may be people of the shop: once the reply has named some."""
    named = False
    for sentence in sentences:
        people = None if named else _PEOPLE.search(sentence.words)
        yield 0 if named else people.end() if people else len(sentence.words)
        named = named or people is not None


def _of_sentence(plain: _Plain, they: int) -> Iterator[Promise]:
    said = [promise for kind in _KINDS if (promise := _of_kind(plain, kind, they))]
    yield from said
    tells_hours = USUAL_HOURS.search(plain.reply, plain.start, plain.end)
    if said or (not tells_hours and _meant(plain, (_THERE,), they)):
        for time in TIME.finditer(plain.reply, plain.start, plain.end):
            yield Promise(PromiseKind.TIME, *time.span(), time[0])


def _of_kind(plain: _Plain, kind: PromiseKind, they: int) -> Promise | None:
    """The first one that the sentence makes, as a fact if it can be."""
    found = _meant(plain, _KINDS[kind], they)
    if not found:
        return None
    offers = [match for match in found if _asks(match)]
    # "I can connect you" reads as "I connect you" too, and is an offer.
    facts = [
        match
        for match in found
        if not any(match.start() < offer.end() and offer.start() < match.end() for offer in offers)
    ]
    match = min(facts or offers, key=re.Match.start)
    start, end = plain.place(*match.span())
    return Promise(kind, start, end, plain.reply[start:end], _asks(match) or plain.asks)


def _meant(plain: _Plain, patterns: Sequence[re.Pattern[str]], they: int) -> list[re.Match[str]]:
    matches = (match for pattern in patterns for match in pattern.finditer(plain.words))
    return [
        match
        for match in matches
        if plain.is_meant(*match.span()) and (match.start() >= they or not match[0].startswith("they "))
    ]


def _asks(match: re.Match[str]) -> bool:
    return match.groupdict().get("soft") is not None


class _Plain:
    """A sentence in small letters with one space between its words, and where each of them stands in the reply."""

    def __init__(self, reply: str, start: int, end: int) -> None:
        self.reply, self.start, self.end = reply, start, end
        self.asks = reply[start:end].rstrip().endswith("?")
        self._places: list[tuple[int, int]] = []
        words: list[str] = []
        length = 0
        for found in _WORD.finditer(reply, start, end):
            for word in _APOSTROPHE.sub("", _SHORT_FORM.sub(r"\1 \2", found[0].casefold())).split(" "):
                self._places += [found.span()] * (len(word) + 1)
                words.append(word)
                length += len(word) + 1
        self.words = " ".join(words)

    def place(self, start: int, end: int) -> tuple[int, int]:
        return self._places[start][0], self._places[max(start, end - 1)][1]

    def is_meant(self, start: int, end: int) -> bool:
        """Not taken back in its own clause, nor asked whether it happened."""
        first, _ = self.place(start, end)
        if english.ASKS_WHETHER_IT_HAPPENED.match(self.words) and self.asks:
            return False
        if english.RETRACTED.search(self.words, end):
            return False
        breaks = [found.end() for found in _CLAUSE.finditer(self.reply, self.start, first)]
        clause = breaks[-1] if breaks else 0
        begins = next((index for index, place in enumerate(self._places) if place[0] >= clause), 0)
        return not english.NEGATED.search(self.words, begins, end)

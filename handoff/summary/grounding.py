"""Whether the transcript holds what a model's line says: its numbers, names, addresses and links. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agents.transcripts import Turn
from handoff.plain_text import links, new_links, visible
from handoff.summary.grounding_words import (
    GERMAN_ARTICLES,
    GERMAN_TITLES,
    HONORIFICS,
    NOBODYS_NAMES,
    NUMBER_WORDS,
    OBJECTS,
    ORDINARY,
    PEOPLE_DID,
    PEOPLE_DO,
)
from handoff.summary.han_numbers import han_numbers

_WORD = re.compile(r"[^\W_][\w'’-]*")
_NUMBER = re.compile(r"\d{1,40}(?:[.,]\d{1,40}){0,10}")
_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"[^.!?:;\n]+")
_LATIN = re.compile(r"[A-Za-zÀ-ž]{2,}")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
# Polish puts its endings on names, too.
_ENDING = 2
_LEAST_STEM = 3
_SAME_RUN = 6
_NEVER_NAMES = frozenset(("I", "I'm", "I’m", "I'll", "I've", "AI", "OK", "IA", "KI"))


@dataclass(frozen=True, slots=True)
class Ground:
    """What the turns hold. `foreign`: the team's language is not the customer's, so that words may be translated."""

    turns: int
    language: str
    foreign: bool
    words: frozenset[str]
    numbers: frozenset[str]
    links: frozenset[str]
    text: str

    def holds(self, text: str, cited: Sequence[int]) -> bool:
        """Every index cited is a turn's, and nothing in the text is of the model's own making."""
        text = _even(text)
        return (
            bool(cited)
            and all(0 <= turn < self.turns for turn in cited)
            and not new_links(text, self.links)
            and all(number in self.numbers for number in _numbers(text, self.language))
            and all(self._knows(name) for name in _names(text, self.language))
        )

    def _knows(self, name: str) -> bool:
        folded = _folded(name)
        if folded in self.words or (self.foreign and folded in ORDINARY):
            return True
        if _UNSPACED.search(name):
            return name in self.text
        stem = folded[: max(_LEAST_STEM, len(folded) - _ENDING)]
        return self.language == "pl" and any(word.startswith(stem) for word in self.words)


def ground(turns: Sequence[Turn], language: str, customer_language: str) -> Ground:
    texts = [_even(visible(turn.text)) for turn in turns]
    return Ground(
        turns=len(turns),
        language=language,
        foreign=language != customer_language,
        words=frozenset(_folded(word) for text in texts for word in _parts(text)),
        numbers=frozenset(
            number
            for text in texts
            for number in (*_numbers(text, language, customer_language), *_DIGITS.findall(text))
        ),
        links=links(texts),
        text=" ".join(texts),
    )


def _even(text: str) -> str:
    """Full-width, raised and circled signs are plain ones: "⑤⓪" is 50, and "evil．example" a link."""
    return unicodedata.normalize("NFKC", text)


def repeats_instructions(text: str, instructions: str) -> bool:
    """A model that was talked into it may recite what it was told."""
    words, told = _folded_words(text), " ".join(_folded_words(instructions))
    runs = (" ".join(words[start : start + _SAME_RUN]) for start in range(len(words) - _SAME_RUN + 1))
    return any(run in told for run in runs)


def _folded_words(text: str) -> list[str]:
    return [_folded(word) for word in _WORD.findall(text)]


def _parts(text: str) -> Iterator[str]:
    """Each word, and what its hyphens and apostrophes join."""
    for word in _WORD.findall(text):
        yield word
        yield from re.split(r"['’-]", word)


def _folded(word: str) -> str:
    return _POSSESSIVE.sub("", word).casefold()


def _numbers(text: str, *languages: str) -> list[str]:
    """Digits alone, however they are grouped: "1,250.00" is 1250 and "$40.00" is 40; and numbers in words."""
    digits = [re.sub(r"\D", "", re.sub(r"[.,]00?$", "", number)) for number in _NUMBER.findall(text)]
    words = [word.casefold() for word in _WORD.findall(text)]
    known = [NUMBER_WORDS.get(language, {}) for language in languages]
    han = han_numbers(text) if {"ja", "zh"} & set(languages) else []
    return digits + han + [values[word] for values in known for word in words if word in values]


def _names(text: str, language: str) -> Iterator[str]:
    """Words written as names are. Japanese and Chinese have no capitals: there, Latin words and titles tell."""
    if language in ("ja", "zh"):
        yield from _LATIN.findall(text)
        yield from (match[1] or match[2] for match in HONORIFICS.finditer(text))
        return
    for sentence in _SENTENCE.findall(text):
        yield from _german_names(sentence) if language == "de" else _capitalised(sentence)


def _capitalised(sentence: str) -> Iterator[str]:
    """Not the first word, unless another capital or what only people do follows it: "John wants" names somebody."""
    words = _WORD.findall(sentence)
    for place, word in enumerate(words):
        if _is_capital(word) and (place or _acts(words)) and word not in _NEVER_NAMES:
            yield word


def _acts(words: Sequence[str]) -> bool:
    """Whether the first word is somebody's name, by the one behind it."""
    first, then, after = [*words, "", ""][:3]
    acts = then in PEOPLE_DO or (then in PEOPLE_DID and after in OBJECTS)
    return (acts and first.casefold() not in NOBODYS_NAMES) or (bool(then) and _is_capital(then))


def _german_names(sentence: str) -> Iterator[str]:
    """Every noun has a capital: a name is what follows a title or another capital, or is in capitals within."""
    words = _WORD.findall(sentence)
    for before, word in pairwise(words):
        if _is_capital(word) and before.casefold() in GERMAN_TITLES:
            yield word
        elif _are_two_names(before, word):
            yield before
            yield word


def _are_two_names(before: str, word: str) -> bool:
    return _is_capital(before) and _is_capital(word) and before.casefold() not in GERMAN_ARTICLES


def _is_capital(word: str) -> bool:
    return word[0].isupper()

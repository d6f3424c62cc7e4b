"""Texts made plain, and patterns that only ever join their words.

A plain sentence is in lower case, without apostrophes, with one space between words. Gaps of a pattern are counted
in words and bounded: that keeps every search linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from handoff.phrases.spelling import spelled

_MARKS = "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}`´"
_SENTENCE = re.compile(r"[^.!?;\n\u3002\uff01\uff1f\uff1b]+[?\uff1f]?")
_WORD = re.compile(r"[^\W_]+")
# For ASCII a table finds them in less than half the time: small letters, blanks between words, no apostrophes.
_ASCII_WORDS: dict[int, str | None] = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_ASCII_WORDS |= dict.fromkeys(map(ord, filter(str.isascii, _MARKS)))
_WRITTEN_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]+)*")
# What somebody else said, or what stands on a thing.
_QUOTED = re.compile(
    '"[^"\n]{1,1000}"|\N{LEFT DOUBLE QUOTATION MARK}[^\N{RIGHT DOUBLE QUOTATION MARK}\n]{1,1000}'
    "\N{RIGHT DOUBLE QUOTATION MARK}|^>[^\n]*|«[^»\n]{1,1000}»",
    re.MULTILINE,
)
_MARK_OF_A_QUOTE = re.compile('["\N{LEFT DOUBLE QUOTATION MARK}«>]')
_MOST_CHARACTERS = 4000
LONGEST = 2 * _MOST_CHARACTERS
_MOST_SENTENCES = 50
_MOST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Sentence:
    """`words` are plain, and spelled as our patterns spell them; `written` is how they stand in the text."""

    words: str
    question: bool
    written: str
    different_words: frozenset[str]

    @property
    def clauses(self) -> tuple[Sentence, ...]:
        """What its commas part, itself alone where there is none."""
        if "," not in self.written:
            return (self,)
        parts = (_sentence(part, self.question) for part in self.written.split(","))
        return tuple(part for part in parts if part.words)

    def quoted(self, start: int = 0, end: int | None = None) -> str:
        """The written words that stand behind this part of the plain ones."""
        end = len(self.words) if end is None else end
        first, last = self.words.count(" ", 0, start), self.words.count(" ", 0, end)
        if self.words[start : start + 1] == " ":
            first += 1
        written = list(_WRITTEN_WORD.finditer(self.written))[first : last + 1]
        return self.written[written[0].start() : written[-1].end()] if written else self.written.strip()


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Of a text that is longer than anything a person types, only both ends. Kept: each cue asks for them anew."""
    if len(text) > LONGEST:
        text = f"{text[:_MOST_CHARACTERS]}\n{text[-_MOST_CHARACTERS:]}"
    found = _SENTENCE.findall(text)
    if len(found) > 2 * _MOST_SENTENCES:
        found = found[:_MOST_SENTENCES] + found[-_MOST_SENTENCES:]
    plain = (_sentence(part, part.endswith(("?", "\uff1f"))) for part in found)
    return tuple(sentence for sentence in plain if sentence.words)


def _sentence(written: str, question: bool) -> Sentence:
    words = spelled(words_of(written))
    return Sentence(" ".join(words), question, written, frozenset(words))


def without_quotes(text: str) -> str:
    """All else keeps its place."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text) if _MARK_OF_A_QUOTE.search(text) else text


def found_in(pattern: re.Pattern[str], text: str) -> str:
    """The first words of the text that fit, as they stand in it; "" where none do."""
    for sentence in sentences(text):
        found = pattern.search(sentence.words)
        if found:
            return sentence.quoted(*found.span())
    return ""


def words_of(text: str) -> list[str]:
    if text.isascii():
        return text.translate(_ASCII_WORDS).split()
    for mark in _MARKS:
        text = text.replace(mark, "")
    return _WORD.findall(text.casefold())


def gap(words: int) -> str:
    return rf"(?: \w+){{0,{words}}}"


def gap_without(stops: str, words: int) -> str:
    """A gap in which none of these words stands."""
    return rf"(?: (?!(?:{stops})\b)\w+){{0,{words}}}"


def any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


# Words that say nothing of a matter.
_LITTLE_WORDS = frozenset(
    "a an the this that these those it its i im ive id me my we us our you your he she they them is are was were be "
    "been am do does did dont doesnt didnt have has had havent can cant could would will wont should may might must "
    "to of in on at for from with by about and or but so if then than as not no yes ok okay please thanks thank hi "
    "hello hey just really very still now there here what when where why how who which any some all get got need "
    "want know tell let help like one more also too again because out up down".split()
)
_STEM_LETTERS = 5


def same_matter(text: str, earlier: Sequence[str]) -> list[int]:
    """Which of the earlier texts say the same, be it in other words."""
    words, matter = word_set(text), _matter(text)
    same = set(same_again(words, [word_set(other) for other in earlier]))
    if len(matter) >= 3:
        same |= {i for i, other in enumerate(earlier) if _is_same_matter(matter, _matter(other))}
    return sorted(same)


def _matter(text: str) -> frozenset[str]:
    """Stems, crudely: enough to know "refunded" again in "refund"."""
    return frozenset(word[:_STEM_LETTERS] for word in words_of(text) if word not in _LITTLE_WORDS)


def _is_same_matter(matter: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(matter & other)
    return shared >= 3 and 3 * shared >= 2 * min(len(matter), len(other)) and 2 * shared >= len(matter | other)


def word_set(text: str) -> frozenset[str]:
    """The different words of a text, as they are written. Kept, but for texts that would fill the memory."""
    return _kept_word_set(text) if len(text) <= _MOST_KEPT else frozenset(words_of(text))


@lru_cache(maxsize=256)
def _kept_word_set(text: str) -> frozenset[str]:
    return frozenset(words_of(text))


def same_again(words: frozenset[str], earlier: Sequence[frozenset[str]], least_words: int = 3) -> list[int]:
    """Which of the earlier turns say nearly the same; too short ones ("yes", "thank you") tell nothing."""
    if len(words) < least_words:
        return []
    return [i for i, other in enumerate(earlier) if 5 * len(words & other) >= 4 * len(words | other)]

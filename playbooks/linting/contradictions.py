"""The same condition, in one place with the command and in another with its refusal. Only English is read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playbooks.linting.finding import WARNING, Finding
from playbooks.linting.reading import Reading, Step, quote

RULE = "contradiction"
_LONGEST = 1_000

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*")
_CONDITION = re.compile(r"\b(?:if|when|whenever|in case|for)\s+([^,:;.!?\n\u2192>/]{3,120})", re.IGNORECASE)
_EXCEPTION = re.compile(r"\b(?:unless|except|until|only|other than|before)\b", re.IGNORECASE)
_REFUSAL = re.compile(
    r"\b(?:never|not|no|cannot|avoid|without)\b[^.:;\n]{0,20}?\b(?:hand(?:ing)?[ -]?(?:off|over)s?"
    r"|(?:transfer|escalat|connect|hand|pass)(?:r?ing|e)? "
    r"(?:them|him|her|(?:the |this )?(?:customer|user|conversation|chat)s?)"
    r"|(?:transfer|escalat)(?:r?ing|e)?(?= to\b|\s*$|\s*[,.;!]))"
    r"|\b(?:don|doesn|mustn|shouldn)['\u2019]t (?:hand[ -]?(?:off|over)|(?:transfer|escalate|connect)\b)",
    re.IGNORECASE,
)
# What a command stands right behind when it is forbidden.
_FORBIDS = re.compile(r"\b(?:never|not|n['\u2019]t)\s+(?:use |call |write |run |do )?[\"'(*_`]*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_SAYS_NOTHING = frozenset(
    "a an the this that their his her its they them he she it you your our customer customers user users shopper is "
    "are was were has have had been be to of do does did then please".split()
)


@dataclass(frozen=True, slots=True)
class _Ruling:
    """`about`: the words of the condition that say something, in any order."""

    about: frozenset[str]
    condition: str
    hands_off: bool
    start: int
    end: int


def findings(reading: Reading) -> Iterator[Finding]:
    rulings = list(_rulings(reading)) if reading.directives else []
    handed_off = {ruling.about: ruling for ruling in rulings if ruling.hands_off}
    for ruling in rulings:
        other = handed_off.get(ruling.about)
        if other and not ruling.hands_off:
            line = reading.text.count("\n", 0, other.start) + 1
            message = f"{quote(ruling.condition)}: here no handoff, and in line {line} the command."
            yield Finding(RULE, WARNING, ruling.start, ruling.end, message, "Keep one of the two.")


def _rulings(reading: Reading) -> Iterator[_Ruling]:
    """A step's own condition; without one, that of the line above it, which ends with a colon."""
    heads: list[tuple[int, str]] = []
    for step in reading.steps:
        while heads and heads[-1][0] >= step.indent + step.is_item:
            heads.pop()
        yield from _of_step(reading, step, heads[-1][1] if heads else "")
        words = reading.words_of(step)[-_LONGEST:].rstrip(" *_")
        if words.endswith(":"):
            conditions = _CONDITION.findall(words)
            heads.append((step.indent + step.is_item, conditions[-1] if conditions else ""))


def _of_step(reading: Reading, step: Step, above: str) -> Iterator[_Ruling]:
    for sentence in _SENTENCE.finditer(reading.text, step.begins, min(step.end, step.begins + _LONGEST)):
        ruling = _of_sentence(reading, *sentence.span(), above)
        if ruling:
            yield ruling


def _of_sentence(reading: Reading, start: int, end: int, above: str) -> _Ruling | None:
    words = reading.text[start:end]
    commands = reading.directives_in(start, end)
    refusal = _REFUSAL.search(words)
    if not (commands or refusal) or _EXCEPTION.search(words):
        return None
    own = _CONDITION.search(words)
    condition = own[1] if own else above
    about = frozenset(_stem(word) for word in _WORD.findall(condition.casefold()) if word not in _SAYS_NOTHING)
    forbidden = bool(commands and _FORBIDS.search(words, 0, commands[0].start - start))
    if not about or (commands and refusal and not forbidden):
        return None
    return _Ruling(about, condition.strip(), bool(commands) and not forbidden, start, start + len(words.rstrip()))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word

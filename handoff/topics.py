"""Topics in a merchant's own words, found in what a customer said. Pure, and the same for every language.

All words of a topic must stand in one sentence, in any order. Case and accents don't count, nor do endings: "refund"
is found in "refunded", "injury" in "injuries".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from handoff.phrases.plain import sentences

_WORD = re.compile(r"[^\W_]+")
# Scripts that don't part their words with spaces.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LITTLE = frozenset("the my your our their any some and for with about".split())
_SHORT, _LONG = 5, 6
_LONGEST_ENDING = 3


def words_of_topics(text: str, topics: Iterable[str]) -> str:
    """The words of the text that speak of one of these topics, as they stand in it; "" where none do."""
    wanted = [_patterns(topic) for topic in topics]
    if not any(wanted):
        return ""
    for sentence in sentences(text):
        folded = _folded(sentence.written)
        for patterns in filter(None, wanted):
            found = [pattern.search(folded) for pattern in patterns]
            if all(found):
                return _quoted(sentence.written, folded, [match.span() for match in found if match])
    return ""


@lru_cache(maxsize=256)
def _patterns(topic: str) -> tuple[re.Pattern[str], ...]:
    """One for each word of the topic that says something."""
    words = _WORD.findall(_folded(topic))
    telling = [word for word in words if len(word) > 2 and word not in _LITTLE] or words
    telling = [word for word in words if word in telling or _UNSPACED.search(word)]
    return tuple(re.compile(_with_endings(word)) for word in telling)


def _with_endings(word: str) -> str:
    if _UNSPACED.search(word):
        return re.escape(word)
    if len(word) < _SHORT:
        return rf"\b{re.escape(word)}(?:s|es)?\b"
    stem, most = (word[:-1], _LONGEST_ENDING + 1) if len(word) >= _LONG else (word, 2)
    # "police" isn't "policy".
    other = "" if word.endswith("y") else r"(?!y\b)"
    return rf"\b{re.escape(stem)}{other}\w{{0,{most}}}\b"


def _folded(text: str) -> str:
    """In lower case and without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _quoted(written: str, folded: str, spans: list[tuple[int, int]]) -> str:
    """Where folding changed the length of the text, its places are no longer known: the whole sentence then."""
    if len(written) != len(folded):
        return written.strip()
    return written[min(start for start, _ in spans) : max(end for _, end in spans)]

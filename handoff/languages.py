"""Which language a conversation is in. Pure.

A model of letters (py3langid's, as far as our languages need it: devtools/letters.py) decides together with little
words, and the locale where both leave a doubt. The model is asked, and loaded, only where little words leave a doubt.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from agents.transcripts import AGENT, CUSTOMER, Turn
from handoff.phrases.languages.little_words import LITTLE_WORDS
from handoff.phrases.languages.plain import has_signs, plain

LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "ja": "Japanese",
    "zh": "Chinese",
}
LETTERS = Path(__file__).with_name("letters") / "model.npz.xz"
_OTHERWISE = "en"
# The weights were chosen on short texts in ten languages; the model's shares add up to 1.
_OF_CUSTOMER, _OF_AGENT, _OF_LOCALE, _OF_A_WORD = 1.0, 0.2, 0.2, 0.1
# What the customer said last counts most: who changes the language wants to be answered in the new one.
_LAST_TURNS, _FADING = 4, 0.6
_MOST_CHARACTERS = 500
# A text with fewer letters tells less: of a word or two the model is sure without a reason.
_ENOUGH_LETTERS = 36
# So many little words, and so many times those of the next language: without the model as many of our texts are known.
_PLAINLY, _CLEARLY = 3, 4
_A_LITTLE = 0.12
_loading = threading.Lock()

# Links, addresses, and whatever holds a digit: they are the same in every language.
_ADDRESS = re.compile(r"://|@|www\.")
_SAYS_NOTHING = re.compile(r"\S*(?:://|@|www\.)\S*|\S*\d\S*")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a]")
_KANA = re.compile("[\u3041-\u30fa\uff66-\uff9d]")
_HAN = re.compile("[\u3400-\u9fff]")


def language_of(turns: Sequence[Turn], locale: str = "") -> str:
    """A code of LANGUAGES; the locale's where the turns tell nothing, and English where there is none."""
    known = _language_of_locale(locale)
    scores = dict.fromkeys(LANGUAGES, 0.0)
    scores[known or _OTHERWISE] = _OF_LOCALE if known else _A_LITTLE
    weighed = [*_weighed(turns, CUSTOMER, _OF_CUSTOMER), *_weighed(turns, AGENT, _OF_AGENT)]
    left = sum(weight for weight, _ in weighed)
    for weight, text in weighed:
        left -= weight
        for language, share in _shares(text[:_MOST_CHARACTERS]).items():
            scores[language] += weight * share
        *_, second, first = sorted(scores.values())
        if first - second > left:  # what is left would hardly change it
            break
    return max(scores, key=scores.__getitem__)


def _weighed(turns: Sequence[Turn], role: str, weight: float) -> list[tuple[float, str]]:
    """What they said last, the latest first."""
    said = (turn.text for turn in reversed(turns) if turn.role == role and turn.text.strip())
    return [(weight * _FADING**age, text) for age, text in enumerate(islice(said, _LAST_TURNS))]


@lru_cache(maxsize=1024)
def _shares(text: str) -> Mapping[str, float]:
    """How much speaks for each language."""
    if plainly := _plain_language(text):
        return {plainly: 1.0}
    words = _SAYS_NOTHING.sub(" ", text)
    letters = len(_LETTER.findall(words))
    if not letters:
        return {}
    if _HAN.search(words) or _KANA.search(words):
        return _by_script(words, letters)
    if not _is_latin(words):  # in none of our languages; the model knows no other script
        return {}
    votes = _votes(words)
    enough = min(1.0, letters / _ENOUGH_LETTERS)
    return {code: enough * share + _OF_A_WORD * votes[code] for code, share in _model().rank(words)}


def _plain_language(text: str) -> str:
    """By its little words alone, which is soon done; "" where they leave a doubt."""
    if _ADDRESS.search(text) or has_signs(text) or not _is_latin(text):
        return ""
    votes = _votes(text)
    *_, second, first = sorted([0.0, 0.0, *votes.values()])
    return max(votes, key=votes.__getitem__) if first >= _PLAINLY and first >= _CLEARLY * second else ""


def _is_latin(text: str) -> bool:
    """At least half of its letters."""
    return text.isascii() or 2 * len(_LATIN.findall(text)) >= len(_LETTER.findall(text))


def _by_script(text: str, letters: int) -> dict[str, float]:
    """A foreign name in an English text stays a small share."""
    kana = len(_KANA.findall(text))
    signs = kana + len(_HAN.findall(text))
    share = signs / letters
    return {"ja" if kana else "zh": share, **({"en": 1 - share} if share < 1 else {})}


def _votes(text: str) -> defaultdict[str, float]:
    """A word of several languages is shared among them."""
    votes: defaultdict[str, float] = defaultdict(float)
    for word in plain(text).words & _SHARES_OF_WORDS.keys():
        for language, share in _SHARES_OF_WORDS[word]:
            votes[language] += share
    return votes


def load() -> None:
    """Before the first text asks for it."""
    _model()


def _model() -> Any:
    """Threads that came at once would each load it, and each take as long as all of them together."""
    with _loading:
        return _loaded()


@cache
def _loaded() -> Any:
    # Only now: a worker, which is told the language, has neither this nor numpy in its memory.
    return resolve_name("py3langid.langid:LanguageIdentifier").from_modelpath(LETTERS, norm_probs=True)


@lru_cache(maxsize=256)
def _language_of_locale(locale: str) -> str:
    code = re.split("[-_]", locale, maxsplit=1)[0].lower()
    return code if code in LANGUAGES else ""


def _shares_of(word: str) -> list[tuple[str, float]]:
    spoken_in = [language for language, words in LITTLE_WORDS.items() if word in words]
    return [(language, 1 / len(spoken_in)) for language in spoken_in]


_SHARES_OF_WORDS = {word: _shares_of(word) for word in frozenset().union(*LITTLE_WORDS.values())}

"""Which language a conversation is in. Pure.

A model of letters (py3langid's, as far as our languages need it: devtools/letters.py) decides together with little
words, and the locale where both leave a doubt. The model is loaded for the first text that isn't plainly English.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

from agents.transcripts import AGENT, CUSTOMER, Turn
from handoff.phrases.languages.little_words import LITTLE_WORDS
from handoff.phrases.languages.plain import plain

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
_PLAINLY = 3
_A_LITTLE = 0.12
_loading = threading.Lock()

# Links, addresses, and whatever holds a digit: they are the same in every language.
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
    for role, weight in ((CUSTOMER, _OF_CUSTOMER), (AGENT, _OF_AGENT)):
        said = [turn.text for turn in turns if turn.role == role and turn.text.strip()][-_LAST_TURNS:]
        for age, text in enumerate(reversed(said)):
            for language, share in _shares(text[:_MOST_CHARACTERS]).items():
                scores[language] += weight * _FADING**age * share
    return max(scores, key=lambda language: scores[language])


@lru_cache(maxsize=1024)
def _shares(text: str) -> Mapping[str, float]:
    """How much speaks for each language."""
    words = _SAYS_NOTHING.sub(" ", text)
    letters = len(_LETTER.findall(words))
    if not letters:
        return {}
    if _HAN.search(words) or _KANA.search(words):
        return _by_script(words, letters)
    if 2 * len(_LATIN.findall(words)) < letters:  # in none of our languages; the model knows no other script
        return {}
    votes = _votes(words)
    if set(votes) == {"en"} and votes["en"] >= _PLAINLY:
        return {"en": 1.0}
    enough = min(1.0, letters / _ENOUGH_LETTERS)
    return {code: enough * share + _OF_A_WORD * votes[code] for code, share in _model().rank(words)}


def _by_script(text: str, letters: int) -> dict[str, float]:
    """A foreign name in an English text stays a small share."""
    kana = len(_KANA.findall(text))
    signs = kana + len(_HAN.findall(text))
    share = signs / letters
    return {"ja" if kana else "zh": share, **({"en": 1 - share} if share < 1 else {})}


def _votes(text: str) -> defaultdict[str, float]:
    """A word of several languages is shared among them."""
    votes: defaultdict[str, float] = defaultdict(float)
    for word in plain(text).words & _SPOKEN_IN.keys():
        for language in _SPOKEN_IN[word]:
            votes[language] += 1 / len(_SPOKEN_IN[word])
    return votes


def _model() -> LanguageIdentifier:
    """Threads that came at once would each load it, and each take as long as all of them together."""
    with _loading:
        return _loaded()


@cache
def _loaded() -> LanguageIdentifier:
    return LanguageIdentifier.from_modelpath(LETTERS, norm_probs=True)


def _language_of_locale(locale: str) -> str:
    code = re.split("[-_]", locale, maxsplit=1)[0].lower()
    return code if code in LANGUAGES else ""


_SPOKEN_IN = {
    word: [language for language, words in LITTLE_WORDS.items() if word in words]
    for word in frozenset().union(*LITTLE_WORDS.values())
}

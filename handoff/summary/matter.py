"""Which of the customer's turns tell what it is about; and their first words to a human, in their own voice. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from agents.transcripts import CUSTOMER, Turn, said_by
from handoff.phrases import languages, people
from handoff.plain_text import plain, shortened
from handoff.summary.mentions import mentions
from handoff.summary.words import words_in

OPENING_CHARACTERS = 300
REQUEST_CHARACTERS = 500
TURN_CHARACTERS = 4_000
# None has fewer than six characters, so that more would not fit.
_MOST_REQUESTED = REQUEST_CHARACTERS // 6
_SHORT_ANSWER = 80
_SHORT_WISH = 12

_HANDLES = re.compile(r"^(?:(?:@ ?\w{1,30}|#[^\W\d]\w{0,29})[\s,:]{0,9}){1,20}")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_BY_THE_WAY = re.compile(r"(?:ok|okay|sure|yes|yeah|no|nope|great|thanks?|thank you|hi|hello|hey)\b", re.IGNORECASE)


def cleaned(turns: Sequence[Turn]) -> list[Turn]:
    """As a person may read them, without the names that a message on a social network begins with."""
    return [_cleaned(turn) for turn in turns]


def matter(turns: Sequence[Turn]) -> list[int]:
    """The customer's turns that are more than a word or two, and more than the wish for a person."""
    return [index for index in said_by(CUSTOMER, turns) if tells_something(turns[index].text)]


def told(turns: Sequence[Turn]) -> list[int]:
    """What the customer said of the matter; where that is nothing, the most that they said at once."""
    said = [index for index in said_by(CUSTOMER, turns) if turns[index].text]
    return matter(turns) or sorted(said, key=lambda index: len(turns[index].text))[-1:]


def tells_something(text: str) -> bool:
    return is_substantial(text) and not _only_asks_for_human(text)


def is_substantial(text: str) -> bool:
    """At least four words (seven after a greeting or a yes), or six characters of a script without spaces."""
    least = 7 if _BY_THE_WAY.match(text) else 4
    return len(text.split()) >= least or len(_UNSPACED.findall(text)) >= 6


def opening(turns: Sequence[Turn], language: str = "en") -> str:
    """The first message that the human team sees, in the customer's own voice; the customer sees it too."""
    return shortened(_wish(_matter_texts(turns, 1), language), OPENING_CHARACTERS)


def request(turns: Sequence[Turn], language: str = "en") -> str:
    """All that the customer asked, in their own words: for where nothing else tells the human team, and they see it."""
    return shortened(_wish(_matter_texts(turns, _MOST_REQUESTED), language), REQUEST_CHARACTERS)


def adds_nothing(turns: Sequence[Turn]) -> bool:
    """Whether a summary made before these turns still says it all: an offer, and an answer that tells nothing new."""
    said = [turn.text for turn in cleaned(turns) if turn.role == CUSTOMER]
    return not mentions(said) and sum(map(len, said)) <= _SHORT_ANSWER


def _cleaned(turn: Turn) -> Turn:
    return replace(turn, text=_HANDLES.sub("", plain(turn.text, TURN_CHARACTERS)))


def _wish(about: Sequence[str], language: str) -> str:
    words = words_in(language)
    return words.wish_about.format(matter=" ".join(about)) if about else words.wish


def _matter_texts(turns: Sequence[Turn], most: int) -> list[str]:
    """The first ones, and no look at the others: a browser waits for this."""
    texts = (_cleaned(turn).text for turn in turns if turn.role == CUSTOMER)
    return list(islice(filter(tells_something, texts), most))


def _only_asks_for_human(text: str) -> bool:
    asks = people.asks_for_human(text) or languages.asks_for_human(text)
    return len(text.split()) <= _SHORT_WISH and bool(asks)

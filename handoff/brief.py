"""The summary that needs no model: the customer's own words, in order; and their first words to a human. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from agents.transcripts import AGENT, CUSTOMER, Turn
from handoff.mentions import mentions
from handoff.phrases.offers import offers_human
from handoff.phrases.people import asks_for_human
from handoff.plain_text import plain, shortened

AI_HEADING = "AI-generated summary, from an unverified customer"
UNAVAILABLE_HEADING = "Summary (AI summary unavailable)"
NO_MODEL_HEADING = "Summary written without AI"

UNKNOWN_MOOD = "unknown"
LINE_CHARACTERS = 300
ITEM_CHARACTERS = 160
MAX_FACTS = 8
MAX_TRIED = 5
_TURN_CHARACTERS = 2_000
_SHORT_ANSWER = 80
_SHORT_WISH = 12
_OPENING = "I'd like to talk to a person"
_REQUEST_CHARACTERS = 500

_HANDLES = re.compile(r"^(?:@\w{1,30}[\s,:]*)+")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SUGGESTS = re.compile(
    r"\b(?:try|tried|restart\w*|reset\w*|reinstall\w*|updat\w+|check\w*|click|tap|go to|log (?:in|out)"
    r"|follow|visit|clear\w*|send|sent|refund\w*|replac\w+|ship\w*|cancel\w*|reorder|return\w*"
    r"|please|you can|you could|you'll need|we can|we'll|i have|i've|i can)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(r"\b(?:let (?:us|me) know|anything else|happy to help|thanks?|thank you|sorry)\b", re.IGNORECASE)
_BY_THE_WAY = re.compile(r"(?:ok|okay|sure|yes|yeah|no|nope|great|thanks?|thank you|hi|hello|hey)\b", re.IGNORECASE)
# Strongest first. Only plain words count: a summary that guesses at feelings does harm.
_MOODS = tuple(
    (mood, re.compile(rf"(?<!not )\b(?:{words})\b", re.IGNORECASE))
    for mood, words in (
        ("angry", r"angry|furious|outrag\w+|unacceptable|disgust\w+|ridiculous|livid"),
        (
            "frustrated",
            r"frustrat\w+|annoy\w+|fed up|disappoint\w+|useless|not helpful|unhelpful|waste of time|terrible|awful",
        ),
        ("confused", r"confus\w+|(?:don't|do not) understand|makes? no sense"),
    )
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a summary says. `mood` is calm, confused, frustrated, angry or unknown."""

    wants: str = ""
    facts: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    mood: str = UNKNOWN_MOOD
    next_step: str = ""


def brief(turns: Sequence[Turn]) -> Content:
    turns = _cleaned(turns)
    told = _told(turns)
    said = [turn.text for turn in turns if turn.role == CUSTOMER]
    return Content(
        wants=shortened(told[0], LINE_CHARACTERS) if told else "",
        facts=tuple(mentions(said)[-MAX_FACTS:]),
        tried=_advice(_answers(turns)),
        mood=_mood(said),
        next_step=_next_step(told),
    )


def opening(turns: Sequence[Turn]) -> str:
    """The first message that the human team sees, in the customer's own voice; the customer sees it too."""
    matter = _matter(_cleaned(turns))
    return shortened(f"{_OPENING} about: {matter[0]}", LINE_CHARACTERS) if matter else f"{_OPENING}."


def request(turns: Sequence[Turn]) -> str:
    """All that the customer asked, in their own words: for where nothing else tells the human team, and they see it."""
    first, *later = _matter(_cleaned(turns)) or [""]
    whole = " ".join((f"{_OPENING} about: {first}" if first else f"{_OPENING}.", *later))
    return shortened(whole, _REQUEST_CHARACTERS)


def adds_nothing(turns: Sequence[Turn]) -> bool:
    """Whether a summary made before these turns still says it all: an offer, and an answer that tells nothing new."""
    said = [turn.text for turn in _cleaned(turns) if turn.role == CUSTOMER]
    return not mentions(said) and sum(map(len, said)) <= _SHORT_ANSWER


def render(content: Content, heading: str) -> str:
    """Short labelled lines of plain text."""
    lines = (
        ("Customer wants", content.wants or "Not said in words."),
        ("Facts", "; ".join(content.facts)),
        ("AI agent said or tried", " | ".join(content.tried)),
        ("Mood", "" if content.mood == UNKNOWN_MOOD else content.mood),
        ("Next step", content.next_step),
    )
    return "\n".join((heading, *(f"{label}: {text}" for label, text in lines if text)))


def _cleaned(turns: Sequence[Turn]) -> list[Turn]:
    return [replace(turn, text=_HANDLES.sub("", plain(turn.text, _TURN_CHARACTERS))) for turn in turns]


def _told(turns: Sequence[Turn]) -> list[str]:
    """What the customer said of the matter; where that is nothing, the most that they said at once."""
    said = [turn.text for turn in turns if turn.role == CUSTOMER and turn.text]
    return _matter(turns) or sorted(said, key=len)[-1:]


def _matter(turns: Sequence[Turn]) -> list[str]:
    """The customer's turns that are more than a word or two, and more than the wish for a person."""
    said = [turn.text for turn in turns if turn.role == CUSTOMER]
    return [text for text in said if _substantial(text) and not _only_asks_for_human(text)]


def _only_asks_for_human(text: str) -> bool:
    return len(text.split()) <= _SHORT_WISH and asks_for_human(text)


def _substantial(text: str) -> bool:
    """At least four words (seven after a greeting or a yes), or six characters of a script without spaces."""
    least = 7 if _BY_THE_WAY.match(text) else 4
    return len(text.split()) >= least or len(_UNSPACED.findall(text)) >= 6


def _answers(turns: Sequence[Turn]) -> list[str]:
    """What the AI agent said to the customer; before the customer's first word it only greeted."""
    asked = dropwhile(lambda turn: turn.role != CUSTOMER, turns)
    return [turn.text for turn in asked if turn.role == AGENT]


def _advice(texts: Sequence[str]) -> tuple[str, ...]:
    """The last things the AI agent advised or did; in a language that these patterns don't know, its last words."""
    own = [text for text in texts if _substantial(text) and not offers_human(text)]
    sentences = [sentence for text in own for sentence in _SENTENCE_END.split(text)]
    advice = [text for text in sentences if _SUGGESTS.search(text) and not _COURTESY.search(text)]
    return tuple(dict.fromkeys(shortened(text, ITEM_CHARACTERS) for text in advice or own[-1:]))[-3:]


def _mood(texts: Sequence[str]) -> str:
    return next((mood for mood, words in _MOODS if any(words.search(text) for text in texts)), UNKNOWN_MOOD)


def _next_step(told: Sequence[str]) -> str:
    if not told:
        return "Ask the customer what they need."
    if len(told) == 1:
        return "Go on from what the customer wants; nothing more was said."
    return f"Answer what the customer said last: {shortened(told[-1], ITEM_CHARACTERS)}"

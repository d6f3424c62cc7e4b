"""The customer's mood, as plain words show it: a summary that guesses at feelings does harm. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.transcripts import CUSTOMER, Turn, said_by
from handoff.summary.content import Mood, Turns

_NOT_NEGATED = r"(?<!not )(?<!nicht )(?<!pas )(?<!no )(?<!non )(?<!não )(?<!niet )(?<!nie )"
_SPACED = {
    Mood.ANGRY: (
        r"angry|furious|outrag\w+|unacceptable|disgust\w+|disgrace\w*|ridiculous|livid|appalling|pathetic|bullshit"
        r"|bs|wtf"
        r"|fuck\w*|shit\w*|rip.?off|scam\w*|worst|fuming|pissed|wütend|unverschämt\w*|inakzeptabel|frechheit|betrug"
        r"|furieu\w+|inadmissible|inacceptable|scandaleu\w+|arnaque|furios\w|enfadad\w|indignad\w|inaceptable|vergüenza"
        r"|estafa|arrabbiat\w|inaccettabile|vergogn\w+|truffa|furioso|inaceitável|absurdo|woedend|boos"
        r"|onacceptabel|schandalig\w*|wściek\w+|niedopuszczaln\w+|skandal\w*|oszustwo"
    ),
    Mood.FRUSTRATED: (
        r"frustrat\w+|annoy\w+|fed up|disappoint\w+|useless|not helpful|unhelpful|waste of (?:my )?time|wasted"
        r"|terrible|awful|horrible|sick of|sick and tired|tired of|ridiculously|upset|nightmare|rubbish"
        r"|poor (?:service|show)|let down"
        r"|frustriert|genervt|enttäusch\w+|nutzlos|zeitverschwendung|frustré\w*|déçue?s?|agacé\w*|inutile|ras.le.bol"
        r"|frustrad\w|hart[oa]|decepcionad\w|inútil|delus[oa]|frustrat[oa]|stuf[oa]|chatead\w|gefrustreerd"
        r"|teleurgesteld"
        r"|nutteloos|sfrustrowan\w+|rozczarowan\w+|bezużyteczn\w+"
    ),
    Mood.CONFUSED: (
        r"confus\w+|(?:don.?t|do not) understand|makes? no sense|verwirr\w+|verstehe (?:das )?nicht"
        r"|comprends pas|no entiendo|non capisco|não entendo|(?:begrijp|snap) (?:het )?niet|nie rozumiem"
    ),
}
_UNSPACED = {
    Mood.ANGRY: "怒|腹が立|ふざけ|許せ|生气|愤怒|气死|骗子|无法接受",
    Mood.FRUSTRATED: "がっかり|イライラ|うんざり|役に立たな|失望|烦死|没用|浪费时间",
    Mood.CONFUSED: "わかりません|分かりません|意味がわから|看不懂|不明白|搞不懂",
}
# Strongest first.
_MOODS = tuple(
    (mood, re.compile(rf"{_NOT_NEGATED}\b(?:{words})\b|{_UNSPACED[mood]}", re.IGNORECASE))
    for mood, words in _SPACED.items()
)
_MOST_TURNS = 3


def mood_of(turns: Sequence[Turn]) -> tuple[Mood, Turns]:
    """The strongest that the customer showed, and the last turns that show it."""
    said = said_by(CUSTOMER, turns)
    for mood, words in _MOODS:
        if shown := [index for index in said if words.search(turns[index].text)]:
            return mood, tuple(shown[-_MOST_TURNS:])
    return Mood.UNKNOWN, ()

"""An agent offers a human; the customer says yes or no."""

from __future__ import annotations

import re

from handoff.phrases.people import PERSON, TALK, TALKING, asks_for_human, refuses_human
from handoff.phrases.plain import any_of, gap, sentences

_OFFERS = any_of(
    rf"(?:would you (?:like|prefer|want)|do you want|want me|should i|shall i|may i|can i|could i|like me|i can"
    rf"|i could|happy to)"
    rf"{gap(6)} (?:connect|transfer|put|hand|escalate|forward|pass|{TALK}|{TALKING}){gap(5)} (?:{PERSON}|them)",
)
_OFFERS_TWO_THINGS = any_of(rf"(?:would you|do you|should i|shall i|want me){gap(25)} or{gap(8)} {PERSON}")
_ASKS_TO_GO_ON = any_of(
    rf"(?:would you|do you|shall i|should i|may i|can i|want me|like me){gap(5)} (?:do that|do so|proceed"
    rf"|go ahead|that)",
    r"how (?:would|do) you",
    r"is (?:that|this) (?:ok|okay|fine|alright|all right)",
    r"(?:sound|sounds) good",
    r"ok(?:ay)?$",
    r"would (?:that|this) (?:help|be)",
)


def offers_human(text: str) -> bool:
    """The agent plainly asks whether to bring in a human, and asks nothing else after it."""
    said = sentences(text)
    for position in range(len(said) - 1, -1, -1):
        if _OFFERS.search(said[position].words):
            return all(not later.question or _ASKS_TO_GO_ON.search(later.words) for later in said[position + 1 :])
    return False


def offers_a_choice(text: str) -> bool:
    """The offer stands beside another one, so that a bare "yes" doesn't tell which."""
    return any(s.question and _OFFERS_TWO_THINGS.search(s.words) for s in sentences(text))


_YES = (
    r"(?:yes|yeah|yep|yup|yea|ya|sure|absolutely|definitely|certainly|of course|please do|go ahead|do it|sounds good"
    r"|why not|that would be (?:great|good|helpful|nice|perfect|lovely)|(?:id|i would)"
    r" (?:like|love|appreciate) that|oui|sí|si|ja)"
)
_SAYS_YES = re.compile(
    rf"(?:(?:oh|ah|um|well|ok|okay|hmm|please) ){{0,4}}{_YES}\b(?! (?:but|not|i (?:did|tried|have|already|know)))"
)
_SAYS_OK = re.compile(
    r"(?:ok|okay|k|kk|fine|alright|all right|please|pls|lets do (?:it|that))(?: (?:please|pls|thanks|thank you"
    r"|then|ok|lets do (?:it|that)))*"
)
_SAYS_NO = re.compile(
    r"(?:(?:oh|ah|um|well|ok|okay|hmm|actually|thanks|thank you) ){0,4}"
    r"(?:no|nope|nah|non|nein|not (?:now|really|yet|necessary|today)|never ?mind|nvm|maybe later|(?:im|i am)"
    r" (?:good|fine|ok|okay)"
    r"|(?:thats|its|that is|it is) (?:ok|okay|fine|alright|all right)$|(?:dont|do not) bother|i"
    r" (?:dont|do not) think so)"
    r"\b(?! (?:problem|worries|idea|clue|doubt|one|but))"
)


def declines(text: str) -> bool:
    if asks_for_human(text):
        return False
    said = sentences(text)
    return bool(said and _SAYS_NO.match(said[0].words)) or refuses_human(text)


def accepts(text: str) -> bool:
    """Says yes, in words that leave no doubt: a false yes moves a customer against their will."""
    said = sentences(text)
    if not said or declines(text):
        return False
    first = said[0]
    if _SAYS_YES.match(first.words):
        return not first.question and not any("but" in sentence.words.split() for sentence in said)
    return len(said) <= 2 and all(_SAYS_OK.fullmatch(sentence.words) for sentence in said)

"""The customer asks for a human, or refuses one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handoff.phrases.plain import Sentence, any_of, gap, sentences

# Words for people whom a customer may be brought to. The strong ones need no verb of speaking beside them.
_REAL = r"(?:real|actual|live|human|physical|proper)"
_OFFICE = r"(?:agent|rep|representative|operator|supervisor|manager|advis[oe]r|employee|assistant)s?"
_STRONG = rf"(?:{_REAL} (?:person|people|humans?|beings?|someone|chat|(?:\w+ )?{_OFFICE})|humans?|{_OFFICE})"
_TEAM = (
    r"(?:(?:support|service|customer|care|sales|your) (?:team|staff|department)"
    r"|customer (?:service|support|care)|support)"
)
_ANYONE = (
    r"(?:(?:some|any)(?:one|body)|persons?|boss|higher ups?|team|staff|specialist|expert|technician|colleague"
    r"|consultant|associate|(?:upper )?(?:management|mgmt))"
)
PERSON = rf"(?:{_STRONG}|{_ANYONE}|{_TEAM})"
_BOT = r"(?:bots?|chatbots?|robots?|machines?|computers?|ai|program|software)"
_TO = r"(?:to|with|wit|w|too|2)"
TALK = r"(?:talk|speak|chat|speek|took|converse)"
TALKING = r"(?:talking|speaking|chatting)"
_WISH = (
    r"(?:want|wanna|need|needs|like|love|prefer|rather|wish|demand|insist|please|pls|gotta|have to|possible to"
    r"|able to|(?:can|could|may|might|cant|cannot) (?:i|we)|(?:i|we) (?:cant|cannot)|let me|lemme"
    r"|how (?:do i|can i|to)|know how|help|help me|assistance|try|trying|got to|asking)"
)
_ME = r"(?:me|us|this (?:chat|conversation|call|case|issue)|my (?:chat|conversation|call|case|issue))"
_MOVE = r"(?:connect|transfer|forward|pass|put|hand|redirect|escalate|route|switch|refer|direct|patch|get|bring)"
# What may follow "a manager" for it to be a person and not the first half of another thing ("a manager account").
_END = (
    r"(?= (?:please|pls|now|asap|here|instead|to|who|that|for|on|and|or|not|about|right|immediately"
    r"|today|thanks|because|since|as|my|i|im|this)\b|$)"
)
_NOT_PEOPLE = any_of(
    r"human (?:hair|rights|resources|sized?|made|anatomy|body)",
    r"representative (?:sample|of)",
    r"manager (?:app|account|name)",
    r"live (?:stream|wallpaper|plants?)",
    r"(?:task|device|password|file|account|project) managers?",
    r"(?:google|virtual|ai|voice|personal|shop|shopping|store) assistants?",
    r"(?:travel|estate|cleaning|insurance) agents?",
    r"agent (?:id|number|name)",
)

_ASKS = any_of(
    rf"{_WISH}{gap(5)} {TALK} {_TO}{gap(4)} {PERSON}",
    rf"(?:appreciate|prefer|like|rather|love|help|help me|assistance) {TALKING} {_TO}{gap(4)} {PERSON}",
    rf"{_WISH}{gap(3)} (?:contact|reach|get (?:in touch with|(?:a )?hold of))(?: an?| the| your)?"
    rf" (?:{_STRONG}|someone|somebody){_END}",
    rf"{PERSON}{gap(4)} (?:i|we) (?:can|could|may|might) (?:\w+ )?{TALK}(?: \w+)? {_TO}",
    rf"{_MOVE} (?:to )?{_ME}(?: \w+)? (?:to|with|w|through|thru|onto|over to){gap(3)} {PERSON}",
    r"(?:transfer|escalate|hand) (?:me|us|this)(?: over| off)?(?: please| now)?$",
    rf"escalate (?:this|it) to{gap(2)} {PERSON}",
    r"put (?:me|us) through",
    r"(?:give|get|find|send) (?:me|us)(?: to)? (?:someone|somebody)",
    r"get (?:someone|somebody) on the (?:phone|line)",
    rf"(?:is|are|any){gap(3)} (?:{_STRONG}|person) (?:there|available|around|here|online)",
    rf"(?:can|could|would|let)(?: an?| the| your| some| another)? (?:{_STRONG}|person)"
    r" (?:please )?(?:help|look|assist|take|handle|check|answer|contact|reply)",
    rf"(?:want|need|give me|gimme|get me|id like|would like|prefer|looking for|send me|find me)"
    rf"(?: an?| the| your| some)? (?:{_STRONG}|person){_END}",
    rf"(?:want|need|like|get|prefer){gap(2)} (?:help|assistance|support) (?:from|by)"
    rf"(?: an?| the| your| some)? (?:{_STRONG}|(?:some|any)(?:one|body) (?:in|from|at))",
    rf"(?:can|could|please|have|get|need|want|arrange|would|asking|surely there){gap(6)}"
    rf" (?:{_STRONG}|someone|somebody|anyone|people){gap(4)} (?:call|phone|ring)(?: back)? (?:me|us)",
    rf"(?:dont|do not|not|hate|tired of|sick of|stop|cant|rather than|instead of){gap(5)}"
    rf" (?:{TALK}|{TALKING}|deal|dealing)(?: {_TO})?(?: an?| the| this| your| some)? (?:\w+ )?{_BOT}",
    rf"{TALKING} {_TO} (?:an? )?{_BOT} is (?:\w+ )?(?:stupid|useless|pointless|annoying|frustrating|ridiculous)",
    rf"(?:dont|do not) (?:want|need)(?: an?| the| this| your| some)? {_BOT}",
)
_COURTESY = r"(?:(?:please|pls|hi|hello|hey|just|ok|okay|yes|no|now|thanks|thank you|asap|the|an?|to|get) ){0,6}"
_ASKS_BARELY = re.compile(
    rf"{_COURTESY}(?:(?:{TALK}|{TALKING}) {_TO}{gap(3)} {PERSON}{gap(3)}"
    rf"|(?:{_STRONG}|person|hand ?off(?: (?:me|to|support|human|agent))*|human hand ?off"
    rf"|(?:some|any)one from {_TEAM})"
    rf"(?: (?:please|pls|now|asap|thanks|{_STRONG})){{0,3}})"
)
# A person by name; only capitals tell it from "talk to me".
_ASKS_BY_NAME = re.compile(
    r"\b(?:[Cc]an|[Cc]ould|[Mm]ay) (?:I|i) (?:please )?(?:talk|speak)"
    r" (?:to|with) [A-Z][a-z]+\b"
)

# Words of one refusal: "I don't want help, just connect me" is none.
_OF_ONE_WISH = r"(?: (?!(?:just|but|i|please|so|because|let|give|get)\b)\w+){0,5}"
_NO_WISH = (
    r"(?:(?:dont|do not|didnt|never|wont|not) (?:\w+ )?(?:want|need|wanna|like|wish|asking|ask)|no need"
    r"|(?:prefer|rather) not|without|instead of|not necessary)"
)
_REFUSES = any_of(
    rf"{_NO_WISH}{_OF_ONE_WISH} (?:{PERSON}|transferred|connected|transfer|connect|escalate|handed|hand ?off)",
    r"(?:dont|do not|never|stop|not)(?: please)? (?:transfer|connect|escalate|forward|pass|hand)(?:r?ing)?"
    r" (?:me|us|this)",
    rf"no (?:{_STRONG}) (?:please|needed|necessary|required|thanks)",
    r"never ?mind|nvm|forget it",
)
# Asking about people, or telling of them, is not asking for them.
_ASIDE = any_of(
    r"(?:what|which) (?:\w+ )?(?:hours?|times?|days?|number|email|address)",
    r"opening hours",
    r"phone number",
    r"(?:am|was|are) (?:i|we) (?:\w+ )?(?:talking|speaking|chatting)",
    r"are (?:you|u)",
    r"(?:at|until) what time",
    r"^when",
    r"if (?:i|we) (?:want|need|wanted|needed)",
)

_BOT_WORD = any_of(_BOT)
_MOST_CLAUSES = 20
# One look that spares most sentences the others.
_CONCERNS_PEOPLE = any_of(PERSON, _BOT, "people", "transfer", "escalate", "hand ?off", "hand", "put")


def asks_for_human(text: str) -> bool:
    if _ASKS_BY_NAME.search(text):
        return True
    return any(_asks(sentence.words) or any(map(_asks, _clauses(sentence))) for sentence in sentences(text))


def _clauses(sentence: Sentence) -> Sequence[str]:
    """ "A human please, my parcel is broken" asks before its comma; a refusal speaks for its whole sentence."""
    return () if _REFUSES.search(sentence.words) else sentence.clauses[:_MOST_CLAUSES]


def _asks(words: str) -> bool:
    if not _CONCERNS_PEOPLE.search(words):
        return False
    words = _NOT_PEOPLE.sub("thing", words)
    kept = _REFUSES.sub(_of_a_bot, words).strip()
    if not kept or _ASIDE.search(kept):
        return False
    return bool(_ASKS_BARELY.fullmatch(kept) or _ASKS.search(kept))


def _of_a_bot(refusal: re.Match[str]) -> str:
    """Who refuses a bot asks for a human: only the other refusals go."""
    return refusal[0] if _BOT_WORD.search(refusal[0]) else ""


def refuses_human(text: str) -> bool:
    return any(_of_a_bot(found) == "" for s in sentences(text) for found in _REFUSES.finditer(s.words))

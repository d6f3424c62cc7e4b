"""The customer asks for a human, or refuses one."""

from __future__ import annotations

import re

from handoff.phrases.persons import BOT, NOT_PEOPLE, PERSON, STRONG, TELLING
from handoff.phrases.plain import Sentence, any_of, gap, sentences
from handoff.phrases.wishes import BARELY, BY_NAME, FAMILIES, MAYBE, Place

# Words of one refusal: "I don't want help, just connect me" is none.
_OF_ONE_WISH = r"(?: (?!(?:just|but|i|please|so|because|let|give|get)\b)\w+){0,5}"
_NO_WISH = (
    r"(?:(?:dont|do not|didnt|never|wont|not) (?:\w+ )?(?:want|need|wanna|like|wish|asking|ask|have(?= (?:any"
    r"|some)(?:one|body)))|no need"
    r"|(?:prefer|rather) not|without|instead of|not necessary|no reason)"
)
_REFUSES = any_of(
    rf"{_NO_WISH}{_OF_ONE_WISH} (?:{PERSON}|transferred|connected|transfer|connect|escalate|handed|hand ?off)",
    r"(?:dont|do not|never|stop|not)(?: please)? (?:transfer|connect|escalate|forward|pass|hand|put)(?:r?ing)?"
    r" (?:me|us|this)(?: through)?(?: to)?(?: an?)?(?: \w+)?",
    rf"no (?:{STRONG}) (?:please|needed|necessary|required|thanks)",
    r"never ?mind|nvm|forget it",
)
# Asking about people, or telling of them, is not asking for them.
_ASIDE = any_of(
    r"(?:what|which) (?:\w+ )?(?:hours?|times?|days?|number|email|address)",
    r"opening hours",
    r"phone number(?! (?:where|to|so|that))",
    r"(?:am|was|are) (?:i|we) (?:\w+ )?(?:talking|speaking|chatting)",
    r"are you (?!able|going to|gonna)",
    r"(?:at|until) what time",
    r"^when (?!can (?:a|an|some\w+|your) )",
    r"(?<!what )(?<!who )(?:do|must|should) (?:i|we) (?:really |even )?(?:have|need) to (?!do\b)",
    r"if (?:i|we) (?:want|need|wanted|needed|get|have)",
    r"^(?:do|must|should|would|will|did|does) (?:i|we|one|it) (?:\w+ )?(?:have|need|get|be able|require|talk|speak"
    r"|reach)",
    r"(?:on|over|during) (?:the |a )?(?:weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|holidays?"
    r"|bank holidays?)",
    rf"(?:told|said|promised|says|claimed|offered?|offering|supposed)(?: me| us| that| to)*{gap(2)} {PERSON}"
    r" (?:would|will|could|can|to|call|has|had)",
    r"(?:feels?|felt|sounds?|seems?|was|is|its) like (?:talking|speaking|chatting)",
)
_BOT_WORD = any_of(BOT)
_MOST_CLAUSES = 20


def asks_for_human(text: str) -> str:
    """The words that ask, as they stand in the text; "" where none do."""
    named = BY_NAME.search(text) if "talk" in text or "speak" in text else None
    if named:
        return named[0]
    for sentence in sentences(text):
        if TELLING.isdisjoint(sentence.different_words):
            continue
        found = _asks(sentence) or _asks_in_a_clause(sentence)
        if found:
            return found
    return ""


def may_ask_for_human(text: str) -> str:
    """Words from which a wish for a human can't be told for sure."""
    for sentence in sentences(text):
        place = MAYBE.place_in(sentence, sentence.words)
        if place and not _ASIDE.search(sentence.words):
            return sentence.quoted(*place)
    return ""


def _asks_in_a_clause(sentence: Sentence) -> str:
    """ "A human please, my parcel is broken" asks before its comma; a refusal speaks for its whole sentence."""
    clauses = sentence.clauses[:_MOST_CLAUSES]
    if len(clauses) == 1 or _REFUSES.search(sentence.words):
        return ""
    return next(filter(None, map(_asks, clauses)), "")


def _asks(sentence: Sentence) -> str:
    place = _wish(sentence, sentence.words)
    if not place:
        return ""
    words = _REFUSES.sub(_without_refusal, NOT_PEOPLE.sub(_as_many_things, sentence.words))
    if words != sentence.words:
        place = _wish(sentence, words)
    return sentence.quoted(*place) if place and not _ASIDE.search(words) else ""


def _wish(sentence: Sentence, words: str) -> Place | None:
    if BARELY.fullmatch(words):
        return 0, len(words)
    return next(filter(None, (family.place_in(sentence, words) for family in FAMILIES)), None)


def _as_many_things(found: re.Match[str]) -> str:
    """The words behind it keep their places, so that they can be quoted."""
    return " ".join("thing" for _ in found[0].split())


def _without_refusal(found: re.Match[str]) -> str:
    return _as_many_things(found) if _is_of_a_human(found) else found[0]


def _is_of_a_human(refusal: re.Match[str]) -> bool:
    """Who refuses a bot asks for a human."""
    return not _BOT_WORD.search(refusal[0])


def refuses_human(text: str) -> str:
    """The words that refuse, as they stand in the text; "" where none do."""
    for sentence in sentences(text):
        for found in _REFUSES.finditer(sentence.words):
            if _is_of_a_human(found):
                return sentence.quoted(*found.span())
    return ""

"""Words that matter to us, mistyped: one letter too few, too many, wrong, or two that changed places. Pure.

Every such form is made once, when this is loaded, and looked up: nothing is compared while a message is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

# What a wish for a human is made of.
_WORDS = frozenset(
    "person human humans agent agents representative representatives operator supervisor manager managers customer "
    "service someone somebody anyone anybody support people advisor employee assistant assistance speak speaking "
    "talking chatting contact connect transfer escalate please robot chatbot available "
    "talk chat want need real live team help with".split()
)
# Words of their own, though they look mistyped. The first letter is never the wrong one, so "walk" is no danger.
_OTHER_WORDS = frozenset(
    "parson persons humane hunan humus aged gent agency argent urgent arent operators operate supervisors manage "
    "managed manages manger manner manor customers costumer custom serviced services servicer servile supports peoples "
    "peopled advisors adviser employees employed employer assistants speaks spear peak sneak steak speck taking "
    "tanking tasking tacking stalking chanting charting cheating chatter contacts contract contort connects connected "
    "connector transfers escalated escalates pleas pleased pleases lease robots root robo roost robin chatbots "
    "peaking spearing wan went tam lie wit hep".split()
)
# Too far from their word for the rule, and often met.
_KNOWN = {
    "representitive": "representative",
    "represenative": "representative",
    "reprsentative": "representative",
    "represntive": "representative",
    "wana": "wanna",
    "wonna": "wanna",
    "gimmie": "gimme",
    "speek": "speak",
    "tlk": "talk",
    "tak": "talk",
    "som1": "someone",
    "some1": "someone",
    "any1": "anyone",
    "sum1": "someone",
    "ppl": "people",
    "cust": "customer",
    "svc": "service",
    "mgr": "manager",
    "mgmt": "management",
    "pls": "please",
    "plz": "please",
    "cud": "could",
    "shud": "should",
    "wud": "would",
    "wan": "want",
    "u": "you",
    "ur": "your",
    "wit": "with",
    "wth": "with",
    "w": "with",
    "2": "to",
    "ot": "to",
    "tto": "to",
}
# Little words that lost their space: "tocontact", "uhelp".
_GLUED = ("to", "a", "u", "the")
_ENOUGH_LETTERS = 5
_STRETCHES = frozenset(3 * letter for letter in ascii_lowercase)
_STRETCH = re.compile(r"([a-z])\1\1")


def written_forms(words: Iterable[str]) -> frozenset[str]:
    """However these may be written, but for letters that are drawn out."""
    right = frozenset(words)
    return right | {form for form, word in _SPELLED.items() if not right.isdisjoint(word.split())}


def spelled(words: list[str]) -> list[str]:
    found = words if _SPELLED.keys().isdisjoint(words) else [_SPELLED.get(word, word) for word in words]
    # One look at all of them spares most sentences the second round.
    return list(map(_unstretched, found)) if _STRETCH.search(" ".join(found)) else found


def _unstretched(word: str) -> str:
    """ "humannn" and "pleaseee" are human and please."""
    if word[-3:] not in _STRETCHES or word in _STRETCHES:
        return word
    short = word.rstrip(word[-1]) + word[-1]
    return _SPELLED.get(short, short)


def _mistyped(word: str) -> Iterator[str]:
    """In short words only letters that changed places or came twice: the other forms are words of their own."""
    inner = range(1, len(word))
    yield from (word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :] for i in inner)
    yield from (word[:i] + word[i - 1] + word[i:] for i in inner)
    if len(word) >= _ENOUGH_LETTERS:
        yield from (word[:i] + word[i + 1 :] for i in inner)
        yield from (word[:i] + letter + word[i:] for i in inner for letter in ascii_lowercase)
        yield from (word[:i] + letter + word[i + 1 :] for i in inner for letter in ascii_lowercase)
        yield from (first + word for first in _GLUED)


def _forms() -> Iterator[tuple[str, str]]:
    for word in sorted(_WORDS):
        yield from ((form, word) for form in _mistyped(word) if form not in _WORDS | _OTHER_WORDS)


_SPELLED = {**dict(_forms()), **_KNOWN}

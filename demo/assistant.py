"""The shop's AI agent without a key: a script that knows little, follows the published playbook, and can get stuck."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from demo.api import Json
from demo.conversations import CUSTOMER, Line


@dataclass(frozen=True)
class Reply:
    """`wants_handoff`: it called the handoff tool, naming `directive` where the playbook told it to.

    The text of such a reply, if there is any, is said only when the handoff begins. `by_model`: a real model wrote it;
    `model_failed`: it was asked, and the script had to answer in its place.
    """

    text: str
    wants_handoff: bool = False
    directive: str = ""
    by_model: bool = False
    model_failed: bool = False


class Assistant(Protocol):
    def reply(self, turns: Sequence[Line], instructions: Json, may_hand_off: bool) -> Reply: ...


GREETING = "Hi! I'm the AI assistant of Northwind Outfitters. Ask me about orders, shipping, returns or sizes."
NOT_KNOWN = (
    "I'm not sure about that one. I can help with orders, shipping, returns and sizes. What would you like to know?"
)
ORDERS = (
    "You can follow your order with the tracking link in your confirmation e-mail. "
    "Orders leave our warehouse within one working day and usually arrive two to four days later."
)
SHIPPING = "Standard shipping takes two to four working days and is free from $75. Express takes one day and costs $12."
RETURNS = (
    "You can return unused items within 60 days. Start at northwind.example/returns; "
    "the refund reaches you about five days after the parcel reaches us."
)
SIZES = (
    "Our jackets run true to size; between two sizes, take the larger one if you wear layers. "
    "Boots: take half a size more than your street shoes."
)
GIFTS = "The Ember camp mug ($18) and the Cairn daypack ($89) are our best-liked gifts. We wrap them for free."
DECLINED = "No problem. What else can I help with?"
THANKS = "You're welcome! Is there anything else?"
KNOWN = (
    (r"\b(where|track\w*|status|late|arriv\w*)\b.*\b(order|parcel|package|delivery)\b|\btrack\w*\b", ORDERS),
    (r"\bship\w*\b|\bdeliver\w*\b|\bpostage\b", SHIPPING),
    (r"\breturn\w*\b|\brefund\w*\b|\bexchange\w*\b|\bsend (it|them) back\b", RETURNS),
    (r"\bsiz(e|es|ing)\b|\bfit(s|ting)?\b|\btoo (small|big|large|tight)\b", SIZES),
    (r"\bgift\w*\b|\bpresent\b|\bbirthday\b", GIFTS),
    (r"^\s*(hi|hello|hey|good (morning|afternoon|evening))\b", GREETING),
    (r"\b(thanks|thank you|great|perfect)\b", THANKS),
    (r"^\s*(no|nope|nah|not now)\b", DECLINED),
)


class ScriptedAssistant:
    """Says what the playbook quotes, else what it `knows` by patterns, else `not_known`."""

    def __init__(self, knows: Sequence[tuple[str, str]] = KNOWN, not_known: str = NOT_KNOWN) -> None:
        self._knows = knows
        self._not_known = not_known

    def reply(self, turns: Sequence[Line], instructions: Json, may_hand_off: bool) -> Reply:
        text = last_words(turns)
        rule = next((rule for rule in rules(str(instructions.get("text", ""))) if rule.fits(text)), None)
        if rule and rule.directive and may_hand_off:
            return Reply(rule.answer, wants_handoff=True, directive=rule.directive)
        # What the playbook says on the way to a person would be a promise where there is none.
        said = rule.answer if rule and not rule.directive else ""
        return Reply(said or known_answer(text, self._knows, self._not_known))


def last_words(turns: Sequence[Line]) -> str:
    return next((turn.text for turn in reversed(turns) if turn.who == CUSTOMER), "")


def known_answer(text: str, knows: Sequence[tuple[str, str]] = KNOWN, not_known: str = NOT_KNOWN) -> str:
    return next((answer for pattern, answer in knows if re.search(pattern, text, re.IGNORECASE)), not_known)


# Of the playbook's plain words, what a script can follow: "If or when SITUATION, say "WORDS" (call the tool)."

# What Handoff wrote into the instructions stands in white square brackets; a call of the tool is a part of that.
_OURS = re.compile("\u27e6[^\u27e6\u27e7]*\u27e7")
_CALL = re.compile('\u27e6(?:not now: )?call \\w+\\(directive="(?P<id>[^"\u27e6\u27e7]+)"\\)')
_OURS_OR_NEXT_RULE = re.compile("\u27e6[^\u27e6\u27e7]*\u27e7|\\b(?P<next>If|When|Whenever)\\s")
_SITUATION = re.compile(r"\b(?:if|when(?:ever)?|where|for)\b(?P<words>[^,:.;]*)", re.IGNORECASE)
_QUOTED = re.compile('["\N{LEFT DOUBLE QUOTATION MARK}]([^"\N{RIGHT DOUBLE QUOTATION MARK}]+)')
_SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a about an and any are as ask asks at be by can customer customers do does for from had has have help her him"
        " his i in is it item items its me my not of on one or order our product says someone something tell tells that"
        " the their them then there they this to us was wants were with writes you your shopper",
    )
)


@dataclass(frozen=True)
class Rule:
    situation: frozenset[str]
    any_word: bool
    answer: str
    directive: str

    def fits(self, text: str) -> bool:
        needed = 1 if self.any_word or len(self.situation) == 1 else 2
        return len(self.situation & stems(text)) >= needed


def rules(instructions: str) -> list[Rule]:
    parts = [part for line in instructions.splitlines() for part in parts_of(line)]
    return [rule for part in parts if (rule := rule_in(part))]


def parts_of(line: str) -> list[str]:
    """A new one begins with each "If" or "When" of the author's. In one pass: a playbook may be one long line."""
    starts = [found.start() for found in _OURS_OR_NEXT_RULE.finditer(line) if found["next"]]
    return [line[start:end] for start, end in pairwise([0, *starts, len(line)])]


def rule_in(part: str) -> Rule | None:
    call, theirs = _CALL.search(part), _OURS.sub("", part)
    situation, quoted = _SITUATION.search(theirs), _QUOTED.search(theirs)
    if not situation or not (call or quoted):
        return None
    words = situation["words"]
    return Rule(stems(words), " or " in words, quoted[1] if quoted else "", call["id"] if call else "")


def stems(text: str) -> frozenset[str]:
    """Words without their commonest endings, so that "damage" and "damaged" are one."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return frozenset(re.sub(r"(?:ing|ed|es|s|e)$", "", word) for word in words if word not in _SMALL_WORDS)

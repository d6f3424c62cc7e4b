"""A human agent is promised, and no command moves the customer. Only English is read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.directives import COMMANDS, HANDOFF
from playbooks.linting.finding import WARNING, Finding
from playbooks.linting.reading import Reading, Step, quote

RULE = "promise_without_command"
_NEAR = 2
_LONGEST_SENTENCE = 300

_HUMAN = (
    r"(?:human|person|live|real|agent|representative|rep|specialist|expert|advis[oe]r|colleague|someone|somebody"
    r"|support|team|department|manager|supervisor|staff)"
)
_CUSTOMER = (
    r"(?:(?:the |this |your )?(?:customer|user|shopper|client|caller|buyer|visitor|conversation|chat)|them|him|her)"
)
_I_WILL = (
    r"\b(?:I(?:['\u2019]ll| will| am going to|['\u2019]m going to| am|['\u2019]m| can)|let me|we(?:['\u2019]ll| will))"
)
_NO_END = r"[^.!?\n]{0,40}?"
_PROMISE = re.compile(
    rf"{_I_WILL} (?:\w{{1,12}} ){{0,2}}(?:transfer(?:ring)? you\b(?! (?:the|your|a)\b)"
    rf"|(?:connect|hand|pass|put|forward|escalat|get)(?:e|t?ing)? (?:you|this|that|it|your \w{{1,15}})\b"
    rf"{_NO_END}\b{_HUMAN}s?\b)"
    rf"|\b(?:transfer|connect|hand|pass|route|forward|redirect|refer|switch|escalate) {_CUSTOMER}\b"
    rf"{_NO_END}\b(?:to|with) (?:an? |the |our |your )?(?:\w{{1,15}} )?{_HUMAN}s?\b"
    r"|\b(?:human|live|support) (?:agent|colleague|representative)s? will (?:\w{1,12} )?"
    r"(?:be with|join|take over|help|assist)\b"
    r"|\b(?:someone|a (?:person|human|colleague|specialist)) (?:from [^.!?\n]{1,30} )?will (?:\w{1,12} )?"
    r"(?:be with you|join|take over)\b",
    re.IGNORECASE,
)
# The sentence forbids it, speaks of a wish, or leaves it to another tool.
_NOT_MEANT = re.compile(
    r"\b(?:never|not|cannot|without|avoid|refuse|instead of|rather than|before)\b|n['\u2019]t\b"
    r"|\b(?:asks?|asked|wants?|wish\w*|requests?|requested|insists?|demands?)\b[^,]{0,30}$",
    re.IGNORECASE,
)
_OTHER_TOOL = re.compile(r"\w_\w|\btools?\b", re.IGNORECASE)


_CONDITION = re.compile(r"\b(?:if|when|whenever|in case|for)\b", re.IGNORECASE)


def findings(reading: Reading) -> Iterator[Finding]:
    command = next(command.text for command in COMMANDS if command.slug == HANDOFF)
    for number, step in enumerate(reading.steps):
        if step.is_heading or _OTHER_TOOL.search(reading.text, step.begins, step.end) or _is_near(reading, number):
            continue
        for promise in _promises(reading, step):
            message = f"{quote(promise[0])} promises a human agent, and no command near it moves the customer."
            yield Finding(RULE, WARNING, *promise.span(), message, f"Write {command} in this step.")


def _promises(reading: Reading, step: Step) -> Iterator[re.Match[str]]:
    for promise in _PROMISE.finditer(reading.text, step.begins, step.end):
        sentence = _sentence_before(
            reading.text, max(step.begins, promise.start() - _LONGEST_SENTENCE), promise.start()
        )
        if promise.start() not in reading.code and not _NOT_MEANT.search(sentence):
            yield promise


def _sentence_before(text: str, start: int, end: int) -> str:
    return re.split(r"[.!?:]\s", text[start:end])[-1]


def _is_near(reading: Reading, number: int) -> bool:
    """In this step; or in the one before or the two after it, unless it has a condition of its own there."""
    for place in range(max(0, number - 1), min(len(reading.steps), number + _NEAR + 1)):
        step = reading.steps[place]
        commands = reading.directives_in(step.start, step.end)
        if commands and (place == number or not _CONDITION.search(reading.text, step.begins, commands[0].start)):
            return True
    return False

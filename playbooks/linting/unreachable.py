"""What an author asks of the Agent behind a command, when the customer has left it. Only English is read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.directives import Directive
from playbooks.linting.finding import WARNING, Finding
from playbooks.linting.reading import Reading, quote

RULE = "unreachable_after_command"
_LONGEST = 600

_CLOSING = r"[*_~\"'\u201d\u2019)\]\s]*"
_SENTENCE = re.compile(r"(?:[.!;]|,?\s(?=(?:and )?then\b)|,\s(?=and\b))\s*", re.IGNORECASE)
_ENDS_OF_SENTENCE = re.compile(r"[.!?;](?:\s|$)|$")
_LEADS_ON = r"(?:(?:and|then|next|finally|afterwards?|after that|also|now|please|always)\b,?\s*)*"
_ASKS = re.compile(
    _LEADS_ON + r"(?:ask|tell|offer|send|check|apologi[sz]e|refund|explain|give|collect|confirm|create|look up|find|get"
    r"|verify|inform|let (?:them|him|her|the (?:customer|user)) know|thank|wish|reply|answer|say|share|provide|remind"
    r"|update|cancel|issue|process|continue|proceed|go (?:on|to)|wrap up|end|close|move on|record|enter)\b",
    re.IGNORECASE,
)
# The command may not be reached, or the sentence is about that case.
_DEPENDS = re.compile(
    r"\b(?:if|when|whenever|unless|otherwise|else|only|once|until|before|after they|first|while|meanwhile|except|but|or"
    r"|clos(?:ed|es)|available|unavailable|declines?|hours?)\b",
    re.IGNORECASE,
)


def findings(reading: Reading) -> Iterator[Finding]:
    for directive in reading.directives:
        behind = "" if directive.asks_first else _behind(reading, directive)
        span = _asked_behind(behind)
        if span:
            start, end = directive.whole_end + span[0], directive.whole_end + span[1]
            yield Finding(
                RULE,
                WARNING,
                start,
                end,
                f"{quote(reading.text[start:end])} stands behind the command: by then the customer is with your team.",
                "Write it before the command, or in a step of its own.",
            )


def _behind(reading: Reading, directive: Directive) -> str:
    """Up to the next command or the end of the step."""
    end = min(reading.steps[reading.step_at(directive.start)].end, directive.whole_end + _LONGEST)
    following = reading.directives_in(directive.whole_end, end)
    return reading.text[directive.whole_end : following[0].start if following else end]


def _asked_behind(behind: str) -> tuple[int, int] | None:
    """The first sentence after the command's own, if it asks for something whatever happens."""
    own_end = _SENTENCE.search(behind)
    if not own_end or "(" in behind[: own_end.start()] or _DEPENDS.search(behind, 0, own_end.start()):
        return None
    start = own_end.end()
    end_found = _ENDS_OF_SENTENCE.search(behind, start)
    end = end_found.start() if end_found else len(behind)
    asks = _ASKS.match(behind, start, end)
    return (start, end) if asks and not _DEPENDS.search(behind, start, end) else None

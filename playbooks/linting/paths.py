"""Slashes of other trades: pages of a shop, prices, dates, and one word or another. Pure."""

from __future__ import annotations

import re

from playbooks.linting.reading import Reading

_GOES_ON_AS_A_PATH = re.compile(r"[/\\_=?&#%@+~]|[-.:]\w|\d|-")
# "see /returns", "at /faq", and "$5 /month".
_LEADS_TO_A_PATH = re.compile(
    r"(?:\b(?:at|on|to|in|under|from|via|see|visit|open|page|pages|path|url|link|folder|file|file:|route|endpoint)"
    r"|[\d$€£%)\]])[ \t]+[\"'(`*]*$",
    re.IGNORECASE,
)
_LEADS_TO_A_COMMAND = re.compile(
    r"(?:^|[.:;,!?>\u2192\u2013\u2014-]|\b(?:then|use|run|do|call|type|write|start|please))[ \t]*[\"'(\[*_~]*$",
    re.IGNORECASE,
)
_LOOK_BACK = 24


def looks_like_a_path(text: str, slash: int, end: int) -> bool:
    """`end`: of the word behind the slash."""
    before = text[max(0, slash - _LOOK_BACK) : slash].rpartition("\n")[2]
    return bool(_GOES_ON_AS_A_PATH.match(text, end) or _LEADS_TO_A_PATH.search(before))


def stands_like_a_command(reading: Reading, slash: int) -> bool:
    """Where a step begins, after a colon or a "then"; "one /another" is no command unless it has a capital."""
    step = reading.steps[reading.step_at(slash)]
    before = reading.text[max(step.begins, slash - _LOOK_BACK) : slash]
    return reading.text[slash + 1].isupper() or not before.strip() or bool(_LEADS_TO_A_COMMAND.search(before))

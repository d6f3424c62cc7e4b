"""Playbooks such as nobody should write, and what must hold for each of them."""

from __future__ import annotations

import random
import time
from itertools import pairwise

from playbooks.directives import COMMANDS, find, segments
from playbooks.linting import ERROR, RULES, WARNING, FollowedBy, Surroundings, lint
from playbooks.texts import plain

MOST_PIECES = 40
LARGE = 100_000
# One text of so many is blown up to the size of a hundred thousand signs.
ONE_IN = 2_000
PIECES = (
    "/Handoff to support", "/handoff to support", "/HANDOFF TO SUPPORT", "/Handoff\u00a0to\u2003support",
    "/Handoff  to\tsupport", "/Handof to support", "/Handoff to suport", "/Handoff", "/Handoff to", " to support",
    "/Handoff to supporters", "/Handoff to sales", "Handoff to support", "/refund", "/escalate", "/",
    "//", "\\/", "\\", "\uff0f", "\u2044", "\u2215", "\u200b", "\u200d", "\u200e", "\u202e", "\u2066",
    "\ufeff", "\u00ad",
    "о", "а", "Η", "ſ", "İ", "ﬀ", "e\u0301", "\u0301", "👩‍💻", "\U0010ffff", "\ud800", "\x00",
    "שלום ", "مرحبا ", "転送", "ß",
    " (reason: damaged order)", "(reason: a; ask first: yes; collect: email, order number)", " (ask first: perhaps)",
    "(reason:", " (", "((", ")", "))", ":", ";", "; ask first: ", "yes", "no", "collect: ", "reasn: ", "note: ",
    " ", "  ", "\t", "\u00a0", "\n", "\n\n", "\r\n", "\r", "\n \n", "\v", "\f", "\x1c", "\u2028", "\u0085",
    "`", "``", "```", "~~~", "*", "**", "_", "__", "~", "- ", "1. ", "# ", "> ", "| ", "<b>", "</b>", "<script>",
    "&amp;",
    "https://shop.example", "www.shop.example/a", "%20", "/Handoff%20to%20support", "copy/paste", "MM/DD/YYYY",
    "$5 /month",
    "If the order is damaged", "if the order is damaged, ", ": ", ", ", ". ", "! ", "never hand off", "do not ",
    "don't ",
    "I'll transfer you to a human", "transfer the customer to a human agent", "Ask for the order number", " then ",
    "and ",
    "a", "Z", "0", "'", "\u2019", '"', "\u201c", "-", "–", "(", "[", "]", "{", "}", "<", ">", "@", "=",
)  # fmt: skip
WORDS = {command.text.casefold() for command in COMMANDS}
COMMANDS_AMONG_THEM = 5
OF_THE_COMMAND = {"misspelt_command", "unknown_command", "command_in_code", "command_in_url"}
SURROUNDINGS = Surroundings((FollowedBy("Ada", False), FollowedBy("Bo", True)), has_provider=False)


def hostile(rng: random.Random) -> str:
    pieces = rng.choices(PIECES, k=rng.randrange(1, MOST_PIECES))
    if rng.randrange(ONE_IN):
        return "".join(pieces)
    text = rng.choice(PIECES[:COMMANDS_AMONG_THEM]) + "".join(pieces[: rng.randrange(5)])
    return (text * (LARGE // len(text) + 1))[:LARGE]


def check(text: str) -> float:
    """Raises AssertionError for what must not be; tells how many seconds it took to read the directives."""
    begun = time.thread_time()
    parts = segments(text)
    taken = time.thread_time() - begun
    assert "".join(part.text for part in parts) == text
    assert all(one.start + len(one.text) == other.start for one, other in pairwise(parts))
    directives = tuple(part.directive for part in parts if part.directive)
    # The number of a directive is its id for a runtime: reading again must not move it.
    assert directives == find(text)
    for directive in directives:
        assert " ".join(text[directive.start : directive.end].split()).casefold() in WORDS
        assert directive.end == directive.whole_end or text[directive.whole_end - 1] == ")"
    check_findings(text)
    return taken


def check_findings(text: str) -> None:
    for finding in lint(text, SURROUNDINGS):
        assert finding.rule in RULES
        assert finding.severity in {ERROR, WARNING}
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message
        assert finding.mend


def check_mends(text: str) -> None:
    """A click must not leave the author where he was."""
    for finding in lint(text, SURROUNDINGS):
        if finding.replacement is not None:
            better = text[: finding.start] + finding.replacement + text[finding.end :]
            still = {(one.rule, one.start, one.end) for one in lint(better, SURROUNDINGS)}
            assert better != text
            if finding.rule in OF_THE_COMMAND:
                place = range(finding.start, finding.start + len(finding.replacement))
                assert any(directive.start in place for directive in find(better))
            assert (finding.rule, finding.start, finding.end) not in still


def check_line_ends(text: str) -> None:
    assert "\r" not in plain(text)
    assert plain(plain(text)) == plain(text)

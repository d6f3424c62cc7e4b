"""What may follow a command in parentheses, and where that begins and ends."""

from __future__ import annotations

import time

import pytest

from playbooks.arguments import NONE, Arguments
from playbooks.directives import find, segments

COMMAND = "/Handoff to support"


def given(text: str) -> tuple[Arguments, str]:
    """The arguments of the first directive, and what of the text belongs to it."""
    first = find(text)[0]
    return first.arguments, text[first.start : first.whole_end]


@pytest.mark.parametrize(
    ("behind", "arguments"),
    [
        (" (reason: damaged order)", Arguments(reason="damaged order")),
        ("(reason: damaged order)", Arguments(reason="damaged order")),
        ("\t \N{NO-BREAK SPACE}(reason: damaged order)", Arguments(reason="damaged order")),
        (" ( Reason :  Damaged Order ; )", Arguments(reason="Damaged Order")),
        (" (REASON: a)", Arguments(reason="a")),
        (" (ask first: yes)", Arguments(ask_first=True)),
        (" (Ask\N{NO-BREAK SPACE} First: NO)", Arguments(ask_first=False)),
        (" (ask first: perhaps)", NONE),
        (" (collect: email, order number,, )", Arguments(collect=("email", "order number"))),
        (
            " (reason: damaged order; ask first: yes; collect: email, order number)",
            Arguments("damaged order", True, ("email", "order number")),
        ),
        (" (reason: broken (box; lid); ask first: no)", Arguments("broken (box; lid)", False)),
        (" (reason: note: fragile)", Arguments(reason="note: fragile")),
        (" (reason: see https://shop.example/a)", Arguments(reason="see https://shop.example/a")),
        (" (reason: 破損)", Arguments(reason="破損")),
        (" (reason: one; reason: two)", Arguments(reason="one")),
        (" (angry; reason: one)", Arguments(reason="one")),
        (" (note: fragile)", NONE),
        (" (reason:)", NONE),
        (f" (reason: {COMMAND})", Arguments(reason=COMMAND)),
        (f" (reason: {'a' * 980})", Arguments(reason="a" * 980)),
    ],
)
def test_arguments_are_read_in_the_authors_own_words(behind: str, arguments: Arguments) -> None:
    text = f"{COMMAND}{behind} and so on"
    assert given(text) == (arguments, f"{COMMAND}{behind}")
    assert [directive.end for directive in find(text)] == [len(COMMAND)]


@pytest.mark.parametrize(
    "behind",
    [
        "",
        " and (reason: a)",
        "\n(reason: a)",
        " (see the page)",
        " ()",
        " (at 10:30)",
        " (https://shop.example)",
        " (:)",
        " (one two three four five: six)",
        " (reason: a",
        " (reason: a\n)",
        " (reason: (a)",
        f" (reason: {'a' * 1_000})",
        " [reason: a]",
        "** (reason: a)",
    ],
)
def test_other_parentheses_are_plain_text(behind: str) -> None:
    assert given(f"{COMMAND}{behind}") == (NONE, COMMAND)


@pytest.mark.parametrize(
    ("behind", "asks"), [("", False), (" (reason: a)", False), (" (ask first: no)", False), (" (ask first: yes)", True)]
)
def test_it_asks_first_where_the_author_says_so(behind: str, asks: bool) -> None:
    assert find(f"{COMMAND}{behind}")[0].asks_first is asks


def test_segments_are_the_text_and_a_directive_keeps_its_arguments() -> None:
    pieces = ["If it is late: ", f"{COMMAND} (reason: late)", ".\n", COMMAND, " (soon)\n"]
    parts = segments("".join(pieces))
    assert [part.text for part in parts] == pieces
    assert [part.directive is not None for part in parts] == [False, True, False, True, False]
    assert [part.start for part in parts] == [sum(map(len, pieces[:count])) for count in range(len(pieces))]


def test_an_empty_text_has_no_segments() -> None:
    assert segments("") == ()


@pytest.mark.parametrize(
    "text",
    [
        COMMAND + "(" * 100_000,
        f"{COMMAND}((((((((((((((((((() " * 2_500,
        f"{COMMAND} (" * 4_700,
        f"{COMMAND} (a:b) " * 3_800,
        (COMMAND + " (a:" + ";:" * 480 + ") ") * 101,
        f"{COMMAND} " + "(" * 50_000 + ")" * 50_000,
        COMMAND + " " * 100_000 + "(reason: a)",
    ],
    ids=["one line of openings", "unbalanced", "unclosed", "lists", "semicolons", "deep", "spaces"],
)
def test_hostile_parentheses_are_read_in_linear_time(text: str) -> None:
    begun = time.thread_time()
    parts = segments(text)
    assert time.thread_time() - begun < 5
    assert "".join(part.text for part in parts) == text

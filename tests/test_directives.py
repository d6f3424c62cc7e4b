from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbooks.directives import COMMANDS, HANDOFF, find

COMMAND = "/Handoff to support"


def found(text: str) -> list[str]:
    return [text[directive.start : directive.end] for directive in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        COMMAND,
        f"If they ask for a person: {COMMAND}",
        f"- {COMMAND}",
        f"1.\t{COMMAND}.",
        f"**{COMMAND}**",
        f"__{COMMAND}__",
        f"*{COMMAND}*",
        f"~~{COMMAND}~~",
        f"({COMMAND})",
        f"[{COMMAND}]",
        f'"{COMMAND}"',
        f"'{COMMAND}'",
        f"\N{LEFT DOUBLE QUOTATION MARK}{COMMAND}\N{RIGHT DOUBLE QUOTATION MARK}",
        f"\N{LEFT SINGLE QUOTATION MARK}{COMMAND}\N{RIGHT SINGLE QUOTATION MARK}",
        f"{COMMAND}!",
        f"{COMMAND}, then stop",
        f"{COMMAND}: at once",
        f"{COMMAND} - at once",
        f"a\n{COMMAND}\nb",
        f"a\r\n{COMMAND}\r\nb",
        "/handoff to support",
        "/HANDOFF TO SUPPORT",
        "/Handoff\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}support",
        "/Handoff  to  support",
        f"An odd ` backtick. {COMMAND}",
        f"An odd ` backtick.\n\n{COMMAND}\n\nand another `",
        f"`code` {COMMAND} `code`",
    ],
)
def test_a_directive_is_found(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Handoff to support",
        "/Handoff",
        "/Handoff to",
        "/Handoff to supporters",
        "/Handoff to support_team",
        "/Handoff to support-team",
        "/Handoff to support's",
        "/Handoff to support/now",
        "/Handoff\nto support",
        f"and{COMMAND}",
        f"9{COMMAND}",
        f"https://shop.example{COMMAND}",
        f"https://shop.example/{COMMAND}",
        f"\\{COMMAND}",
        f"`{COMMAND}`",
        f"``a ` {COMMAND}``",
        f"`a\n{COMMAND}`",
        f"```\n\n{COMMAND}\n```",
        "/Transfer to support",
        "copy/paste on MM/DD/YYYY",
    ],
)
def test_no_directive_is_found(text: str) -> None:
    assert found(text) == []


def test_the_span_is_the_command_and_nothing_else() -> None:
    text = f"**{COMMAND}** or {COMMAND.lower()}."
    assert found(text) == [COMMAND, COMMAND.lower()]
    assert {directive.command.slug for directive in find(text)} == {HANDOFF}


def test_every_command_of_the_list_is_found() -> None:
    for command in COMMANDS:
        assert [directive.command for directive in find(f"Do {command.text}.")] == [command]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([COMMAND, COMMAND.lower(), "`", "``", "\n\n", " ", "\\", "*", "_", "a", "/", "(", "ſ"]))
)
def test_any_text_is_read_and_spans_are_the_command(pieces: list[str]) -> None:
    text = "".join(pieces)
    directives = find(text)
    assert all(text[d.start : d.end].casefold() == COMMAND.casefold() for d in directives)
    assert all(one.end <= other.start for one, other in pairwise(directives))


@pytest.mark.parametrize(
    "text",
    [
        "`" * 100_000 + COMMAND,
        "` " * 50_000 + COMMAND,
        "`\n\n" * 30_000 + COMMAND,
        "".join("`" * length + "a " for length in range(1, 440)) + COMMAND,
        "/handoff to " * 9_000,
        "/" * 100_000,
        "/handoff" + " " * 100_000,
        f"` {COMMAND} " * 4_000,
    ],
    ids=["backticks", "odd backticks", "paragraphs", "runs of all lengths", "beginnings", "slashes", "spaces", "many"],
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    begun = time.thread_time()
    find(text)
    assert time.thread_time() - begun < 5

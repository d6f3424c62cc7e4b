"""What differs between two texts of a playbook."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.difference import Difference, Line, Piece
from playbooks.diffs import CONTEXT, MOST_LINES, difference
from playbooks.matching import Budget, matching

LETTERS = "abcdefghijkl"
RANDOM = random.Random(5)


def drawn(found: Difference) -> list[str]:
    """`-2 old`, `+2 [new]`: what changed within a line stands in brackets."""
    return [drawn_line(line) for line in found.lines]


def drawn_line(line: Line) -> str:
    if line.kind == "skipped":
        return f"({line.skipped})"
    sign = {"same": " ", "removed": "-", "added": "+"}[line.kind]
    return f"{sign}{line.number} " + "".join(f"[{p.shown}]" if p.changed else p.text for p in line.pieces)


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("same", "same", []),
        ("", "first", ["+1 [first]"]),
        ("last", "", ["-1 [last]"]),
        ("a", "a\n", [" 1 a", "+2 "]),
        ("a\nb\nc", "a\nc", [" 1 a", "-2 [b]", " 2 c"]),
        ("Say sorry, twice.", "Say sorry, once.", ["-1 Say sorry, [twice].", "+1 Say sorry, [once]."]),
        ("Nothing alike", "Wholly other words", ["-1 [Nothing alike]", "+1 [Wholly other words]"]),
        ("Ask first", "Ask\u200b first", ["-1 Ask first", "+1 Ask[[U+200B]] first"]),
        ("two  spaces here", "two spaces here", ["-1 two[  ]spaces here", "+1 two[ ]spaces here"]),
        ("\n".join(LETTERS), "\n".join([*LETTERS, "new"]), ["(9)", " 10 j", " 11 k", " 12 l", "+13 [new]"]),
        ("\n".join(["old", *LETTERS]), "\n".join(LETTERS), ["-1 [old]", " 1 a", " 2 b", " 3 c", "(9)"]),
        ("מילה ישנה כאן", "מילה חדשה כאן", ["-1 מילה [ישנה] כאן", "+1 מילה [חדשה] כאן"]),
    ],
)
def test_what_differs_is_marked_line_by_line_and_word_by_word(before: str, after: str, lines: list[str]) -> None:
    assert drawn(difference(before, after)) == lines


def test_a_moved_paragraph_keeps_the_longer_rest_as_it_is() -> None:
    found = difference("greet\nanswer\nthank\nclose", "close\ngreet\nanswer\nthank")
    assert [line.kind for line in found.lines] == ["added", "same", "same", "same", "removed"]


words = st.lists(st.sampled_from(["a", "b", "a b", "a c", "", "/Handoff to support", "\u200b"]), max_size=12)


@given(words, words)
def test_both_texts_can_be_read_off_the_whole_difference(before: list[str], after: list[str]) -> None:
    """Where nothing is skipped: what is removed and the same is the one text, what is added and the same the other."""
    old, new = "\n".join(before), "\n".join(after)
    lines = difference(old, new).lines
    if old == new or any(line.kind == "skipped" for line in lines):
        return
    assert text_of(lines, "removed") == old
    assert text_of(lines, "added") == new


def text_of(lines: tuple[Line, ...], kind: str) -> str:
    shown = [line for line in lines if line.kind in (kind, "same")]
    assert [line.number for line in shown if line.kind == kind] == sorted(
        line.number for line in shown if line.kind == kind
    )
    return "\n".join("".join(piece.text for piece in line.pieces) for line in shown)


@given(words, words)
def test_matched_items_are_equal_and_ascend(before: list[str], after: list[str]) -> None:
    pairs = matching(before, after, Budget(1000))
    assert all(before[index] == after[place] for index, place in pairs)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(pairs))


@given(words, words)
def test_without_a_budget_equal_ends_are_still_matched(before: list[str], after: list[str]) -> None:
    assert len(matching(before, after, Budget(0))) <= len(matching(before, after, Budget(100_000)))
    assert len(matching(["x", *before], ["x", *after], Budget(0))) >= 1


def shuffled(count: int) -> str:
    numbers = [str(number) for number in range(count)]
    RANDOM.shuffle(numbers)
    return "\n".join(numbers)


HOSTILE = {
    "a hundred thousand equal lines": ("a\n" * 100_000, "a\n" * 90_000 + "b\n" * 5_000),
    "lines that alternate": ("a\nb\n" * 50_000, "b\na\n" * 50_000),
    "lines in another order": (shuffled(30_000), shuffled(30_000)),
    "one line of equal words": ("a " * 100_000, "b a " * 50_000),
    "one line of words backwards": (" ".join(map(str, range(30_000))), " ".join(map(str, reversed(range(30_000))))),
    "a hundred thousand slashes": ("/" * 100_000, "/\n" * 50_000),
    "many lines of which each is changed a little": (
        "\n".join("x y " * 40 for _ in range(1_200)),
        "\n".join("y z x " * 30 for _ in range(1_100)),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_texts_made_to_be_slow_are_compared_in_bounded_time_and_room(name: str) -> None:
    before, after = HOSTILE[name]
    started = time.thread_time()
    found = difference(before, after)
    assert time.thread_time() - started < 8
    assert len(found.lines) <= MOST_LINES
    assert sum(len(line.pieces) for line in found.lines) < 100_000
    assert not found.is_none


def test_lines_that_have_no_room_are_counted() -> None:
    found = difference("\n".join(f"old {n}" for n in range(2_000)), "")
    assert (len(found.lines), found.left_out) == (MOST_LINES, 2_000 - MOST_LINES)


def test_lines_around_a_change_are_shown_on_both_sides() -> None:
    before = [f"line {number}" for number in range(100)]
    after = [*before[:50], "new", *before[51:]]
    kinds = [line.kind for line in difference("\n".join(before), "\n".join(after)).lines]
    around = ["same"] * CONTEXT
    assert kinds == ["skipped", *around, "removed", "added", *around, "skipped"]


def test_only_changed_invisible_characters_are_named() -> None:
    assert Piece("a\u200bb").shown == "a\u200bb"
    assert Piece("a\u202eb", changed=True).shown == "a[U+202E]b"

"""Generated playbooks: nothing crashes, the pieces join to the text, and no text takes long.

`python -m tests.fuzz_playbooks` looks for bad ones with atheris, as long as one likes.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbooks.texts import MOST_BYTES, plain, too_long
from tests.hostile_playbooks import LARGE, PIECES, check, check_line_ends, check_mends, hostile

ROOT = Path(__file__).resolve().parent.parent
# The target is 50 ms on a machine of its own; tests share theirs.
GENEROUS = 2
BY_HYPOTHESIS, BY_CHANCE, MENDED = 1_500, 18_500, 1_000
# A million together; atheris is slower, since it watches each branch that a text reaches.
CAMPAIGN, BY_ATHERIS = 900_000, 100_000


@settings(max_examples=BY_HYPOTHESIS)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30))
def test_whatever_is_written_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert check(text) < GENEROUS
    check_mends(text)
    check_line_ends(text)


def test_many_hostile_playbooks_are_read() -> None:
    assert campaign(BY_CHANCE, MENDED, seed=1) < GENEROUS


@pytest.mark.long
def test_most_of_a_million_hostile_playbooks_are_read() -> None:
    assert campaign(CAMPAIGN, CAMPAIGN // 10, seed=random.randrange(1_000_000)) < GENEROUS


@pytest.mark.long
def test_atheris_finds_no_playbook_that_breaks_it() -> None:
    figures = fuzzed(BY_ATHERIS)
    assert figures["playbooks"] == BY_ATHERIS
    assert figures["slowest_ms"] < GENEROUS * 1_000


def test_atheris_starts_and_tells_its_figures() -> None:
    assert fuzzed(200)["playbooks"] == 200


def campaign(count: int, mended: int, seed: int) -> float:
    """The slowest of them, in seconds; the seed and the text of a bad one are told."""
    rng, slowest = random.Random(seed), 0.0
    for number in range(count):
        text = hostile(rng)
        try:
            slowest = max(slowest, check(text))
            if number < mended and len(text) < LARGE:
                check_mends(text)
        except Exception as error:
            error.add_note(f"Playbook {number} of seed {seed}: {text[:2_000]!r}")
            raise
    return slowest


def fuzzed(count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.fuzz_playbooks", "--count", str(count)]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr[-2_000:]
    return dict(json.loads(asked.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("", False),
        ("a" * MOST_BYTES, False),
        ("a" * (MOST_BYTES + 1), True),
        ("é" * (MOST_BYTES // 2), False),
        ("é" * (MOST_BYTES // 2 + 1), True),
        ("\ud800" * 10, False),
    ],
)
def test_over_200_kb_is_refused_with_a_clear_message(text: str, refused: bool) -> None:
    assert bool(too_long(text)) is refused
    if refused:
        assert "200,000" in too_long(text)
        assert "Shorten it" in too_long(text)


@pytest.mark.parametrize(
    ("given_text", "stored"), [("a\r\nb\rc\nd", "a\nb\nc\nd"), ("\r\r\n\n", "\n\n\n"), ("a\u2028b", "a\u2028b")]
)
def test_line_ends_become_plain_and_nothing_else_changes(given_text: str, stored: str) -> None:
    assert plain(given_text) == stored

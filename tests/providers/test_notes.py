from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from agents.transcripts import Turn
from handoff.providers.notes import fitting_html, is_ours, note_html
from tests.providers.contract import CONTEXT

LIMIT = 20_000


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.seen.add(tag)
        self.open += tag != "br"

    def handle_endtag(self, tag: str) -> None:
        self.open -= 1


def tags_of(html: str) -> set[str]:
    parser = _Tags()
    parser.feed(html)
    assert parser.open == 0
    return parser.seen


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="x">',
        "</p><h1>",
        "&lt;b&gt;",
        "<a href='javascript:x'>",
        "{{7*7}}",
    ],
)
def test_nobodys_words_become_html(words: str) -> None:
    note = note_html(
        replace(CONTEXT, summary=words, agent=words, transcript=(Turn("customer", words), Turn("human", words))), LIMIT
    )
    assert tags_of(note) <= {"p", "b", "br"}


@pytest.mark.parametrize("text", ["a" * 100_000, "<" * 50_000, "é&" * 30_000, "\n" * 30_000 + "x", "😀" * 20_000])
def test_a_note_fits_whatever_was_said(text: str) -> None:
    many = tuple(Turn("customer" if n % 2 else "agent", text[:3_000]) for n in range(200))
    note = note_html(replace(CONTEXT, summary=text, transcript=many), LIMIT)
    assert len(note.encode()) <= LIMIT
    assert tags_of(note) <= {"p", "b", "br"}
    assert CONTEXT.ref in note


def test_the_end_of_a_long_conversation_is_kept() -> None:
    many = tuple(Turn("customer", f"message {n} " + "x" * 200) for n in range(500))
    note = note_html(replace(CONTEXT, transcript=many), LIMIT)
    assert "message 499 " in note
    assert "message 0 " not in note
    assert "Earlier messages are left out" in note
    assert note.index("message 498 ") < note.index("message 499 ")


def test_a_short_conversation_is_whole() -> None:
    note = note_html(CONTEXT, LIMIT)
    assert all(turn.text in note for turn in CONTEXT.transcript)
    assert "left out" not in note


def test_without_a_conversation_there_is_no_heading_for_it() -> None:
    assert "The conversation" not in note_html(replace(CONTEXT, transcript=()), LIMIT)


def test_a_text_is_cut_before_it_is_escaped() -> None:
    assert fitting_html("<" * 100, 43) == "&lt;" * 10 + "…"


SUMMARY = "Customer wants: a <b>lamp</b> [1]\nIt costs: a lot\nFacts: Amount: $40 [1]"


def test_the_labels_of_a_summary_are_bold_and_nothing_else_in_it_is() -> None:
    note = note_html(replace(CONTEXT, summary=SUMMARY), LIMIT)
    assert (
        "<b>Customer wants:</b> a &lt;b&gt;lamp&lt;/b&gt; [1]<br>It costs: a lot<br><b>Facts:</b> Amount: $40" in note
    )


def test_a_summary_that_is_too_long_loses_whole_lines() -> None:
    lines = "\n".join(f"Customer tried: thing number {n} of many [{n}]" for n in range(100))
    note = note_html(replace(CONTEXT, summary=lines, transcript=()), 2_000)
    shown = [part for part in note.split("<br>") if "tried" in part]
    assert 10 < len(shown) < 100
    assert all(" of many [" in line for line in shown[:-1])


def test_each_turn_has_the_number_by_which_the_summary_cites_it() -> None:
    many = tuple(Turn("customer", f"message {n} " + "x" * 200) for n in range(1, 501))
    assert "<b>[500] Customer:</b> message 500 " in note_html(replace(CONTEXT, transcript=many), LIMIT)


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", ("Übergeben von", "Das Gespräch", "Kunde:")), ("ja", ("引き継ぎ元", "会話", "お客様:"))],
)
def test_the_note_is_in_the_language_of_the_human_team(language: str, words: tuple[str, ...]) -> None:
    note = note_html(replace(CONTEXT, language=language), LIMIT)
    assert all(word in note for word in words)
    assert is_ours(note, CONTEXT.ref)

"""`manage evaluate summary`: the brief on conversations that people summarised, by two readers of facts that agree."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from rouge_score.rouge_scorer import RougeScorer  # type: ignore[import-untyped]

from agents.transcripts import Turn
from handoff.evaluation.rouge import rouge
from handoff.evaluation.summary_facts import facts_in as facts_by_the_product
from handoff.summary.brief import brief
from handoff.summary.text import render
from handoff.summary.words import words_in
from tests.independent_facts import facts_in, same

ROOT = Path(__file__).resolve().parent.parent
REAL_ROWS = ROOT.parent / "shared/data/summary_tweetsumm.open.jsonl"
with_real_rows = pytest.mark.skipif(
    not REAL_ROWS.exists(), reason=f"the real rows are not beside this repository: {REAL_ROWS}"
)
ROW = {
    "id": "a",
    "turns": [
        {
            "role": "customer",
            "text": "My lamp of order 10012 came broken on 3 May, it cost $40. Mail ana@shop.example.",
        },
        {"role": "agent", "text": "Please send us a photo of it."},
    ],
    "references": ["The customer's lamp came broken. The agent asks for a photo.", "A broken lamp."],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows.jsonl"


def evaluated(file: Path, *options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("evaluate", "summary", str(file), *options, stdout=out)
    return dict(json.loads(out.getvalue().splitlines()[-1]))


def test_the_figures_of_one_row(file: Path) -> None:
    file.write_text(json.dumps(ROW))
    figures = evaluated(file)
    assert figures["cases"] == 1
    assert (figures["facts"], figures["fact_recall"], figures["invented_facts"]) == (4, 1.0, 0)
    assert 0 < figures["rouge2"] < figures["rougeL"] <= figures["rouge1"] < 100
    assert figures["missed_ids"] == []


def test_the_summaries_are_written_where_they_are_wanted(file: Path, tmp_path: Path) -> None:
    file.write_text(json.dumps(ROW))
    out = tmp_path / "out.jsonl"
    figures = evaluated(file, "--write", str(out))
    [line] = map(json.loads, out.read_text().splitlines())
    assert (line["id"], line["missed"], line["invented"]) == ("a", [], [])
    assert len(line["summary"].split()) == figures["words"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"references": []}, "references"), ({"turns": "Hi"}, "turns"), ({"references": [1]}, "texts")],
)
def test_a_row_that_is_no_case_is_named(file: Path, changes: dict[str, Any], words: str) -> None:
    file.write_text(json.dumps(ROW | changes))
    with pytest.raises(CommandError, match=f"Line 1: .*{words}"):
        evaluated(file)


FACTS = [
    ("order 10012 on 3 May for $40.", {"10012", "3 may", "$40"}),
    ("write to ana@shop.example or see https://shop.example/a", {"ana@shop.example", "https://shop.example/a"}),
    ("version 8.4.22 at 10:30pm, 40 euros", {"8.4.22", "10:30pm", "40 euros"}),
    ("30 March [3] and [1,12]; order 1001", {"30 march"}),
    ("nothing at all", set()),
]


@pytest.mark.parametrize(("text", "facts"), FACTS)
def test_two_readers_find_the_same_facts(text: str, facts: set[str]) -> None:
    assert facts_by_the_product(text) == facts
    assert facts_in([text]) == facts


def test_the_tests_reader_knows_nothing_of_the_product() -> None:
    source = (ROOT / "tests/independent_facts.py").read_text()
    assert not any(
        f"{word} {room}" in source for word in ("import", "from") for room in ("agents", "handoff", "playbooks")
    )


TEXTS = [
    ("the cat sat on the mat", "the cat was sitting on a mat"),
    ("Customer is complaining about refunds.", "The customer complained: no refund (order 10012)!"),
    ("nothing in common", "other words only"),
    ("", "a"),
    ("a a a b", "a b a"),
]


@pytest.mark.parametrize(("text", "reference"), TEXTS)
def test_our_rouge_is_that_of_rouge_score(text: str, reference: str) -> None:
    theirs = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True).score(reference, text)
    ours = rouge(text, reference)
    assert [ours.one, ours.two, ours.long] == pytest.approx([score.fmeasure for score in theirs.values()])


@with_real_rows
def test_on_the_open_rows_every_fact_is_kept_and_none_invented() -> None:
    kept = told = 0
    words = words_in("en")
    scorer = RougeScorer(["rouge1"], use_stemmer=True)
    for row in map(json.loads, REAL_ROWS.read_text().splitlines()):
        said = [turn["text"] for turn in row["turns"]]
        text = render(brief([Turn(turn["role"], turn["text"]) for turn in row["turns"]]), "", words)
        facts = facts_in(said)
        told += len(facts)
        kept += sum(fact in same(text) for fact in facts)
        assert not [fact for fact in facts_in([text]) if fact not in same(" ".join(said))]
        reference = row["references"][0]
        assert rouge(text, reference).one == pytest.approx(scorer.score(reference, text)["rouge1"].fmeasure, abs=0.03)
    assert told > 150
    assert kept >= 0.99 * told


@with_real_rows
def test_the_command_says_the_same_of_the_open_rows() -> None:
    figures = evaluated(REAL_ROWS)
    assert figures["cases"] == 250
    assert figures["fact_recall"] >= 0.99
    assert figures["invented_facts"] == 0

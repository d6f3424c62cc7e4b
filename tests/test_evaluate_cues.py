"""`manage evaluate human_request`, `offer_reply`, `stuck` and `transfer`: rows in, one JSON object of figures out."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from handoff.evaluation.scores import Counts, intervals, rates, wilson

DATA = Path(__file__).resolve().parent.parent.parent / "shared/data"
REAL = {
    "human_request": DATA / "human_request.open.jsonl",
    "offer_reply": DATA / "handoff_offer_reply.open.jsonl",
    "stuck": DATA / "stuck_conversation_twitter.open.jsonl",
    "transfer": DATA / "transfer_decision_tau.open.jsonl",
}
real_rows = pytest.mark.skipif(not DATA.exists(), reason=f"the real rows are not beside this repository: {DATA}")
OFFER = "Shall I connect you with a human?"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cases.jsonl"


def evaluated(what: str, file: Path) -> dict[str, Any]:
    out = StringIO()
    call_command("evaluate", what, str(file), stdout=out)
    return dict(json.loads(out.getvalue().splitlines()[-1]))


def figures(what: str, file: Path, *rows: dict[str, Any]) -> dict[str, Any]:
    file.write_text("\n".join(json.dumps({"id": str(number), **row}) for number, row in enumerate(rows)))
    return evaluated(what, file)


def message(text: str, label: int, source: str = "a") -> dict[str, Any]:
    return {"text": text, "label": label, "source": source, "kind": "ignored"}


def talk(label: int, *said: str, **fields: Any) -> dict[str, Any]:
    roles = ("customer", "agent")
    turns = [{"role": roles[index % 2], "text": text} for index, text in enumerate(said)]
    return {"turns": turns, "label": label, "source": "a", **fields}


def test_messages_are_counted_by_source_and_without_the_templates(file: Path) -> None:
    found = figures(
        "human_request",
        file,
        message("I want a human", 1),
        message("where is my order", 0),
        message("I want a human", 0, "bitext"),
        message("where is my order", 1, "bitext"),
    )
    assert found["by_source"] == {
        "a": {"tp": 1, "fp": 0, "fn": 0, "tn": 1},
        "bitext": {"tp": 0, "fp": 1, "fn": 1, "tn": 0},
    }
    assert (found["cases"], found["precision"], found["recall"], found["f1"]) == (4, 0.5, 0.5, 0.5)
    assert (found["false_positive_rate"], found["accuracy"]) == (0.5, 0.5)
    assert (found["false_alarms"], found["missed"]) == (["2"], ["3"])
    assert found["without_bitext"]["f1"] == 1


def test_answers_are_of_three_kinds(file: Path) -> None:
    found = figures(
        "offer_reply",
        file,
        *(
            {"assistant": OFFER, "text": text, "label": label}
            for text, label in [("Yes", "accept"), ("No", "decline"), ("hmm", "neither"), ("Yes", "neither")]
        ),
    )
    assert (found["accuracy"], found["wrongly_accepted"], found["wrong_ids"]) == (0.75, 1, ["3"])
    assert (found["precision"], found["recall"]) == (0.5, 1)
    assert found["macro_f1"] == round((2 / 3 + 1 + 2 / 3) / 3, 4)
    assert found["by_source"] == {"not named": {"tp": 1, "fp": 1, "fn": 0, "tn": 2}}


def test_conversations_are_right_with_an_offer_or_a_handoff(file: Path) -> None:
    found = figures(
        "stuck",
        file,
        talk(1, "My lamp flickers", "Turn it off.", "That doesn't help"),
        talk(1, "hi", "Hello!", "I want a human"),
        talk(0, "My lamp flickers", "Turn it off.", "That works, thanks!"),
    )
    assert (found["cases"], found["f1"], found["accuracy"]) == (3, 1, 1)
    assert found["f1_interval"][0] < found["f1_interval"][1] == 1


def test_what_bears_on_transfers_is_told_apart(file: Path) -> None:
    roles = [{"role": "user", "text": "a lamp"}, {"role": "assistant", "text": "Here."}]
    found = figures(
        "transfer",
        file,
        {"turns": [*roles, {"role": "user", "text": "no luck"}], "label": 0, "user_mentions_human": 0},
        {"turns": [*roles, {"role": "user", "text": ""}], "label": 0, "user_mentions_human": 0},
        {"turns": [*roles, {"role": "user", "text": "a human!"}], "label": 0, "user_mentions_human": 1},
        {"turns": roles, "label": 1, "user_mentions_human": 0},
    )
    assert found["labelled_0_without_mention"] == {
        "cases": 2,
        "not_continue": 1,
        "rate": 0.5,
        "not_continue_ids": ["0"],
    }
    assert found["by_source"] == {"not named": {"tp": 0, "fp": 2, "fn": 1, "tn": 1}}


@pytest.mark.parametrize(
    ("what", "row", "said"),
    [
        ("human_request", {}, "Line 2 has no 'text'"),
        ("human_request", message("hi", 1) | {"text": 5}, "Line 2: text: 5 is not a text"),
        ("human_request", message("hi", 1) | {"label": "ambiguous"}, "Line 2: label: 'ambiguous' is not 1 or 0"),
        ("human_request", message("hi", 2), "Line 2: label: 2 is not 1 or 0"),
        ("offer_reply", {"text": "yes", "label": "accept"}, "Line 2 has no 'assistant'"),
        ("offer_reply", {"assistant": OFFER, "text": "yes", "label": 1}, "Line 2: label: 1 is none of accept, decline"),
        ("stuck", {"label": 1}, "Line 2 has no 'turns'"),
        ("stuck", {"turns": "hi", "label": 1}, "Line 2: turns: they look like"),
        ("stuck", {"turns": ["hi"], "label": 1}, "Line 2: turns: they look like"),
        ("stuck", {"turns": [{"role": "bot", "text": "hi"}], "label": 1}, "Line 2: Unknown role. Use one of: customer"),
        ("stuck", {"turns": [{"role": "user"}], "label": 1}, "Line 2 has no 'text'"),
        ("transfer", talk(1, "hi"), "Line 2 has no 'user_mentions_human'"),
    ],
)
def test_a_bad_row_is_named(file: Path, what: str, row: dict[str, Any], said: str) -> None:
    file.write_text(f"\n{json.dumps({'id': 'a', **row})}")
    with pytest.raises(CommandError, match=said):
        call_command("evaluate", what, str(file))


def test_where_there_is_nothing_to_divide_by_there_is_no_rate() -> None:
    found = rates(Counts(tn=2))
    assert (found["precision"], found["recall"], found["f1"]) == (None, None, None)
    assert set(intervals(Counts(tn=2)).values()) == {None}


@pytest.mark.parametrize(
    ("right", "cases", "interval"),
    [(0, 0, None), (0, 10, [0, 0.2775]), (5, 10, [0.2366, 0.7634]), (10, 10, [0.7225, 1])],
)
def test_intervals_are_wilsons(right: int, cases: int, interval: list[float] | None) -> None:
    assert wilson(right, cases) == interval


@real_rows
def test_wishes_for_a_human_are_read_in_real_messages() -> None:
    found = evaluated("human_request", REAL["human_request"])
    assert (found["cases"], found["without_bitext"]["cases"]) == (2202, 1680)
    assert found["without_bitext"]["precision"] >= 0.95
    assert found["without_bitext"]["f1"] >= 0.93
    assert found["by_source"]["bitext"]["fp"] == 0
    assert found["recall"] >= 0.85


@real_rows
def test_real_answers_to_offers_are_read() -> None:
    found = evaluated("offer_reply", REAL["offer_reply"])
    assert found["accuracy"] >= 0.97
    assert found["wrongly_accepted"] == 0


@real_rows
def test_real_customers_who_are_stuck_are_offered_a_human() -> None:
    found = evaluated("stuck", REAL["stuck"])
    assert found["f1"] >= 0.75
    assert found["precision"] >= 0.75


@real_rows
def test_hardly_anybody_who_never_spoke_of_a_human_is_offered_one() -> None:
    found = evaluated("transfer", REAL["transfer"])["labelled_0_without_mention"]
    assert found["cases"] == 74
    assert found["rate"] <= 0.15

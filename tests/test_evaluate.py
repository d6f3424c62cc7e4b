"""`manage evaluate hours` and `directives`: rows in, one JSON object of figures out."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from handoff.evaluation.hours import measure
from handoff.evaluation.hours_cases import case_of

ROOT = Path(__file__).resolve().parent.parent
REAL_ROWS = ROOT.parent / "shared/data/business_hours.open.jsonl"
REAL_DIRECTIVES = ROOT.parent / "shared/data/slash_directive.open.jsonl"

WEEK = {"mon": [["09:00", "12:00"], ["13:00", "17:50"]], "fri": [["22:00", "02:00"]], "sun": [["00:00", "24:00"]]}
CLOSURES = {"2026-11-23": [], "12-25": [["10:00", "11:00"]], "2026-12-25": [["10:00", "10:40"]]}


def row(**changes: Any) -> dict[str, Any]:
    """2026-11-30 is a Monday."""
    given = {
        "id": "a",
        "timezone": "Europe/Berlin",
        "week": WEEK,
        "exceptions": CLOSURES,
        "at": "2026-11-30T10:00:00",
        "at_tz": "Europe/Berlin",
        "expect": {"open": True, "next_open": "2026-11-30T13:00:00", "next_close": "2026-11-30T12:00:00"},
        "tags": ["multi_window"],
        "test": "ignored",
    }
    return given | changes


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hours.jsonl"


def evaluated(file: Path, what: str = "hours") -> dict[str, Any]:
    out = StringIO()
    call_command("evaluate", what, str(file), stdout=out)
    return dict(json.loads(out.getvalue().splitlines()[-1]))


def write(file: Path, *rows: dict[str, Any]) -> None:
    file.write_text("\n\n".join(json.dumps(one) for one in rows))


@pytest.mark.parametrize(
    ("name", "at", "expect"),
    [
        ("at the opening", "2026-11-30T09:00", {"open": True, "next_open": "2026-11-30T13:00"}),
        (
            "the last hundredth of a second",
            "2026-11-30T11:59:59.990000",
            {"open": True, "next_close": "2026-11-30T12:00"},
        ),
        ("minutes are not rounded", "2026-11-30T17:49:59", {"open": True, "next_close": "2026-11-30T17:50"}),
        ("at a closing that is no quarter", "2026-11-30T17:50", {"open": False, "next_open": "2026-12-04T22:00"}),
        ("the next closing while closed", "2026-11-30T12:30", {"open": False, "next_close": "2026-11-30T17:50"}),
        ("the night", "2026-12-05T01:00", {"open": True, "next_close": "2026-12-05T02:00"}),
        ("the next opening while open", "2026-12-05T01:00", {"next_open": "2026-12-06T00:00"}),
        ("24:00 and no window after it", "2026-11-22T23:59", {"open": True, "next_close": "2026-11-23T00:00"}),
        ("a closed date", "2026-11-23T10:00", {"open": False, "next_open": "2026-11-27T22:00"}),
        ("a date beats a month and day", "2026-12-25T10:50", {"open": False}),
        ("every year", "2027-12-25T10:50", {"open": True, "next_close": "2027-12-25T11:00"}),
        ("an offset beats at_tz", "2026-11-30T09:30+02:00", {"open": False, "next_open": "2026-11-30T09:00"}),
        ("the zone of the hours beats at_tz", "2026-11-30T08:00Z", {"open": True}),
    ],
)
def test_a_right_row_is_right(file: Path, name: str, at: str, expect: dict[str, Any]) -> None:
    write(file, row(at=at, expect=expect))
    assert evaluated(file)["wrong_ids"] == []


@pytest.mark.parametrize(
    "expect",
    [
        {"open": False},
        {"open": None, "next_open": "2026-11-30T13:01:00"},
        {"next_close": "2026-11-30T11:00:00Z", "next_close_utc": "2026-11-30T11:00:01+00:00"},
    ],
)
def test_a_wrong_row_is_named(file: Path, expect: dict[str, Any]) -> None:
    write(file, row(), row(id="b", expect=expect))
    figures = evaluated(file)
    assert (figures["cases"], figures["wrong"], figures["wrong_ids"]) == (2, 1, ["b"])


def test_null_is_not_asked(file: Path) -> None:
    write(file, row(expect={"open": None, "next_open": None, "next_close": None}), row(id="b", expect={"open": True}))
    figures = evaluated(file)
    assert (figures["cases"], figures["wrong"], figures["checks"]) == (2, 0, 1)


def test_utc_decides_where_the_wall_time_is_repeated(file: Path) -> None:
    nights = {"sun": [["01:00", "02:30"]]}
    given = {"week": nights, "at": "2026-10-25T02:15:00", "expect": {"open": False}}
    write(
        file, row(**given, at_utc="2026-10-25T01:15:00+00:00"), row(id="b", **given, at_utc="2026-10-25T00:15:00+00:00")
    )
    assert evaluated(file)["wrong_ids"] == ["b"]


def test_an_unknown_zone_is_closed(file: Path) -> None:
    write(file, row(timezone="Mars/Phobos", expect={"open": False}))
    assert evaluated(file)["wrong"] == 0


SKIPPED = {"week": {"sun": [["01:00", "02:30"]]}, "at": "2026-03-29T01:30:00", "tags": ["convention"]}


def test_a_convention_is_right_by_rfc5545_whatever_its_row_expects(file: Path) -> None:
    early, right = {"next_close": "2026-03-29T03:00:00"}, {"next_close": "2026-03-29T03:30:00"}
    write(file, row(), row(id="b", **SKIPPED, expect=early), row(id="c", **SKIPPED, expect=right))
    assert evaluated(file) == {
        "cases": 3,
        "wrong": 0,
        "wrong_ids": [],
        "checks": 5,
        "convention": {"cases": 2, "wrong": 0, "wrong_ids": [], "other_than_the_row": ["b"]},
    }


def test_outcomes_name_the_questions() -> None:
    outcome = measure(case_of(row(expect={"open": False, "next_close": "2026-11-30T12:00:00"})))
    assert outcome.wrong == outcome.other == ("open",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no JSON", "Line 3 is not JSON"),
        ("[" * 100_000, "Line 3 is not JSON"),
        ("[]", "Line 3 is not a JSON object"),
        ({"id": "a"}, "Line 3 has no 'timezone'"),
        (row(timezone=5), "Line 3: timezone: 5 is not a text"),
        (row(week=[]), "Line 3: week: .* is not an object"),
        (row(week={"monday": []}), "Line 3: week: 'monday' is none of mon, tue"),
        (row(week={"mon": ["09:00", "17:00"]}), "Line 3: mon: windows look like"),
        (row(week={"mon": [["09:00"]]}), "Line 3: mon: windows look like"),
        (row(week={"mon": [["9:00", "17:00"]]}), "Line 3: mon: '9:00' is no time"),
        (row(week={"mon": [["09:00", "25:00"]]}), "Line 3: mon: '25:00' is no time"),
        (row(week={"mon": [["24:00", "09:00"]]}), "Line 3: mon: '24:00' is no time"),
        (row(week={"mon": [["09:00", 17]]}), "Line 3: mon: 17 is no time"),
        (row(week={"mon": 5}), "Line 3: mon: 5 is not a list"),
        (row(exceptions={"02-30": []}), "Line 3: exceptions: '02-30' is neither a date"),
        (row(exceptions={"Christmas": []}), "Line 3: exceptions: 'Christmas' is neither a date"),
        (row(at="tomorrow"), "Line 3: at: 'tomorrow' is not a time"),
        (row(at="0001-01-01T00:00:00+14:00"), "Line 3: at: .* is not in the years"),
        (row(at_tz="Mars/Phobos"), "Line 3: at_tz: 'Mars/Phobos' is not a time zone"),
        (row(expect=True), "Line 3: expect: True is not an object"),
        (row(expect={"open": "yes"}), "Line 3: open: 'yes' is not true, false or null"),
        (row(expect={"next_open": 5}), "Line 3: next_open: 5 is not a text"),
        (row(tags="convention"), "Line 3: tags: 'convention' is not a list"),
    ],
)
def test_a_bad_row_is_named_before_anything_is_measured(file: Path, line: str | dict[str, Any], said: str) -> None:
    bad = line if isinstance(line, str) else json.dumps(line)
    file.write_text(f"{json.dumps(row())}\n\n{bad}\n")
    with pytest.raises(CommandError, match=said):
        call_command("evaluate", "hours", str(file))


def test_a_missing_file_and_an_empty_one(file: Path) -> None:
    with pytest.raises(CommandError, match="hours.jsonl cannot be read: No such file"):
        call_command("evaluate", "hours", str(file))
    file.write_text("\n\n")
    with pytest.raises(CommandError, match="There is no case in this file"):
        call_command("evaluate", "hours", str(file))
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        call_command("evaluate", "hours", str(file.parent))


def test_what_is_measured_must_be_named(file: Path) -> None:
    with pytest.raises(CommandError, match="what"):
        call_command("evaluate")
    with pytest.raises(CommandError, match="invalid choice: 'moods'"):
        call_command("evaluate", "moods", str(file))


def test_progress_goes_beside_the_figures(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(file, row())
    call_command("evaluate", "hours", str(file))
    printed = capsys.readouterr()
    assert "1/1" in printed.err
    assert json.loads(printed.out)["cases"] == 1


@pytest.mark.skipif(not REAL_ROWS.exists(), reason=f"the real rows are not beside this repository: {REAL_ROWS}")
def test_every_real_row_is_right() -> None:
    figures = evaluated(REAL_ROWS)
    assert figures == {
        "cases": 113,
        "wrong": 0,
        "wrong_ids": [],
        "checks": 158,
        "convention": {"cases": 1, "wrong": 0, "wrong_ids": [], "other_than_the_row": ["bh-97ad76781b"]},
    }


def directive_row(**changes: Any) -> dict[str, Any]:
    given = {"id": "a", "kind": "own_line", "clear": True, "text": "Hi. /Handoff to support", "expected": [[4, 23]]}
    return given | changes


def test_directives_are_right_only_with_exactly_the_spans(file: Path) -> None:
    write(
        file,
        directive_row(),
        directive_row(id="b", expected=[]),
        directive_row(id="c", expected=[[4, 22]]),
        directive_row(id="d", text="/handoff to sales", expected=[]),
        directive_row(id="e", text="/Handoff to support (reason: a)", expected=[[0, 19]]),
    )
    figures = evaluated(file, "directives")
    assert (figures["cases"], figures["wrong"], figures["wrong_ids"]) == (5, 2, ["b", "c"])


def test_rows_of_a_convention_are_told_apart(file: Path) -> None:
    write(file, directive_row(), directive_row(id="b", clear=False), directive_row(id="c", clear=False, expected=[]))
    assert evaluated(file, "directives") == {
        "cases": 3,
        "wrong": 0,
        "wrong_ids": [],
        "clear": 1,
        "convention": {"cases": 2, "other_than_the_row": ["c"]},
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"id": "b", "expected": []}, "Line 2 has no 'text'"),
        (directive_row(text=5), "Line 2: text: 5 is not a text"),
        (directive_row(clear="yes"), "Line 2: clear: 'yes' is not true or false"),
        (directive_row(expected=None), "Line 2: expected: spans look like"),
        (directive_row(expected=[[4]]), "Line 2: expected: spans look like"),
        (directive_row(expected=[["4", True]]), "Line 2: expected: spans look like"),
    ],
)
def test_a_bad_row_of_directives_is_named(file: Path, line: dict[str, Any], said: str) -> None:
    write(file, directive_row())
    file.write_text(f"{file.read_text()}\n{json.dumps(line)}")
    with pytest.raises(CommandError, match=said):
        call_command("evaluate", "directives", str(file))


@pytest.mark.skipif(
    not REAL_DIRECTIVES.exists(), reason=f"the real rows are not beside this repository: {REAL_DIRECTIVES}"
)
def test_every_real_directive_is_found_and_nothing_else() -> None:
    assert evaluated(REAL_DIRECTIVES, "directives") == {
        "cases": 484,
        "wrong": 0,
        "wrong_ids": [],
        "clear": 379,
        "convention": {"cases": 105, "other_than_the_row": []},
    }

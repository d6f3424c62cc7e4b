"""Overdue components: the rule on values, what an index answers, and what is said where it answers nothing."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from devtools import freshness, package_index
from devtools.environment import ROOT
from devtools.freshness import Pin
from devtools.package_index import Index, Release
from tests.providers.sockets import Handler, answering, serving

TODAY = date(2026, 11, 29)
PINNED = ("2.9.0", "2025-01-01")


def a_release(version: str, since: str, pythons: str = "", yanked: bool = False) -> Release:
    return Release(Version(version), date.fromisoformat(since), SpecifierSet(pythons), yanked)


def judged(*others: Release, pinned: Release | None = None, python: str = "3.11") -> tuple[bool, str]:
    pin = Pin("thing", Version("2.9.0"), python)
    return freshness.judge(pin, [pinned or a_release(*PINNED), *others], TODAY)


@pytest.mark.parametrize(
    ("newer", "well", "said"),
    [
        (None, True, ""),
        (a_release("2.8.5", "2026-01-01"), True, ""),
        (a_release("2.9.1", "2026-11-29"), True, "to be replaced by 2026-12-13; the newest is 2.9.1"),
        (a_release("2.9.1", "2026-11-15"), True, "to be replaced by 2026-11-29"),
        (a_release("2.9.1", "2026-11-14"), False, "OVERDUE: thing 2.9.0 was to be replaced by 2026-11-28"),
        (a_release("2.9.0.post1", "2026-11-14"), False, "OVERDUE"),
        (a_release("2.10", "2026-11-14"), False, "the newest is 2.10"),
        (a_release("3.0.0", "2026-10-21"), True, "to be replaced by 2027-01-21"),
        (a_release("3.0.0", "2026-08-29"), True, "to be replaced by 2026-11-29"),
        (a_release("3.0.0", "2026-08-28"), False, "OVERDUE"),
        (a_release("1!2.9.0", "2026-11-14"), True, "to be replaced by 2027-02-14"),
        (a_release("2.10.0rc1", "2026-01-01"), True, ""),
        (a_release("2.10.0.dev3", "2026-01-01"), True, ""),
        (a_release("2.10", "2026-01-01", yanked=True), True, ""),
        (a_release("2.10", "2026-01-01", ">=3.12"), True, ""),
        (a_release("2.10", "2026-01-01", ">=3.9,<3.12"), False, "OVERDUE"),
    ],
)
def test_how_long_a_newer_release_may_wait(newer: Release | None, well: bool, said: str) -> None:
    found = judged(*filter(None, [newer]))
    assert found[0] is well
    assert said in found[1]
    assert bool(said) is bool(found[1])


def test_the_one_that_has_waited_longest_counts_and_the_newest_is_named() -> None:
    two = (a_release("2.9.1", "2026-11-10"), a_release("2.9.2", "2026-11-28"), a_release("3.0", "2026-11-29"))
    assert judged(*two) == (False, "OVERDUE: thing 2.9.0 was to be replaced by 2026-11-24; the newest is 3.0")


def test_what_was_yanked_or_taken_away_may_not_stay() -> None:
    assert judged(pinned=a_release(*PINNED, yanked=True)) == (False, "WITHDRAWN: thing 2.9.0 is yanked, or gone")
    assert not judged(pinned=a_release("2.8.0", "2025-01-01"))[0]


def test_a_pin_of_a_later_python_is_held_to_what_there_is_for_that_one() -> None:
    newer = a_release("2.10", "2026-01-01", ">=3.12")
    assert judged(newer, python="3.11")[0]
    assert not judged(newer, python="3.12")[0]


def test_pins_are_read_from_a_lock() -> None:
    lock = """# Made from requirements.in
thing[extra]==2.9.0 \\
    --hash=sha256:00
    # via other
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:00
numpy==2.5.5 ; python_full_version >= '3.12' and sys_platform == 'linux' \\
"""
    assert freshness.pins(lock) == [
        Pin("thing", Version("2.9.0"), "3.11"),
        Pin("numpy", Version("2.4.6"), "3.11"),
        Pin("numpy", Version("2.5.5"), "3.12"),
    ]


@pytest.mark.parametrize("lock", freshness.LOCKS)
def test_each_line_of_our_locks_is_a_pin(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert len(freshness.pins(text)) == sum("==" in line for line in text.splitlines() if line[:1].isalnum()) > 1


def test_the_time_frames_are_those_that_are_promised() -> None:
    promised = " ".join((ROOT / "SECURITY.md").read_text().split())
    assert f"of the same major number within {freshness.SAME_MAJOR.days} days" in promised
    assert f"of a new one within {freshness.NEW_MAJOR.days} days" in promised


# What pip is set to


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", Index(package_index.DEFAULT)),
        ("global.extra-index-url='https://more.example/simple'", Index(package_index.DEFAULT)),
        ("global.index-url='https://one.example/simple/'", Index("https://one.example/simple/")),
        (
            ":env:.index-url='https://two.example/'\nglobal.index-url='https://one.example/'",
            Index("https://two.example/"),
        ),
        (
            "global.cert='/etc/ca.pem'\ninstall.index-url='https://one.example/'",
            Index("https://one.example/", "/etc/ca.pem"),
        ),
    ],
)
def test_the_index_is_the_one_that_pip_is_set_to(settings: str, expected: Index) -> None:
    assert package_index.told(settings) == expected


# What an index answers


def a_file(name: str, uploaded: str, **further: Any) -> dict[str, Any]:
    return {"filename": name, "upload-time": uploaded, "yanked": False, **further}


FILES = [
    a_file("thing-2.9.0.tar.gz", "2025-01-01T00:00:00Z"),
    a_file("thing-2.9.0.win32.exe", "2024-01-01T00:00:00Z"),
    a_file("thing-2.9.1-py3-none-any.whl", "2026-11-20T23:41:43.431814Z", **{"requires-python": ">=3.9"}),
    a_file("thing-2.9.1.tar.gz", "2026-11-21T00:00:00Z", **{"requires-python": ">=3.9"}),
    a_file("thing-2.9.2.tar.gz", "2026-11-22T00:00:00Z", yanked="broken"),
    a_file("thing-2.9.3-cp311-cp311-win32.whl", "2026-11-22T00:00:00Z", yanked=""),
    a_file("thing-1.0.tar.gz", "2014-01-01T00:00:00Z", **{"requires-python": '>="2.7"'}),
]


def an_index(*files: dict[str, Any]) -> Handler:
    return answering(body=json.dumps({"name": "thing", "files": files}).encode())


def test_releases_are_read_from_what_an_index_answers() -> None:
    with serving(an_index(*FILES)) as server:
        found = Index(f"{server.url}/").releases("Some_Thing")
    assert found == [
        a_release("2.9.0", "2025-01-01"),
        a_release("2.9.1", "2026-11-20", ">=3.9"),
        a_release("2.9.2", "2026-11-22", yanked=True),
        a_release("2.9.3", "2026-11-22"),
        a_release("1.0", "2014-01-01"),
    ]
    [asked] = server.requests
    assert asked.startswith(b"GET /stand-in/some-thing/ ")
    assert b"Accept: application/vnd.pypi.simple.v1+json" in asked


def test_a_password_in_the_address_is_used_and_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(answering(status=403)) as server:
        index = Index(server.url.replace("//", "//ann:p%40ss@"))
        assert freshness.report(index, [Pin("thing", Version("2.9.0"))], TODAY) == 1
    assert b"Authorization: Basic YW5uOnBAc3M=" in server.requests[0]
    printed = capsys.readouterr().out
    assert "(HTTPError)" in printed
    assert "ann" not in printed


@pytest.mark.parametrize(
    ("day", "code", "said"),
    [
        (TODAY, 0, "thing 2.9.0 is to be replaced by 2026-12-04; the newest is 2.9.3"),
        (date(2026, 12, 5), 1, "OVERDUE: thing 2.9.0"),
    ],
)
def test_an_index_is_asked_about_each_pin(day: date, code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(an_index(*FILES)) as server:
        assert freshness.report(Index(server.url), [Pin("thing", Version("2.9.0"))] * 3, day) == code
    assert len(server.requests) == 3
    printed = capsys.readouterr().out
    assert printed.count(said) == 3
    assert f"Asked 127.0.0.1 on {day}: {0 if code else 3} of 3 pins are within their time." in printed


@pytest.mark.parametrize(
    "answer",
    [
        answering(status=404),
        answering(status=500),
        answering(body=b"<!DOCTYPE html>"),
        answering(body=b"[]"),
        answering(body=b'{"name": "thing"}'),
        answering(body=b'{"files": [{"filename": "thing-2.9.0.tar.gz"}]}'),
        answering(body=b'{"files": [{"filename": "thing-2.9.0.tar.gz", "upload-time": "soon"}]}'),
        lambda connection: None,
    ],
)
def test_what_could_not_be_asked_about_is_no_success(answer: Handler, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(answer) as server:
        assert freshness.report(Index(server.url), [Pin("thing", Version("2.9.0"))], TODAY) == 1
    assert "NOT CHECKED: the package index could not be asked about thing 2.9.0" in capsys.readouterr().out


def test_a_connection_that_breaks_is_made_again() -> None:
    answers = iter([lambda connection: None, an_index(*FILES)])
    with serving(lambda connection: next(answers)(connection)) as server:
        assert Index(server.url).releases("thing")
    assert len(server.requests) == 2


def test_an_index_that_is_not_there_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert freshness.report(Index("http://127.0.0.1:9/simple"), [Pin("thing", Version("2.9.0"))], TODAY) == 1
    assert "NOT CHECKED" in capsys.readouterr().out

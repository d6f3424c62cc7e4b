"""The plays that no kill brings about: every fault has one, and each of their judges finds what is planted."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime

import httpx2
import pytest
from django.utils import timezone

from faults.scenarios import answers, clock_plays, opening
from faults.scenarios.all import PLAYS
from faults.scenarios.model_server import BAD, serving, writes
from faults.scenarios.plays import Play, not_accepted, slower_than
from faults.scenarios.rows import Row, Started, what_is_wrong
from faults.scenarios.running import Outcome, collected
from faults.scenarios.stage import Stage
from faults.scenarios.wishes import Shop, Wish, shops_from_json, shops_to_json, wishes_from_json, wishes_to_json
from handoff.availability import availability
from handoff.models import SupportProvider

# Those that a kill brings about, and those that need a browser, are played elsewhere.
BY_KILLS = {"F1", "F2", "F3", "F4", "F7"}
IN_BROWSERS = {"F21", "F28"}
A_MIGRATION = {"F25"}
ACCEPTED = Started(201, 0.1, {"id": "1"})
ROW = Row("1", "H234567892", "delivered", "", "api", 1, False, 0.5)


def faults_of(play: Play) -> set[str]:
    first, _, last = play.fault.partition("-")
    return {f"F{number}" for number in range(int(first[1:]), int((last or first)[1:]) + 1)}


def test_every_fault_has_a_play() -> None:
    played = {fault for play in PLAYS for fault in faults_of(play)}
    assert played | BY_KILLS | IN_BROWSERS | A_MIGRATION == {f"F{number}" for number in range(1, 29)}


def test_every_play_has_a_name_of_its_own_and_says_what_it_expects() -> None:
    assert len({play.name for play in PLAYS}) == len(PLAYS)
    assert all(play.expects.endswith(".") for play in PLAYS)


@pytest.mark.parametrize(
    ("rows", "notes", "found"),
    [
        ([ROW], {ROW.ref: 1}, []),
        ([], {}, ["1 was accepted, and has no row"]),
        ([replace(ROW, status="pending", reason="late")], {}, ["H234567892 is pending (late)"]),
        ([ROW], {}, ["H234567892 is delivered, and not there"]),
        ([ROW], {ROW.ref: 2}, ["H234567892 is there 2 times"]),
    ],
)
def test_what_is_lost_or_there_twice_is_found(rows: list[Row], notes: dict[str, int], found: list[str]) -> None:
    assert what_is_wrong([ACCEPTED, Started(503, 5.0)], rows, notes) == found


def test_who_was_not_accepted_or_had_to_wait_is_found() -> None:
    assert list(not_accepted([ACCEPTED, Started(500, 0.1)])) == ["a start was answered 500"]
    assert slower_than([ACCEPTED, Started(201, 9.0)], 3) == ["a start took 9.0 s, more than 3 s"]
    assert slower_than([ACCEPTED], 3) == []


@pytest.mark.parametrize(("headers", "waits"), [({"retry-after": "2"}, True), ({}, False)])
def test_told_to_wait_means_told_for_how_long(headers: dict[str, str], waits: bool) -> None:
    assert Started(503, 0.1, headers=headers).told_to_wait is waits
    assert not Started(500, 0.1, headers=headers).told_to_wait


BAD_ANSWER = answers.BadAnswer("F10", "wait-3", {"status": 429}, after=3)


@pytest.mark.parametrize(
    ("row", "notes", "found"),
    [
        (replace(ROW, attempts=2, took=3.5), 1, []),
        (replace(ROW, attempts=2, took=1.5), 1, ["delivered after 1.5 s, though asked to wait"]),
        (replace(ROW, attempts=9, took=3.5), 1, ["9 attempts"]),
        (replace(ROW, took=3.5), 2, ["delivered, and 2 notes are there"]),
        (replace(ROW, status="failed", reason="x", took=3.5), 0, ["failed (x), not delivered"]),
    ],
)
def test_a_bad_answer_is_judged(row: Row, notes: int, found: list[str]) -> None:
    assert list(answers.judged(BAD_ANSWER, row, notes)) == found


def test_the_date_to_wait_for_is_ahead_when_it_is_sent() -> None:
    [dated] = [bad for bad in answers.ANSWERS if bad.name == "wait-date"]
    told = parsedate_to_datetime(answers.dated(dated.answer)["headers"]["Retry-After"])
    assert timedelta(0) < told - timezone.now() <= timedelta(seconds=4)


def test_a_play_that_breaks_off_is_a_finding_and_keeps_what_it_found() -> None:
    def play(stage: Stage) -> list[str]:
        raise KeyError("shop")

    found = list(collected(found for part in (["first"], None) for found in part or play(None)))  # type: ignore[arg-type]
    assert found[0] == "first"
    assert found[1].startswith("the play broke off: KeyError: 'shop' (play, line ")


def test_an_outcome_says_what_was_found() -> None:
    play = Play("redis_hung", "F5", "Answered.", lambda stage: ())
    assert "as expected" in str(Outcome(play, (), 1.0))
    assert str(Outcome(play, ("a start was answered 500",), 1.0, ("3 starts",))).splitlines()[1:] == [
        "        - a start was answered 500",
        "        3 starts",
    ]


def test_wishes_and_shops_go_to_the_product_and_back() -> None:
    wish = Wish("a", zone="Europe/Berlin", open_on=[[6, 120, 300]])
    shop = Shop("a", "gladly", "b", "c", "p.secret")
    assert wishes_from_json(wishes_to_json([wish])) == [wish]
    assert shops_from_json(shops_to_json([shop])) == [shop]
    assert "secret" not in repr(shop)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [*clock_plays.CHANGES, *clock_plays.MORE_CHANGES], ids=lambda change: change.name)
def test_hours_about_a_change_of_clocks_are_as_the_play_expects(change: clock_plays.Change) -> None:
    """The play then shows that the running product says the same at that very instant."""
    opening.opened(change.wish)
    schedule = SupportProvider.objects.get().schedule()
    for away, expected in ((-1, change.before), (0, change.after)):
        assert availability(schedule, change.instant + timedelta(seconds=away)).open_now is expected


@pytest.mark.parametrize("name", [name for name in BAD if name != "late"])
def test_the_model_of_the_play_answers_as_it_is_told(name: str) -> None:
    with serving(writes("{}")) as model, closing(httpx2.Client(trust_env=False)) as client:
        assert client.post(f"{model.url}/responses", json={}).json()["status"] == "completed"
        model.answer = BAD[name]
        assert client.post(f"{model.url}/responses", json={}).text
        assert model.asked == 2

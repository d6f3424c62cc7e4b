"""What the benchmark of the server is made of; that it runs whole is tried on real servers, in few rounds."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as run
from benchmarks.measuring import MILLISECONDS, from_rounds
from benchmarks.serving import contenders, costs, growth, load, rounds, suite
from benchmarks.serving.contenders import Contender
from benchmarks.serving.pinned import on_core
from faults.merchants import Account, Merchant

ACCOUNT = Account(Merchant("shop1", "gorgias", {}, {}), "brand1", "agent1", "prefix.secret")


def asked() -> list[Contender]:
    return [*contenders.bare_views(ACCOUNT), *contenders.doors(ACCOUNT)]


def test_ratios_are_taken_round_by_round() -> None:
    found = from_rounds("serving", "p50", "any", [2, 30, 4], [1, 10, 4], against="bare", target=2, unit=MILLISECONDS)
    assert (found.ours, found.theirs, found.value) == (4, 4, 2)
    assert found.met


def test_everybody_is_sent_the_same_ten_turns_of_some_3_kb() -> None:
    bodies = [contender.body("chat-1") for contender in asked()]
    assert {len(body["transcript"]) for body in bodies} == {10}  # type: ignore[index]
    assert all(2700 < len(json.dumps(body)) < 3300 for body in bodies)


def test_each_door_has_a_target_against_a_bare_view() -> None:
    names = {contender.name for contender in asked()}
    assert names == set(contenders.NAMES)
    assert set(suite.HELD_AGAINST) == {door.name for door in contenders.doors(ACCOUNT)}
    assert {against for against, _ in suite.HELD_AGAINST.values()} <= names


def test_the_time_that_a_process_has_used_is_counted_with_its_threads() -> None:
    before = costs.cpu_seconds(os.getpid())
    sum(number * number for number in range(300_000))
    assert costs.cpu_seconds(os.getpid()) > before
    assert costs.resident_bytes(os.getpid()) > 10_000_000


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system can't keep a program on a core")
def test_a_core_is_given_back() -> None:
    before = os.sched_getaffinity(0)
    with on_core(0):
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def test_an_answer_that_was_not_expected_ends_it() -> None:
    plan = load.Plan("http://127.0.0.1:9", ["/"], {}, ["{}"], 200, clients=1)
    with pytest.raises(load.Refused, match="Connection"):
        load.sent(plan)


def test_a_round_is_the_sum_of_its_passes_and_the_first_one_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = itertools.count(1)

    def spent(*_: Any) -> rounds.Spent:
        """The n-th time: n seconds of the server's, and 2n of PostgreSQL's."""
        took = next(seconds)
        return rounds.Spent(took, 2 * took, (1.0, 3.0))

    monkeypatch.setattr(rounds, "_asked", spent)
    monkeypatch.setattr(rounds, "ROUNDS", 1)
    pair: Any = [(Settled(), contender) for contender in asked()[:2]]
    found = rounds.of_several(pair, contenders.new_conversations(), tick=lambda: None, passes=3)
    first, second = found.values()
    # The round that is kept is what was spent 7th to 12th, by turns; each time on two requests.
    assert first.server == [(7 + 9 + 11) / 6 * rounds.MICRO]
    assert second.server == [(8 + 10 + 12) / 6 * rounds.MICRO]
    assert second.postgres == [2 * second.server[0]]
    assert first.p50 == [2 * rounds.MILLI]


class Settled:
    def settle(self) -> None:
        """Nothing is left behind."""


@pytest.mark.one_database
def test_the_suite_runs_whole_on_servers_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(rounds, "ROUNDS", 2)
    monkeypatch.setattr(rounds, "PASSES", 1)
    monkeypatch.setattr(contenders, "SHARE", 0.05)
    assert run.main(["--json", "--only", "serving"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["targets"] == len(suite.HELD_AGAINST)
    sent = {(row["measure"], row["case"]): row["value"] for row in figures["results"] if row["unit"] == "messages"}
    # The pool asks first whether its connection lives.
    assert sent["sent to PostgreSQL", contenders.EMPTY] == sent["sent to Redis", contenders.READ] == 0
    assert sent["sent to PostgreSQL", contenders.DECISION] == 1 + 2
    assert sent["sent to Redis", contenders.DECISION] == 1
    memory: list[Any] = [row["value"] for row in figures["results"] if row["measure"] == "memory"]
    assert memory[0] > 50_000_000


@pytest.mark.long
@pytest.mark.one_database
def test_the_suite_of_growth_runs_whole(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(rounds, "ROUNDS", 2)
    monkeypatch.setattr(rounds, "PASSES", 1)
    monkeypatch.setattr(contenders, "SHARE", 0.05)
    monkeypatch.setattr(growth, "AT_ONCE", 1_500)
    monkeypatch.setitem(run.SUITES, "growth", growth.Growth("growth", (3_000,)))
    assert run.main(["--json", "--only", "growth"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["targets"] == len(suite.HELD_AGAINST)
    assert {row["suite"] for row in figures["results"]} == {"growth"}

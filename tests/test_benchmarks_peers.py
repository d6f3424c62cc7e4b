"""What the benchmark beside other systems is made of. Whoever asks for it has them installed; the tests do not."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as run
from benchmarks.measuring import BYTES, NotRun, figure
from benchmarks.peers import environments, helpdesk, rasa, rivals, suite
from benchmarks.peers.environments import Environment
from benchmarks.serving import contenders, rounds
from benchmarks.serving.contenders import ASKING_FOR_PEOPLE
from benchmarks.tables import table

ASKED = [*helpdesk.contenders("token"), *rasa.contenders()]
THIS_LINE = ".".join(platform.python_version_tuple()[:2])


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("contender", ASKED, ids=lambda contender: contender.name)
def test_a_peer_is_told_all_ten_turns_in_one_request(contender: contenders.Contender) -> None:
    told = json.dumps(contender.body("chat-1"))
    assert not rivals.missing(told, ASKING_FOR_PEOPLE)
    assert 2700 < len(told) < 3600


def test_what_a_peer_forgot_is_named() -> None:
    kept = rivals.as_text(ASKING_FOR_PEOPLE[1:])
    assert rivals.missing(kept, ASKING_FOR_PEOPLE) == [ASKING_FOR_PEOPLE[0]["text"]]


def test_an_address_may_name_the_conversation() -> None:
    [events] = [contender for contender in ASKED if contender.name == rasa.EVENTS]
    plan = events.plan("http://127.0.0.1:9", iter(["one", "two"]), clients=1, requests=2)
    assert [path.split("/")[2] for path in plan.paths] == ["one", "two"]


def test_the_bot_hands_over_at_the_words_that_the_transcript_ends_with() -> None:
    examples = (rasa.BOT / "data" / "nlu.yml").read_text().partition("examples: |")[2]
    words = [line.strip().removeprefix("- ") for line in examples.splitlines() if line.strip()]
    assert any(phrase in ASKING_FOR_PEOPLE[-1]["text"] for phrase in words)


def test_rasa_keeps_its_conversations_in_the_database_of_this_address() -> None:
    store = rasa.tracker_store("postgres://who:secret@127.0.0.1:5433/rasa")
    assert store == {
        "type": "SQL",
        "dialect": "postgresql",
        "url": "127.0.0.1",
        "port": 5433,
        "username": "who",
        "password": "secret",
        "db": "rasa",
    }


def test_a_python_is_found_by_what_it_says_it_is(tmp_path: Path) -> None:
    fails = program(tmp_path / "fails", "exit 127")
    other = program(tmp_path / "other", "echo 2.7")
    wanted = program(tmp_path / "wanted", "echo 3.10")
    assert environments.first_of_line("3.10", [tmp_path / "nowhere", fails, other, wanted]) == wanted
    assert environments.first_of_line("3.10", [fails, other]) is None
    assert environments.find_python(THIS_LINE) == Path(sys.executable)


def test_another_pin_or_python_is_another_environment(cache: Path) -> None:
    made = [
        Environment("any", ("any==1",)),
        Environment("any", ("any==2",)),
        Environment("any", ("any==1",), line="3.0"),
    ]
    assert len({environment.folder for environment in made}) == 3
    assert all(environment.folder.parent.parent == cache for environment in made)


def test_without_the_python_that_a_peer_needs_it_is_not_run(cache: Path) -> None:
    with pytest.raises(environments.NotRun, match="no Python 1.0 was found"):
        environments.installed(Environment("any", ("any==1",), line="1.0"))


def test_what_can_not_be_installed_is_not_run_and_is_tried_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environments, "find_python", lambda line: program(cache / "python", "echo no disk >&2; exit 1"))
    environment = Environment("any", ("any==1",))
    for _ in range(2):
        with pytest.raises(environments.NotRun, match="no disk"):
            environments.installed(environment)
    assert not (environment.folder / environments.DONE).exists()


def test_what_is_installed_is_not_installed_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = Environment("any", ("any==1",))
    environment.folder.mkdir(parents=True)
    (environment.folder / environments.DONE).touch()
    monkeypatch.setattr(environments, "find_python", lambda line: pytest.fail("it looked for a Python"))
    assert environments.installed(environment) == environment.python


def test_who_was_not_run_is_named_below_the_table() -> None:
    lines = table([NotRun("peers", "Rasa", "no Python 3.10 was found"), figure("size", "any", "core", 1, unit=BYTES)])
    assert "1 bytes" in lines.splitlines()[-2]
    assert lines.splitlines()[-1] == "not run: Rasa: no Python 3.10 was found"


def test_other_systems_are_installed_and_a_disk_is_filled_only_where_that_is_asked_for() -> None:
    assert set(run.SUITES) - set(run.USUAL) == {suite.NAME, "years"}


@pytest.mark.one_database
def test_without_any_peer_the_suite_says_so_of_each(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rounds, "ROUNDS", 1)
    monkeypatch.setattr(rounds, "PASSES", 1)
    monkeypatch.setattr(contenders, "SHARE", 0.05)
    for peer in suite.PEERS:
        monkeypatch.setattr(peer, "ENVIRONMENT", Environment("any", ("any==1",), line="1.0"))
    assert run.main(["--json", "--only", "peers"]) == 0
    results = json.loads(capsys.readouterr().out)["results"]
    told = {row["case"]: row["reason"] for row in results if row["measure"] == "not run"}
    assert told == dict.fromkeys(["django-helpdesk", "Rasa"], "no Python 1.0 was found")
    assert [row["case"] for row in results if row["measure"] == "memory"] == [contenders.START]

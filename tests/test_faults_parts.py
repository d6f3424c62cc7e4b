"""The parts of the fault harness: programs are killed and come back, clients come again, the seed draws the rest."""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from faults import history
from faults.__main__ import kinds_in
from faults.customers import Habits, carries_context, conversation, first_words
from faults.history import History
from faults.merchants import Account, Merchant, merchants
from faults.nemesis import USUAL_KINDS, in_turns
from faults.processes import NotReady, Program, descendants, run
from faults.runtime import Caller
from handoff.providers import registry

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
PARENT = """
import os, subprocess, sys, time
while True:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    child.wait()
"""
ACCOUNT = Account(Merchant("shop1", "gorgias", {"subdomain": "shop1"}, {}), "brand1", "agent1", "prefix.secret")


@contextmanager
def program(folder: Path, command: list[str], *, hosted: bool = False) -> Iterator[Program]:
    made = Program("sleeper", command, folder, folder / "log", os.environ, hosted=hosted)
    made.start()
    try:
        yield made
    finally:
        made.stop()


def until(happens: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_killed_program_is_gone_until_it_is_started_again(tmp_path: Path) -> None:
    with program(tmp_path, SLEEPER) as one:
        first = one.pid
        one.kill()
        assert not one.is_running()
        one.start()
        assert one.is_running()
        assert one.pid != first
    assert not one.is_running()


def test_starting_what_runs_changes_nothing(tmp_path: Path) -> None:
    with program(tmp_path, SLEEPER) as one:
        first = one.pid
        one.start()
        assert one.pid == first


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells whose child a process is")
def test_a_hosted_program_dies_alone_and_its_parent_waits_for_the_start(tmp_path: Path) -> None:
    with program(tmp_path, [sys.executable, "-c", PARENT], hosted=True) as one:
        until(lambda: list(descendants(one.pid)))
        [child] = descendants(one.pid)
        one.kill()
        assert one.is_running()
        until(lambda: is_dead(child))
        assert set(descendants(one.pid)) <= {child}
        one.start()
        until(lambda: set(descendants(one.pid)) - {child})


def is_dead(pid: int) -> bool:
    """Its parent may have asked after it just before it was held."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_program_that_ends_before_it_is_ready_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no port')"]
    one = Program("web", command, tmp_path, tmp_path / "log", os.environ, is_ready=lambda: False)
    one.start()
    with pytest.raises(NotReady, match="web is not ready:\nno port"):
        one.wait_until_ready(20)
    one.stop()


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="broken"):
        run([sys.executable, "-c", "raise SystemExit('broken')"], tmp_path, os.environ)


# Draws


def test_every_kind_of_fault_strikes_once_in_each_round_in_an_order_of_the_seeds() -> None:
    rounds = [in_turns(USUAL_KINDS, random.Random(seed)) for seed in (1, 1, 2)]
    first, again, other = ([next(kinds) for _ in range(10)] for kinds in rounds)
    assert first == again != other
    assert sorted(first[:5]) == sorted(first[5:]) == sorted(USUAL_KINDS)


def test_without_kinds_nothing_strikes() -> None:
    assert list(in_turns((), random.Random(1))) == []
    assert kinds_in("") == ()


def test_the_same_seed_makes_the_same_merchants_and_conversations() -> None:
    assert merchants(20, random.Random(4)) == merchants(20, random.Random(4))
    drawn = [[conversation(number, seed, [ACCOUNT], Habits()) for number in range(200)] for seed in (4, 4, 5)]
    assert drawn[0] == drawn[1] != drawn[2]
    shares = [sum(getattr(one, name) for one in drawn[0]) for name in ("leaves", "fails", "closes", "twice")]
    assert all(0 < share < 50 for share in shares)


def test_the_merchants_have_every_platform_and_one_is_closed() -> None:
    made = merchants(16, random.Random(1))
    assert {merchant.kind for merchant in made} == {slug for slug, _ in registry.choices()}
    assert [merchant.is_open for merchant in made] == [True] * 16 + [False]
    assert {merchant.is_connected for merchant in made} == {True, False}


def test_the_chat_begins_as_the_platforms_widget_begins_it() -> None:
    one = conversation(1, 1, [ACCOUNT], Habits())
    assert first_words("gorgias", {"message": "Ref H2"}, one) == {"body": "Ref H2", "email": "", "account": "shop1"}
    assert first_words("shopify_inbox", {"prefill": "Ref H2"}, one) == {"body": "Ref H2"}
    assert first_words("sprinklr", {"message": "Hi", "context": {"_c_1": ["H2"]}}, one)["context"] == {"_c_1": ["H2"]}
    assert carries_context("zendesk", {"fields": [{"id": "1", "value": "x"}]})
    assert not carries_context("gladly", {"user": {}})


# Clients and their history


@contextmanager
def server(answers: list[tuple[int, dict[str, str]]]) -> Iterator[tuple[str, list[str]]]:
    """Answers what it is told to, one after the other; 0 breaks the connection off. And the keys that came."""
    keys: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            keys.append(str(self.headers["Idempotency-Key"]))
            self.rfile.read(int(self.headers["Content-Length"]))
            status, headers = answers.pop(0)
            if not status:
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(json.dumps({"id": "id1"}).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Nothing to say."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{made.server_port}", keys
    finally:
        made.shutdown()
        made.server_close()


def test_a_client_repeats_the_same_request_until_an_answer_stands(tmp_path: Path) -> None:
    log = History(tmp_path / "history.jsonl")
    with server([(503, {"Retry-After": "0"}), (0, {}), (429, {"Retry-After": "0"}), (201, {})]) as (url, keys):
        answer = Caller(url, log).start("prefix.secret", "agent1", {"conversation": "c1"}, "key1")
    log.close()
    assert (answer.status, keys) == (201, ["key1"] * 4)
    seen = [(one.detail.get("status"), one.detail.get("error")) for one in log.operations]
    assert seen == [(503, None), (None, "RemoteProtocolError"), (429, None), (201, None)]


def test_the_history_is_in_the_file_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    log = History(path)
    log.add(history.NEMESIS, history.BEGAN, kind="web")
    assert json.loads(path.read_text()) | {"at": 0} == {"at": 0, "who": "nemesis", "what": "began", "kind": "web"}
    log.add(history.NEMESIS, history.ENDED, kind="web")
    log.close()
    assert [one.what for one in log.operations] == ["began", "ended"]
    assert len(path.read_text().splitlines()) == 2
    assert log.operations[0].at <= log.operations[1].at

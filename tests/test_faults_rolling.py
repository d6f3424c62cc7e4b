"""The parts of the rolling restart: what spreads the requests, who is made in the database, what counts as noticed."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from devtools.services import free_port
from faults import balancer, history, image, roles, rolling
from faults.balancer import Balancer
from faults.history import Operation
from faults.installation import Replaced

HOST = "handoff.example.com"


class Web(BaseHTTPRequestHandler):
    """Ready or not as its server says; else it tells what it was asked, or breaks off."""

    def do_POST(self) -> None:
        if self.path == "/broken":
            self.close_connection = True
            return
        said = " ".join([self.headers["Host"], self.headers["X-Forwarded-Proto"], str(self.server.server_port)])  # type: ignore[attr-defined]
        self._answer(201, said.encode() + self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def do_GET(self) -> None:
        self._answer(200 if self.server.is_ready else 503, b"")  # type: ignore[attr-defined]

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def web(*, is_ready: bool = True) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Web) as server:
        server.is_ready = is_ready  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def spread() -> Iterator[Balancer]:
    with balancer.running(free_port(), HOST) as made:
        yield made


def asked(spread: Balancer, path: str = "/", body: bytes = b"") -> httpx2.Response:
    return httpx2.post(f"http://127.0.0.1:{spread.server_port}{path}", content=body, trust_env=False)


def test_requests_go_to_each_server_in_turn_by_the_public_name(spread: Balancer) -> None:
    with ExitStack() as stack:
        ports = {stack.enter_context(web()) for _ in range(2)}
        for port in ports:
            spread.add(port)
        assert {asked(spread).text for _ in range(4)} == {f"{HOST} https {port}" for port in ports}
        assert asked(spread, body=b" body").text.endswith(" body")


def test_a_refused_connection_goes_to_the_next_server(spread: Balancer) -> None:
    with web() as port, socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and never listens
        spread.add(nobody.getsockname()[1])
        spread.add(port)
        assert {asked(spread).status_code for _ in range(4)} == {201}
        assert spread.refused == 2


def test_what_breaks_off_is_told_and_not_sent_again(spread: Balancer) -> None:
    with web() as port:
        spread.add(port)
        assert asked(spread, "/broken").status_code == 502


def test_nobody_is_asked_who_is_not_ready(spread: Balancer) -> None:
    with web(is_ready=False) as port:
        assert not balancer.is_ready(port)
        spread.add(port)
        assert spread.in_turn() == [port]  # until it was seen
        deadline = time.monotonic() + 60
        while spread.in_turn():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert asked(spread).status_code == 503


def replaced(ended_with: int = 0) -> Replaced:
    return Replaced("web", 10.0, 20.0, ended_with)


def start(at: float) -> Operation:
    return Operation(at, history.CLIENT, history.START, {})


def test_a_restart_that_went_well_is_no_finding() -> None:
    assert list(rolling.ended_badly([replaced()])) == list(rolling.unseen([replaced()], [start(15.0)])) == []


def test_who_had_to_be_killed_is_found() -> None:
    [found] = rolling.ended_badly([replaced(ended_with=-9)])
    assert found.text == "did not end by itself when it was asked to, but with -9"


def test_a_restart_that_nobody_could_have_noticed_is_found() -> None:
    [found] = rolling.unseen([replaced()], [start(9.0), start(21.0)])
    assert found.text == "was replaced while no handoff began"


def test_the_roles_are_made_with_the_passwords_of_the_installation() -> None:
    told = list(roles.statements_in(roles.FILE.read_text(), {"OWNER_PASSWORD": "it's", "APP_PASSWORD": "b"}))
    assert "CREATE ROLE handoff_owner LOGIN CREATEROLE PASSWORD 'it''s'" in told
    assert "CREATE ROLE handoff_app LOGIN NOINHERIT PASSWORD 'b'" in told
    assert told[-1].startswith("CREATE DATABASE handoff OWNER handoff_owner")


def test_the_image_is_what_dockerignore_lets_in() -> None:
    assert {"handoff", "manage.py", "gunicorn.conf.py"} <= set(image.kept())
    assert "faults" not in image.kept()

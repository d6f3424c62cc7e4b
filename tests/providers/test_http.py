"""The door against real sockets."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import time
from collections.abc import Callable

import pytest

from handoff.providers.base import ProviderError, Reply
from handoff.providers.http import MAX_BODY_BYTES, door
from tests.providers.sockets import Handler, answering, request_of, serving
from tests.providers.test_addresses import PRIVATE

URL = "https://api.example.com/conversations?page=2"
TOKEN = "token-canary-5f1e"
WORDS = "customer-canary-77aa"


def fetched(handler: Handler, deadline: float = 5.0, reads: bool = True) -> Reply:
    with serving(handler, reads) as server:
        send = door(server.url, deadline=deadline)
        return send("POST", URL, json={"body": WORDS}, headers={"Authorization": f"Bearer {TOKEN}"})


def failed(handler: Handler, deadline: float = 5.0, reads: bool = True) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        fetched(handler, deadline, reads)
    told = repr(caught.value) + repr(caught.value.__cause__)
    assert TOKEN not in told
    assert WORDS not in told
    return caught.value


def test_sends_json_and_reads_json() -> None:
    with serving(answering(201, b'{"id": "7"}')) as server:
        reply = door(server.url)("POST", URL, json={"body": "é"}, headers={"X-Mine": "1"})
    assert reply == Reply(201, {"id": "7"})
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /stand-in/api.example.com/conversations?page=2 HTTP/1.1")
    assert b"Content-Type: application/json" in head
    assert b"X-Mine: 1" in head
    assert json.loads(body) == {"body": "é"}


def test_a_request_without_a_body_has_none() -> None:
    with serving(answering(204, b"")) as server:
        assert door(server.url)("GET", "https://api.example.com") == Reply(204, {})
    assert server.requests[0].startswith(b"GET /stand-in/api.example.com/ HTTP/1.1")
    assert b"content-type" not in server.requests[0].lower()


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\n\r\n{}",
        b"\x00" * 2_000,
        b"\x16\x03\x01\xff\xff" + b"x" * 2_000,
        b"\x15\x03\x03\x00\x02\x02\x28",
        b"",
    ],
    ids=["plain HTTP", "zeros", "a broken handshake", "an alert", "nothing"],
)
def test_garbage_instead_of_tls_is_a_platform_that_is_not_there(said: bytes) -> None:
    def handle(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(said)

    with serving(handle, reads=False) as server, pytest.raises(ProviderError) as caught:
        door(f"https://127.0.0.1:{server.port}", deadline=5)("POST", URL, json={"body": WORDS})
    assert str(caught.value) == "api.example.com could not be reached."
    assert (caught.value.permanent, caught.value.ambiguous) == (False, False)


def test_a_server_that_says_nothing_in_the_handshake_holds_nobody_up() -> None:
    began = time.monotonic()
    with serving(lambda connection: time.sleep(8), reads=False) as server, pytest.raises(ProviderError) as caught:
        door(f"https://127.0.0.1:{server.port}", deadline=0.5)("POST", URL, json={"body": WORDS})
    assert time.monotonic() - began < 6
    assert not caught.value.permanent


@pytest.mark.parametrize("status", [401, 403, 404, 422])
def test_a_refusal_is_final(status: int) -> None:
    error = failed(answering(status, b'{"errors": [{"code": "unauthorized", "message": "%s"}]}' % WORDS.encode()))
    assert (error.permanent, error.ambiguous, error.status) == (True, False, status)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503])
def test_a_bad_moment_passes(status: int) -> None:
    error = failed(answering(status, b"<html>"))
    assert (error.permanent, error.ambiguous, error.status) == (False, False, status)


@pytest.mark.parametrize(("value", "seconds"), [("3", 3.0), ("99999999", 900.0), ("never", None)])
def test_the_platform_says_how_long_to_wait(value: str, seconds: float | None) -> None:
    assert failed(answering(429, headers=f"Retry-After: {value}\r\n")).retry_after == seconds


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    with serving(answering()) as trap:
        error = failed(answering(status, headers=f"Location: http://127.0.0.1:{trap.port}/\r\n"))
        assert trap.requests == []
    assert (error.permanent, error.status) == (True, status)


@pytest.mark.parametrize("body", [b"<html>oops</html>", b'{"id": "7', b"\x00\xff"])
def test_garbage_is_an_error_after_which_it_may_be_done(body: bytes) -> None:
    error = failed(answering(200, body))
    assert (error.permanent, error.ambiguous) == (False, True)


def never(connection: socket.socket) -> None:
    time.sleep(6)


def dripping(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(60):
        connection.sendall(b"{")
        time.sleep(0.1)


def dripping_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(60):
        connection.sendall(b"X-%d: 1\r\n" % number)
        time.sleep(0.1)


@pytest.mark.parametrize("handler", [never, dripping, dripping_headers])
def test_the_whole_exchange_has_one_deadline(handler: Handler) -> None:
    began = time.monotonic()
    error = failed(handler, deadline=1.0)
    assert 0.9 < time.monotonic() - began < 4
    assert (error.permanent, error.ambiguous) == (False, True)


def test_a_dripping_refusal_is_still_a_refusal() -> None:
    def handle(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 401 No\r\nContent-Length: 1000\r\n\r\n")
        time.sleep(6)

    assert failed(handle, deadline=1.0).permanent


def test_a_server_that_reads_nothing_holds_nobody_up() -> None:
    def send_much() -> None:
        with serving(never, reads=False) as server:
            door(server.url, deadline=1.0)("POST", URL, json={"body": "x" * 30_000_000})

    began = time.monotonic()
    with pytest.raises(ProviderError) as caught:
        send_much()
    assert time.monotonic() - began < 5
    assert caught.value.ambiguous


def test_all_requests_of_one_delivery_share_a_budget() -> None:
    with serving(answering()) as server:
        send = door(server.url, budget=1.0)
        assert send("GET", URL).status == 200
        time.sleep(1.1)
        with pytest.raises(ProviderError) as caught:
            send("GET", URL)
    assert not caught.value.permanent
    assert len(server.requests) == 1


def test_a_huge_answer_is_not_read_to_its_end() -> None:
    taken = []

    def handle(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n")
        taken.extend(connection.send(b"1" * 65_536) for _ in range(800))

    error = failed(handle)
    assert (error.permanent, error.ambiguous) == (False, True)
    assert sum(taken) < 20 * MAX_BODY_BYTES


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"[" + b"0," * 25_000_000 + b"0]")
    assert len(bomb) < MAX_BODY_BYTES
    error = failed(answering(200, bomb, "Content-Encoding: gzip\r\n"))
    assert error.ambiguous


def test_nothing_packed_is_asked_for() -> None:
    with serving(answering()) as server:
        door(server.url)("GET", URL)
    assert b"accept-encoding: identity" in server.requests[0].lower()


def closing(connection: socket.socket) -> None:
    pass


def resetting(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def breaking_off(connection: socket.socket) -> None:
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id"')


def talking_nonsense(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")


@pytest.mark.parametrize("handler", [closing, resetting, breaking_off, talking_nonsense])
def test_after_a_lost_answer_it_may_be_done(handler: Handler) -> None:
    error = failed(handler)
    assert (error.permanent, error.ambiguous) == (False, True)


def test_nobody_listening_means_that_nothing_was_done() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(ProviderError) as caught:
        door(f"http://127.0.0.1:{port}")("POST", URL, json={})
    assert (caught.value.permanent, caught.value.ambiguous) == (False, False)


def resolving_to(*addresses: str) -> Callable[[str, int], list[str]]:
    return lambda host, port: list(addresses)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    with pytest.raises(ProviderError) as caught:
        door(resolve=resolving_to(address))("GET", URL)
    assert caught.value.permanent
    assert "public" in str(caught.value)


def test_one_address_inside_is_enough_to_refuse_a_name() -> None:
    with pytest.raises(ProviderError) as caught:
        door(resolve=resolving_to("8.8.8.8", "10.0.0.1"))("GET", URL)
    assert caught.value.permanent


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "localhost", "localhost.", "0.0.0.0"]
)
def test_addresses_written_strangely_are_refused_by_what_they_resolve_to(host: str) -> None:
    with serving(answering()) as trap, pytest.raises(ProviderError):
        door()("GET", f"https://{host}/")
    assert trap.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "http://api.example.com/",
        "ftp://api.example.com/",
        "file:///etc/passwd",
        "//api.example.com/",
        "https://",
        "https:///path",
        "https://user@api.example.com/",
        "https://api.example.com@127.0.0.1/",
        "https://api.example.com:8443/",
        "https://api.example.com:443/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[/",
        "https://api.example.com\r\nX: 1/",
        "https://api.example.com/a b",
        "https://api.example.com/\r\nX: 1",
        "https://ａpi.example.com/",
        "https://api。example.com/",
        "https://API.example.com/",
        "",
    ],
)
def test_only_a_plain_https_address_is_taken(url: str) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return []

    for send in (door(resolve=resolve), door("http://127.0.0.1:9", resolve=resolve)):
        with pytest.raises(ProviderError) as caught:
            send("GET", url)
        assert caught.value.permanent
    assert asked == []


def test_a_stand_in_off_this_machine_gets_nothing() -> None:
    with pytest.raises(ProviderError) as caught:
        door("http://stand-in.example:8000", resolve=resolving_to("8.8.8.8"))("GET", URL)
    assert caught.value.permanent


@pytest.mark.parametrize("value", ["line\r\nbreak", "tab\x00", "ünicode"])
def test_a_token_that_no_header_can_hold_is_refused_unsent(value: str) -> None:
    with serving(answering()) as server, pytest.raises(ProviderError) as caught:
        door(server.url)("GET", URL, headers={"Authorization": value})
    assert caught.value.permanent
    assert value not in str(caught.value)
    assert server.requests == []


@pytest.mark.parametrize("outcome", [[], OSError("no such host")])
def test_a_name_that_is_not_found_may_be_found_later(outcome: list[str] | OSError) -> None:
    def resolve(host: str, port: int) -> list[str]:
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    with pytest.raises(ProviderError) as caught:
        door(resolve=resolve)("GET", URL)
    assert (caught.value.permanent, caught.value.ambiguous) == (False, False)


def test_a_resolver_that_hangs_holds_nobody_up() -> None:
    def resolve(host: str, port: int) -> list[str]:
        time.sleep(6)
        return []

    began = time.monotonic()
    with pytest.raises(ProviderError):
        door(resolve=resolve, deadline=0.3)("GET", URL)
    assert time.monotonic() - began < 4


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answering()) as proxy, serving(answering()) as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        door(server.url)("GET", URL)
    assert proxy.requests == []
    assert len(server.requests) == 1


def test_requests_at_the_socket_are_read_whole() -> None:
    """The other tests stand on this."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\nabc")
        assert request_of(theirs).endswith(b"abc")

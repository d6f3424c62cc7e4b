"""A load balancer as operators have one: it asks each web server whether it is ready, and passes on what clients send.

Where a connection is refused it goes to the next server, since nothing was sent yet. What breaks off later is told to
the client as 502, as any proxy must: the request may have been done.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ASKED_EVERY = 1.0
READY_WITHIN = 5.0
# In a row: one alone may be a moment without a free processor.
MISSES = 2
ANSWERS_WITHIN = 30.0
# Of one connection alone (RFC 9110, 7.6.1), or written anew here.
OWN_HEADERS = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


class Balancer(ThreadingHTTPServer):
    """`host` is what browsers call it by. TLS ends here, or so the servers are told."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, host: str) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.host = host
        self.refused = 0
        # How often each server was asked in vain since it last was ready.
        self._missed: dict[int, int] = {}
        self._turns = itertools.count()
        self._over = threading.Event()

    def add(self, port: int) -> None:
        """A server that was seen ready."""
        self._missed[port] = 0

    def remove(self, port: int) -> None:
        self._missed.pop(port, None)

    def in_turn(self) -> list[int]:
        """The servers that are ready, another one first each time."""
        ready = [port for port, missed in list(self._missed.items()) if missed < MISSES]
        first = next(self._turns) % len(ready) if ready else 0
        return ready[first:] + ready[:first]

    def watch(self) -> None:
        while not self._over.wait(ASKED_EVERY):
            for port, missed in list(self._missed.items()):
                now = 0 if is_ready(port) else missed + 1
                if port in self._missed:
                    self._missed[port] = now

    def stop(self) -> None:
        self._over.set()
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Balancer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        for port in self.server.in_turn():
            try:
                answer = self._asked(port, body)
            except ConnectionRefusedError:
                self.server.refused += 1
                continue
            except (OSError, http.client.HTTPException):
                answer = 502, [], b"{}"
            self._answer(*answer)
            return
        self._answer(503, [], b"{}")

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: addresses hold launch tokens."""

    def _asked(self, port: int, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        headers = {name: value for name, value in self.headers.items() if name.lower() not in OWN_HEADERS}
        forwarded = {"Host": self.server.host, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.client_address[0]}
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWERS_WITHIN)) as link:
            link.request(self.command, self.path, body or None, {**headers, **forwarded})
            response = link.getresponse()
            return response.status, response.getheaders(), response.read()

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in OWN_HEADERS:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def is_ready(port: int) -> bool:
    """As balancers ask: at the machine's own address, by the name of nobody."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=READY_WITHIN)
    with contextlib.closing(link), contextlib.suppress(OSError, http.client.HTTPException):
        link.request("GET", "/readyz")
        return link.getresponse().status == http.HTTPStatus.OK
    return False


@contextlib.contextmanager
def running(port: int, host: str) -> Iterator[Balancer]:
    balancer = Balancer(port, host)
    for work in (balancer.serve_forever, balancer.watch):
        threading.Thread(target=work, daemon=True).start()
    try:
        yield balancer
    finally:
        balancer.stop()

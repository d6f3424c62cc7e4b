"""Connections to checked addresses, within one total time. The library's own timeouts begin anew with each read."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import httpcore2
import httpx2

CONNECT_SECONDS = 2.0

# A host and a port -> its addresses, as literals. Raises OSError.
Resolve = Callable[[str, int], list[str]]


class AddressRefused(Exception):
    """The host has an address that no request may go to."""


class Deadline:
    """A moment that the whole exchange, from the DNS query to the last byte, may not outlast."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self, failure: type[Exception]) -> float:
        left = self._at - time.monotonic()
        if left <= 0:
            raise failure
        return left


@cache
def ssl_context() -> ssl.SSLContext:
    """One for all: each holds every authority that there is."""
    return httpx2.create_ssl_context(trust_env=False)


def resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class CheckedBackend(httpcore2.NetworkBackend):
    """Resolves a host once, and connects to one of the very addresses that were checked."""

    def __init__(self, deadline: Deadline, allowed: Callable[[str], bool], resolve: Resolve) -> None:
        self._deadline = deadline
        self._allowed = allowed
        self._resolve = resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        left = min(CONNECT_SECONDS, self._deadline.left(httpcore2.ConnectTimeout))
        connecting = Deadline(left)
        addresses = resolved_within(left, self._resolve, host, port)
        if not all(self._allowed(address) for address in addresses):
            raise AddressRefused
        return _TimedStream(first_connection(addresses, port, connecting), self._deadline)


def resolved_within(seconds: float, resolve: Resolve, host: str, port: int) -> list[str]:
    """In a thread of its own: the system's resolver knows no deadline."""
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, UnicodeError):
            answers.put([])

    threading.Thread(target=look_up, daemon=True).start()
    try:
        return answers.get(timeout=seconds)
    except queue.Empty:
        raise httpcore2.ConnectTimeout from None


def first_connection(addresses: list[str], port: int, connecting: Deadline) -> httpcore2.NetworkStream:
    """Each address gets its share of the time, so that a dead one doesn't eat it all."""
    failure: Exception = httpcore2.ConnectError()
    for index, address in enumerate(addresses):
        share = connecting.left(httpcore2.ConnectTimeout) / (len(addresses) - index)
        try:
            return httpcore2.SyncBackend().connect_tcp(address, port, timeout=share)
        except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
            failure = error
    raise failure


class _TimedStream(httpcore2.NetworkStream):
    """Gives every read and write only what is left of the whole."""

    # A socket's send may take this much at once without its timeout being looked at again.
    _WRITE_BYTES = 16_384
    # Who waits for an answer holds a buffer of this size meanwhile.
    _READ_BYTES = 16_384

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(min(max_bytes, self._READ_BYTES), self._deadline.left(httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), self._WRITE_BYTES):
            left = self._deadline.left(httpcore2.WriteTimeout)
            self._stream.write(buffer[start : start + self._WRITE_BYTES], left)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(httpcore2.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

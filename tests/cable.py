"""A cable to a server on this machine: it can be pulled out, or go dead while it is still plugged in."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

PIECE = 65536


class Cable:
    """Listens on a port of its own. With no server behind it, it is dead all the time."""

    def __init__(self, server_port: int = 0) -> None:
        self.server_port = server_port
        self._dead = threading.Event()
        self._open: list[socket.socket] = []
        self._listener: socket.socket | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    def plug(self) -> None:
        self._dead.clear()
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=256)
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def pull(self) -> None:
        """Whoever is connected is cut off, and whoever comes is refused."""
        listener, self._listener = self._listener, None
        if listener:
            end(listener)
        for one in self._open:
            end(one)
        self._open.clear()

    def hang(self) -> None:
        """Connections are taken and kept, and nothing comes back."""
        self._dead.set()

    def mend(self) -> None:
        """As at first. What was connected meanwhile is cut off."""
        self.pull()
        self.plug()

    def address(self, url: str) -> str:
        """The server's own URL, by way of this cable."""
        parts = urlsplit(url)
        login = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
        return urlunsplit(parts._replace(netloc=f"{login}127.0.0.1:{self.port}"))

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = listener.accept()
                self._open.append(caller)
                if not self._dead.is_set() and self.server_port:
                    self._connect(caller)

    def _connect(self, caller: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.server_port))
        except OSError:
            return end(caller)
        self._open.append(server)
        for source, target in ((caller, server), (server, caller)):
            threading.Thread(target=self._carry, args=(source, target), daemon=True).start()
        return None

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                if self._dead.is_set():
                    return  # what hangs stays connected
                target.sendall(piece)
        end(source)
        end(target)


def end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextmanager
def cable_to(url: str) -> Iterator[Cable]:
    """To the server of this URL; to nothing at all, where it names no port."""
    cable = Cable(urlsplit(url).port or 0)
    cable.plug()
    try:
        yield cable
    finally:
        cable.pull()

"""A platform at which nobody listens, which hangs up at once, or which takes the call and says nothing."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from faults.scenarios.plays import Findings, Play, not_accepted
from faults.scenarios.stage import Stage, wait_until
from faults.scenarios.wishes import Wish

RESETS, SILENT, REFUSES = "resets", "silent", "refuses"
# On closing, what was not sent is thrown away and the other side is told of a reset.
AT_ONCE = struct.pack("ii", 1, 0)
# An attempt's deadline, the wait after it, and the next one.
WITHIN = 60.0


class Door:
    """Where the platform should be."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/stand-in"
        self.manner = RESETS
        self._held: list[socket.socket] = []
        threading.Thread(target=self._serve, name="door", daemon=True).start()

    def close(self) -> None:
        """From now on nobody listens."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        for one in (self._socket, *self._held):
            one.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._socket.accept()
                self._held.append(caller)
                if self.manner == RESETS:
                    caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                    caller.close()


@contextmanager
def door() -> Iterator[Door]:
    one = Door()
    try:
        yield one
    finally:
        one.close()


def unreachable(stage: Stage) -> Findings:
    """Each is tried again, and arrives once the platform is where it should be."""
    starts = []
    with door() as where, ExitStack() as cleanup:
        for worker in ("worker1", "worker2"):
            cleanup.enter_context(stage.hosting(worker, STAND_IN_URL=where.url))
        for where.manner in (RESETS, SILENT, REFUSES):
            if where.manner == REFUSES:
                where.close()
            starts.append(stage.start(stage.shops[f"unreachable-{where.manner}"]))
            if not wait_until(lambda: tried(stage, starts[-1].id), WITHIN, every=0.1):
                yield f"{where.manner}: no attempt came to an end"
    yield from not_accepted(starts)
    yield from stage.wrong(starts, WITHIN)


def tried(stage: Stage, handoff: str) -> bool:
    """One attempt has failed, and nobody holds the row."""
    statement = "SELECT attempts > 0 AND lease_until IS NULL FROM handoff_handoff WHERE id = %s::uuid"
    return bool(stage.execute(statement, handoff)[0][0])


PLAYS = (
    Play(
        "platform_unreachable",
        "F17",
        "Tried again; delivered once it is there.",
        unreachable,
        tuple(Wish(f"unreachable-{manner}") for manner in (RESETS, SILENT, REFUSES)),
    ),
)

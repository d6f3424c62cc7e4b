"""Looking at what may hang: in a thread, for a while. Whoever does not come back is not asked again until he does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import closing

from django.db import connection

NO_ANSWER = "no answer"
Look = Callable[[], str]

_under_way: dict[str, Future[str]] = {}
_lock = threading.Lock()


def told(looks: Mapping[str, Look], seconds: float) -> dict[str, str]:
    """What each look says, all at once, and within the time; NO_ANSWER for those that take longer."""
    futures = {name: _future(name, look) for name, look in looks.items()}
    wait_for(futures.values(), seconds)
    return {name: future.result() if future.done() else NO_ANSWER for name, future in futures.items()}


def _future(name: str, look: Look) -> Future[str]:
    """One thread for each name: a server that hangs must not gather threads."""
    with _lock:
        running = _under_way.get(name)
        if running is not None and not running.done():
            return running
        future = _under_way[name] = Future()
    threading.Thread(target=_run, args=(look, future), name=f"probe-{name}", daemon=True).start()
    return future


def _run(look: Look, future: Future[str]) -> None:
    try:
        with closing(connection):
            said = look()
    except Exception as error:  # noqa: BLE001 - whatever goes wrong there is the answer
        said = type(error).__name__
    future.set_result(said)

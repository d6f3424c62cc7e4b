"""Who goes on meanwhile: one adds conversations, one reads them, and one has a transaction open over everything."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benchmarks.partitions import kinds
from benchmarks.partitions.asking import LASTS, begun, reading
from benchmarks.partitions.kinds import KINDS, Kind
from benchmarks.partitions.trial import Connection, Trial, execute

PAUSE = 0.005
# A report, or a backup: it has read both tables, and goes on.
REPORT_SECONDS = 2.0


@dataclass
class Waits:
    """Seconds that each of the two waited at most, since `begin`."""

    longest: dict[str, float] = field(default_factory=dict)
    since: dict[str, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def begin(self) -> None:
        self.longest.clear()

    def now(self) -> dict[str, float]:
        """With what has not come to an end yet."""
        at = time.perf_counter()
        waiting = {name: at - begun for name, begun in self.since.items() if begun}
        return {name: max(self.longest.get(name, 0.0), waiting.get(name, 0.0)) for name in ("writer", "reader")}


@contextlib.contextmanager
def going_on(trial: Trial, layout: str, first: int) -> Iterator[Waits]:
    """`first`: the number of the first conversation that is new."""
    waits, over = Waits(), threading.Event()
    work = {"writer": _writer(trial, layout, first), "reader": _reader(trial, layout)}
    threads = [threading.Thread(target=_go_on, args=(trial, name, do, waits, over)) for name, do in work.items()]
    for thread in threads:
        thread.start()
    try:
        yield waits
    finally:
        over.set()
        for thread in threads:
            thread.join()
    if waits.errors:
        raise RuntimeError(waits.errors[0])


@contextlib.contextmanager
def report(trial: Trial, layout: str, seconds: float = REPORT_SECONDS) -> Iterator[None]:
    """Open when the block begins; it ends by itself after so many seconds."""
    read = threading.Event()
    thread = threading.Thread(target=_report, args=(trial, layout, seconds, read))
    thread.start()
    read.wait()
    try:
        yield
    finally:
        thread.join()


def _report(trial: Trial, layout: str, seconds: float, read: threading.Event) -> None:
    try:
        with trial.connect() as connection, connection.transaction():
            for kind in KINDS:
                query = f"SELECT count(*) FROM {kind.table(layout)} JOIN {kind.parent} AS p ON p.id = {kind.key}"
                execute(connection, f"{query} WHERE p.id = (SELECT id FROM {kind.parent} LIMIT 1)")
            read.set()
            time.sleep(seconds)
    finally:
        read.set()


Do = Callable[[Connection], object]


def _go_on(trial: Trial, name: str, do: Do, waits: Waits, over: threading.Event) -> None:
    try:
        with trial.connect() as connection:
            while not over.wait(PAUSE):
                waits.since[name] = time.perf_counter()
                do(connection)
                taken = time.perf_counter() - waits.since[name]
                waits.since[name] = 0.0
                waits.longest[name] = max(waits.longest.get(name, 0.0), taken)
    except Exception as error:  # noqa: BLE001 - told by whoever waits for this thread
        waits.errors.append(f"{name}: {error!r}")


def _writer(trial: Trial, layout: str, first: int) -> Do:
    """A new conversation with its messages and events, in one transaction."""
    number = first

    def write(connection: Connection) -> None:
        nonlocal number
        number += 1
        with connection.transaction():
            for statement in kinds.parents(trial.conversations):
                execute(connection, statement, number, number)
            for kind in KINDS:
                execute(connection, kinds.filling(kind, layout, trial.conversations), number, number)

    return write


def _reader(trial: Trial, layout: str) -> Do:
    """One of the last half year, whose rows nobody takes away."""
    chance = random.Random(2)  # noqa: S311 - to be the same each time

    def read(connection: Connection) -> None:
        number = chance.randint(trial.conversations // 2, trial.conversations)
        for kind in KINDS:
            _read(connection, kind, layout, number, trial.conversations)

    return read


def _read(connection: Connection, kind: Kind, layout: str, number: int, conversations: int) -> None:
    """With the time told, as partitions want it."""
    began = begun(number, conversations)
    when, values = f" AND {kind.time} BETWEEN %s AND %s", (number, began, began + LASTS)
    execute(connection, reading(kind, layout, when), *values)

"""What a conversation costs to add and to read: the plain copy and the one in partitions by turns."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.partitions import kinds
from benchmarks.partitions.kinds import KINDS, MESSAGE, PARTED, PLAIN, Kind
from benchmarks.partitions.trial import Connection, Trial, execute, seconds_of

ROUNDS = 300
MILLI = 1e3
SEED = 1
# The rows of a conversation are no further apart.
LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds: the median, and what one of a hundred takes longer than."""

    what: str
    median: float
    p99: float


@dataclass(frozen=True, slots=True)
class Statement:
    what: str
    sql: str
    values: tuple[object, ...]


def asked(trial: Trial, connection: Connection) -> list[Asked]:
    chance = random.Random(SEED)  # noqa: S311 - to be the same each time
    taken: dict[str, list[float]] = {}
    for number in range(1, ROUNDS + 1):
        trial.check_time()
        new = trial.conversations + number
        for statement in kinds.parents(trial.conversations):
            execute(connection, statement, new, new)
        for one in statements(trial, new, chance.randint(1, trial.conversations)):
            taken.setdefault(one.what, []).append(seconds_of(connection, one.sql, *one.values) * MILLI)
    return [Asked(what, statistics.median(each), statistics.quantiles(each, n=100)[98]) for what, each in taken.items()]


def statements(trial: Trial, new: int, old: int) -> Iterator[Statement]:
    """One round: a new conversation is added to each copy, and an old one is read from it."""
    for kind in KINDS:
        adds, reads = f"add {kind.rows} {kind.name}s", f"read {kind.rows} {kind.name}s"
        for layout, called in ((PLAIN, "plain"), (PARTED, "in partitions")):
            yield Statement(f"{adds}, {called}", kinds.filling(kind, layout, trial.conversations), (new, new))
        yield Statement(f"{reads}, plain", reading(kind, PLAIN), (old,))
        yield Statement(f"{reads}, in partitions", reading(kind, PARTED), (old,))
        began = begun(old, trial.conversations)
        when = f" AND {kind.time} BETWEEN %s AND %s"
        yield Statement(
            f"{reads}, in partitions, by time too", reading(kind, PARTED, when), (old, began, began + LASTS)
        )


def reading(kind: Kind, layout: str, and_when: str = "") -> str:
    """As the product does: by what the rows belong to."""
    value = "%s" if kind is MESSAGE else "md5(%s::text)::uuid"
    order = "position" if kind is MESSAGE else "at, id"
    return f"SELECT * FROM {kind.table(layout)} WHERE {kind.key} = {value}{and_when} ORDER BY {order}"


def begun(number: int, conversations: int) -> datetime:
    """As kinds.begun, a second before."""
    share = (number - 1) / conversations
    return kinds.YEAR_BEGINS + share * kinds.MONTHS * kinds.MONTH - timedelta(seconds=1)

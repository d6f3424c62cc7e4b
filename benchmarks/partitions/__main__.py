"""python -m benchmarks.partitions --rows 100000: messages and events in partitions by month, beside plain tables.

On a PostgreSQL of its own. Rows are messages and events together, in each of the two copies; 10,000,000 take some 8 GB
of disk and four minutes. It ends by itself when its time is over.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

import psycopg

from benchmarks.partitions import asking, obstacles, removing
from benchmarks.partitions.kinds import PARTED, PLAIN, Kind
from benchmarks.partitions.trial import Connection, Stopped, Trial, execute, fill, make_tables, server, size
from benchmarks.plain_tables import plain

LAYOUTS = {PLAIN: "plain", PARTED: "in partitions"}
MEGABYTE = 1e6


def tables(trial: Trial, tick: Callable[[str], object]) -> Iterator[str]:
    with trial.connect() as connection:
        [(version,)] = execute(connection, "SHOW server_version")
        yield f"PostgreSQL {version}; {trial.conversations:,} conversations in 12 months"
        make_tables(connection)
        taken = fill(trial, connection)
        tick("filled")
        yield of_filling(trial, connection, taken)
        yield of_asking(asking.asked(trial, connection))
        tick("asked")
        yield of_removing(removing.removed(trial, connection, 2 * trial.conversations + asking.ROUNDS))
        yield plain(
            [("tried", "PostgreSQL's answer"), *((one.what, one.answer) for one in obstacles.found(connection))]
        )


def of_filling(trial: Trial, connection: Connection, taken: Mapping[tuple[Kind, str], float]) -> str:
    rows: list[Sequence[str]] = [("filled", "rows", "seconds", "rows a second", "MB", "bytes a row")]
    for (kind, layout), seconds in taken.items():
        many, stored = trial.conversations * kind.rows, size(connection, kind, layout)
        figures = (f"{many:,}", f"{seconds:.1f}", f"{many / seconds:,.0f}", f"{stored / MEGABYTE:,.0f}")
        rows.append((f"{kind.name}s, {LAYOUTS[layout]}", *figures, f"{stored / many:.0f}"))
    return plain(rows)


def of_asking(asked: list[asking.Asked]) -> str:
    rows = [(one.what, f"{one.median:.2f} ms", f"{one.p99:.2f} ms") for one in asked]
    return plain([("one conversation", "median", "99 of 100 within"), *rows])


def of_removing(removed: list[removing.Removed]) -> str:
    rows: list[Sequence[str]] = [
        ("a month goes by", "seconds", "steps", "writer waited", "reader waited", "MB given back")
    ]
    for one in removed:
        waits = [f"{_ms(one.quiet[who])} before, {_ms(one.meanwhile[who])}" for who in ("writer", "reader")]
        rows.append((one.way, f"{one.seconds:.1f}", f"{one.tries}", *waits, f"{one.given_back / MEGABYTE:,.0f}"))
    return plain(rows)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.partitions", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=900, help="from when the tables are there; then it stops")
    options = parser.parse_args(arguments)
    try:
        with server(options.rows, options.seconds) as trial:
            for told in tables(trial, lambda done: print(done, file=sys.stderr, flush=True)):
                print(f"{told}\n", flush=True)
    except (Stopped, psycopg.errors.QueryCanceled) as reason:
        print(f"stopped: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

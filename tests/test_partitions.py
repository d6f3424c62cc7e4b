"""The trial of partitions does what its page says, on a PostgreSQL of its own; how fast it is, is no test's matter."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from benchmarks.partitions import __main__ as run
from benchmarks.partitions import asking, obstacles, removing
from benchmarks.partitions.kinds import EVENT, KINDS, MESSAGE, MONTHS, PARTED, PLAIN
from benchmarks.partitions.others import REPORT_SECONDS
from benchmarks.partitions.trial import (
    Connection,
    Stopped,
    Trial,
    check_disk,
    execute,
    fill,
    make_tables,
    months,
    server,
    size,
)

ROWS = 6_000

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    with server(ROWS, seconds=300) as made, made.connect() as connection:
        make_tables(connection)
        fill(made, connection)
        yield made


@pytest.fixture
def connection(trial: Trial) -> Iterator[Connection]:
    with trial.connect() as made:
        yield made


def count(connection: Connection, table: str) -> int:
    [(found,)] = execute(connection, f"SELECT count(*) FROM {table}")
    return int(found)


@pytest.mark.parametrize("conversations", [12, 13, 400, 1_000_001])
def test_each_conversation_is_of_one_month(conversations: int) -> None:
    found = list(months(conversations))
    assert len(found) == MONTHS
    assert (found[0][0], found[-1][1]) == (1, conversations)
    assert all(after[0] == before[1] + 1 for before, after in itertools.pairwise(found))


def test_nothing_begins_that_does_not_fit_the_disk(tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="half of the disk"):
        check_disk(tmp_path, 10**13)


def test_it_ends_when_its_time_is_over(trial: Trial) -> None:
    over = replace(trial, until=time.monotonic() - 1)
    with pytest.raises(Stopped, match="time"):
        over.check_time()
    with over.connect() as connection, pytest.raises(psycopg.errors.QueryCanceled):
        execute(connection, "SELECT pg_sleep(5)")


def test_both_copies_hold_the_same_rows_and_each_partition_its_month(connection: Connection, trial: Trial) -> None:
    for kind in KINDS:
        rows = {count(connection, kind.table(layout)) for layout in (PLAIN, PARTED)}
        assert rows == {trial.conversations * kind.rows}
    own = count(connection, MESSAGE.partition(3))
    assert own == pytest.approx(trial.conversations * MESSAGE.rows / MONTHS, rel=0.1)
    assert count(connection, MESSAGE.partition(MONTHS)) == 0
    assert size(connection, EVENT, PARTED) > size(connection, EVENT, PLAIN) > 0


def test_each_way_to_read_finds_the_whole_conversation(connection: Connection, trial: Trial) -> None:
    reads = [one for one in asking.statements(trial, new=1, old=77) if one.what.startswith("read")]
    found = {one.what: len(execute(connection, one.sql, *one.values)) for one in reads}
    assert set(found.values()) == {MESSAGE.rows, EVENT.rows}
    assert len(found) == 6


def test_who_tells_the_time_reads_one_partition(connection: Connection, trial: Trial) -> None:
    reads = {one.what: one for one in asking.statements(trial, new=1, old=77) if one.what.startswith("read 10")}

    def partitions(one: asking.Statement) -> int:
        plan = "\n".join(line for (line,) in execute(connection, f"EXPLAIN {one.sql}", *one.values))
        return plan.count("Scan using") + plan.count("Bitmap Heap Scan") + plan.count("Seq Scan")

    assert partitions(reads["read 10 messages, in partitions, by time too"]) == 1
    assert partitions(reads["read 10 messages, in partitions"]) == MONTHS + 1


def test_what_stands_in_the_way_is_postgresqls_own_answer(connection: Connection) -> None:
    answers = {one.what: one.answer for one in obstacles.found(connection)}
    assert "must include all partitioning columns" in answers["the product's own primary key"]
    assert answers["one position twice, at another time"] == obstacles.ACCEPTED
    assert "no partition" in answers["a row of a month without a partition"]
    assert "AccessExclusiveLock" in answers["DROP of a table, on what its foreign key points at"]
    assert "default partition" in answers["DETACH CONCURRENTLY beside a default partition"]
    assert answers["rows of others, by way of the parent"] == "0 of them shown"
    assert "permission denied" in answers["a partition by its own name"]


def test_a_detached_month_is_waited_for_by_nobody_and_a_dropped_one_by_everybody(
    connection: Connection, trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removing, "QUIET_SECONDS", 0.4)
    detached, dropped, deleted = removing.removed(trial, connection, first=2 * trial.conversations)
    for who in ("writer", "reader"):
        assert dropped.meanwhile[who] > REPORT_SECONDS / 2
        assert detached.meanwhile[who] < dropped.meanwhile[who]
    assert detached.seconds > REPORT_SECONDS / 2  # it is the one that waits
    assert deleted.tries >= 1
    gone = trial.conversations // MONTHS
    [(left,)] = execute(connection, f"SELECT count(*) FROM {MESSAGE.table(PLAIN)} WHERE conversation_id <= {gone}")
    assert left == 0
    [(left,)] = execute(connection, f"SELECT count(*) FROM {MESSAGE.table(PARTED)} WHERE conversation_id <= {2 * gone}")
    assert left == 0


@pytest.mark.long
def test_the_command_prints_all_of_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ROUNDS", 3)
    monkeypatch.setattr(removing, "QUIET_SECONDS", 0.2)
    assert run.main(["--rows", "1500"]) == 0
    said = capsys.readouterr().out
    assert all(part in said for part in ("100 conversations", "DETACH CONCURRENTLY, then DROP", "writer waited"))


def test_the_command_says_why_it_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--rows", str(10**13)]) == 1
    assert "half of the disk" in capsys.readouterr().err

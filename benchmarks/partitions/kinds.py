"""The two tables that grow, as the trial copies them: plain, and in partitions by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SCHEMA = "trial"
PLAIN, PARTED = "plain", "parted"
# A year, and the month that comes next: nobody makes it once it has begun.
MONTHS = 12
# When the first month begins. A month has as many conversations as any other, and a day as many as any other.
YEAR_BEGINS, MONTH = datetime(2025, 12, 1, tzinfo=UTC), timedelta(days=30)
BEGINS = f"timestamptz '{YEAR_BEGINS.isoformat()}'"
MESSAGES, EVENTS = 10, 5


@dataclass(frozen=True, slots=True)
class Kind:
    """`time` is what it is parted by. `rows`: as many of each conversation, by the columns that `values` fill.

    In `values`, c is the conversation's number, n the row's in it, and told when the conversation began.
    """

    name: str
    copied_from: str
    time: str
    has_time: bool
    parent: str
    key: str
    unique: str
    rows: int
    columns: str
    values: str

    def table(self, layout: str) -> str:
        return f"{layout}_{self.name}"

    def partition(self, month: int) -> str:
        return f"{self.table(PARTED)}_{month:02}"


MESSAGE = Kind(
    name="message",
    copied_from="public.agents_message",
    time="told_at",
    has_time=False,
    parent="conversation",
    key="conversation_id",
    unique="conversation_id, position",
    rows=MESSAGES,
    columns="conversation_id, position, role, text, told_at",
    values="c, n, CASE mod(n, 2) WHEN 0 THEN 'customer' ELSE 'agent' END, repeat('Where is my parcel? ', 5), told",
)
EVENT = Kind(
    name="event",
    copied_from="public.handoff_handoffevent",
    time="at",
    has_time=True,
    parent="handoff",
    key="handoff_id",
    unique="",
    rows=EVENTS,
    columns="handoff_id, name, detail, at",
    values="md5(c::text)::uuid, 'context_delivered', '{}', told + n * interval '1 second'",
)
KINDS = (MESSAGE, EVENT)
# What the rows of both belong to: the foreign keys are real, the rest of these tables is not what is tried.
PARENTS = (
    "CREATE TABLE conversation (id bigint PRIMARY KEY, begun_at timestamptz NOT NULL)",
    "CREATE TABLE handoff (id uuid PRIMARY KEY, begun_at timestamptz NOT NULL)",
)


def begun(number: str, conversations: int) -> str:
    """When a conversation began, spread over the year; whatever is new, as the month begins that comes after it."""
    before = f"least({number} - 1, {conversations})::float8"
    return f"{BEGINS} + {before} / {conversations} * {MONTHS} * interval '30 days'"


def month_begins(month: int) -> str:
    return f"{BEGINS} + {month} * interval '30 days'"


def making(kind: Kind) -> Iterator[str]:
    """The copy as the product has it; and the one in partitions, whose keys must hold the time."""
    plain, parted = kind.table(PLAIN), kind.table(PARTED)
    time = "" if kind.has_time else f", {kind.time} timestamptz NOT NULL"
    yield f"CREATE TABLE {plain} (LIKE {kind.copied_from} INCLUDING ALL{time})"
    like = f"LIKE {kind.copied_from} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING IDENTITY{time}"
    yield f"CREATE TABLE {parted} ({like}) PARTITION BY RANGE ({kind.time})"
    yield f"ALTER TABLE {parted} ADD PRIMARY KEY (id, {kind.time})"
    if kind.unique:
        yield f"ALTER TABLE {parted} ADD UNIQUE ({kind.unique}, {kind.time})"
    yield f"CREATE INDEX ON {parted} ({kind.key})"


def partition(kind: Kind, month: int) -> str:
    """Its bounds are worked out by the server, since DDL takes constants alone."""
    name, parted = kind.partition(month), kind.table(PARTED)
    bounds = f"{month_begins(month)}, {month_begins(month + 1)}"
    shape = f"CREATE TABLE {name} PARTITION OF {parted} FOR VALUES FROM (%L) TO (%L)"
    return f"DO $$ BEGIN EXECUTE format('{shape}', {bounds}); END $$"


def pointing(kind: Kind, layout: str) -> str:
    return f"ALTER TABLE {kind.table(layout)} ADD FOREIGN KEY ({kind.key}) REFERENCES {kind.parent} (id)"


def filling(kind: Kind, layout: str, conversations: int) -> str:
    """For the conversations from the first to the second parameter."""
    return (
        f"INSERT INTO {kind.table(layout)} ({kind.columns}) SELECT {kind.values} "
        f"FROM generate_series(%s::bigint, %s::bigint) AS c, generate_series(0, {kind.rows - 1}) AS n, "
        f"LATERAL (SELECT {begun('c', conversations)} AS told) AS began"
    )


def parents(conversations: int) -> tuple[str, str]:
    numbers = "FROM generate_series(%s::bigint, %s::bigint) AS c"
    began = begun("c", conversations)
    return (
        f"INSERT INTO conversation SELECT c, {began} {numbers}",
        f"INSERT INTO handoff SELECT md5(c::text)::uuid, {began} {numbers}",
    )

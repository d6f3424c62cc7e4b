"""The same questions while the tables grow: a year of conversations must not make them slower."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.measuring import MILLISECONDS, Result, Tick, from_rounds
from benchmarks.serving import contenders
from benchmarks.serving.installation import Installation
from benchmarks.serving.rounds import ROUNDS, Measured, by_turns
from devtools.services import working_folder

FIRST = 1_000
MOST = 1.5
_Asked = dict[str, Measured]
# Finished conversations of two turns each, of the Agent that is asked.
FILL = """
WITH told AS (
    INSERT INTO agents_conversation
        (brand_id, agent_id, external_id, customer, is_test, turn_count, created_at, updated_at)
    SELECT brand_id, id, 'old-' || number, '{}', false, 2, now() - interval '1 day', now() - interval '1 day'
    FROM agents_agent CROSS JOIN generate_series(%s::bigint, %s::bigint) AS number
    RETURNING id
)
INSERT INTO agents_message (conversation_id, position, role, text)
SELECT id, position, CASE position WHEN 0 THEN 'customer' ELSE 'agent' END, repeat('Where is my parcel? ', 5)
FROM told CROSS JOIN generate_series(0, 1) AS position
"""


@dataclass(frozen=True, slots=True)
class Growth:
    """A suite of its own for each table of sizes: to fill the largest takes minutes, and gigabytes of disk."""

    NAME: str
    sizes: tuple[int, ...]

    def count(self) -> int:
        return (1 + len(self.sizes)) * (1 + ROUNDS + 1)

    def results(self, tick: Tick) -> Iterator[Result]:
        with working_folder() as folder, Installation(folder) as installation:
            grow(installation, 1, FIRST)
            tick()
            few, size = _asked(installation, tick), FIRST
            for most in self.sizes:
                grow(installation, size + 1, most)
                tick()
                many, size = _asked(installation, tick), most
                for door in (contenders.DECISION, contenders.START):
                    yield from self._against(door, most, many, few)

    def _against(self, door: str, most: int, many: _Asked, few: _Asked) -> Iterator[Result]:
        case = f"{door}: {most:,} against {FIRST:,} conversations"
        yield from_rounds(
            self.NAME,
            "p50 beside a bare read",
            case,
            _beside(many, door),
            _beside(few, door),
            against=f"{FIRST:,} conversations",
            target=MOST,
            unit="x",
        )
        yield from_rounds(self.NAME, "p50", case, many[door].p50, unit=MILLISECONDS)


# In one message to PostgreSQL no more than so many.
AT_ONCE = 1_000_000
A_YEAR = Growth("growth", (100_000, 1_000_000))
YEARS = Growth("years", (10_000_000,))


def grow(installation: Installation, first: int, last: int) -> None:
    with installation.owner() as connection:
        for begin in range(first, last + 1, AT_ONCE):
            connection.execute(FILL, [begin, min(begin + AT_ONCE - 1, last)])
        connection.execute("VACUUM ANALYZE")


def _asked(installation: Installation, tick: Tick) -> _Asked:
    [account] = installation.accounts
    reads = [bare for bare in contenders.bare_views(account) if bare.name == contenders.READ]
    asked = [*reads, *contenders.doors(account)]
    # One pass: each start adds a conversation, and the few are to stay few.
    return by_turns(installation, asked, contenders.new_conversations(), tick=tick, passes=1)


def _beside(measured: _Asked, door: str) -> list[float]:
    """What else the machine does while the tables grow concerns the other view as much."""
    pairs = zip(measured[door].p50, measured[contenders.READ].p50, strict=True)
    return [own / other for own, other in pairs]

"""What plays are made of: shops that start handoffs, the rows that come of it, and the platform's own word."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx2

from faults.commands import hosted
from faults.machine import Machine
from faults.scenarios.rows import Row, Started, what_is_wrong
from faults.scenarios.wishes import Shop, Wish, shops_from_json, wishes_to_json

TURNS = (
    {"role": "customer", "text": "My parcel has not come."},
    {"role": "customer", "text": "Let me talk to a human."},
)
OPEN = "import sys; from faults.scenarios.opening import open_all; sys.stdout.write(open_all({!r}))"
REQUEST_SECONDS = 30.0
# A connection that the server has just closed would look like a start that nobody answered.
ONE_CALL_EACH = httpx2.Limits(max_connections=None, max_keepalive_connections=0)
ANY_PENDING = "SELECT 1 FROM handoff_handoff WHERE id = ANY(%s::uuid[]) AND context_status = 'pending' LIMIT 1"
ROWS = (
    "SELECT id::text, ref, context_status, context_reason, context_via, attempts, ended_at IS NOT NULL,"
    " extract(epoch FROM delivered_at - started_at)::float FROM handoff_handoff WHERE id = ANY(%s::uuid[])"
)


class Stage:
    """`long`: as often and as much as the promises say, and not only as long as somebody waits for."""

    def __init__(self, machine: Machine, shops: Mapping[str, Shop], *, long: bool = False) -> None:
        self.machine, self.shops, self.long = machine, shops, long
        self.notes_made: list[str] = []

    def note(self, text: str) -> None:
        """A figure that is told with the outcome, and is no finding."""
        self.notes_made.append(text)

    # Starting

    def client(self, shop: Shop, url: str = "") -> httpx2.Client:
        return httpx2.Client(
            base_url=url or self.machine.web_url,
            headers={"Authorization": f"Api-Key {shop.key}"},
            trust_env=False,
            timeout=REQUEST_SECONDS,
            limits=ONE_CALL_EACH,
        )

    def start(
        self, shop: Shop, conversation: str = "", key: str = "", text: str = "", client: httpx2.Client | None = None
    ) -> Started:
        """One start, once."""
        said = [*TURNS, {"role": "customer", "text": text}] if text else list(TURNS)
        name = conversation or new_name()
        # Some platforms know their customers by nothing else.
        body = {"conversation": name, "transcript": said, "customer": {"email": f"{name}@example.com"}}
        headers = {"Idempotency-Key": key} if key else {}
        path = f"/api/v1/agents/{shop.agent}/handoffs/"
        if client is not None:
            return posted(client, path, body, headers)
        with self.client(shop) as own:
            return posted(own, path, body, headers)

    def start_many(self, shops: Sequence[Shop], at_once: int = 8) -> list[Started]:
        with ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(self.start, shops))

    # Looking

    def rows(self, starts: Iterable[Started]) -> list[Row]:
        ids = [start.id for start in starts if start.accepted]
        return [Row(*row) for row in self.execute(ROWS, ids)]

    def settled(self, starts: Sequence[Started], within: float = 30.0) -> list[Row]:
        """The rows as soon as none is pending any more, or as they are when the time is over."""
        ids = [start.id for start in starts if start.accepted]
        wait_until(lambda: not self.execute(ANY_PENDING, ids), within, every=0.3)
        return self.rows(starts)

    def execute(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.machine.connection() as connection:
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def notes(self) -> Counter[str]:
        """How many notes for the team the platforms hold, by the handoff's reference."""
        counts = self.machine.stand_in.counts()
        return Counter({ref: kinds.get("notes", 0) for refs in counts.values() for ref, kinds in refs.items()})

    def wrong(
        self, starts: Sequence[Started], within: float = 30.0, final: Sequence[str] = ("delivered",)
    ) -> list[str]:
        """Every accepted one arrives, once: whatever is not so."""
        rows = self.settled(starts, within)
        return what_is_wrong(starts, rows, self.notes(), final)

    # Arranging

    @contextmanager
    def hosting(self, name: str, *options: str, **environ: str) -> Iterator[None]:
        """The program by way of the host, with its options and more settings, for as long as the block lasts."""
        program = self.machine.programs[name]
        command, before = program.command, program.environ
        self.restart(name, hosted(command, *options), {**before, **environ})
        try:
            yield
        finally:
            self.restart(name, command, before)

    def restart(self, name: str, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self.machine.end(name)
        program = self.machine.programs[name]
        program.command, program.environ = command, environ
        self.machine.restore(name)


def open_shops(machine: Machine, wishes: Sequence[Wish]) -> dict[str, Shop]:
    said = machine.manage("shell", "--verbosity", "0", "-c", OPEN.format(wishes_to_json(wishes)))
    return {shop.name: shop for shop in shops_from_json(said)}


def posted(client: httpx2.Client, path: str, body: Any, headers: Mapping[str, str]) -> Started:
    began = time.monotonic()
    try:
        answer = client.post(path, json=body, headers=dict(headers))
    except httpx2.HTTPError as error:
        return Started(0, time.monotonic() - began, error=type(error).__name__)
    return Started(answer.status_code, time.monotonic() - began, answer.json(), dict(answer.headers))


def new_name() -> str:
    return f"play-{uuid.uuid4().hex}"


def wait_until(is_so: Callable[[], bool], within: float, every: float = 0.2) -> bool:
    """Whether it came to be so in time."""
    deadline = time.monotonic() + within
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True

"""Many customers at once, each at the time that is theirs: the same conversations for the same seed."""

from __future__ import annotations

import json
import queue
import random
import threading
import time
from collections.abc import Callable
from dataclasses import asdict

from faults.customers import Conversation, Customers, Habits, conversation
from faults.history import History
from faults.machine import Machine
from faults.merchants import Account, merchants
from faults.runtime import Caller

CLIENTS = 24
MERCHANTS = 32
# As many as two small processors bear, with all that the faults cost.
MOST_A_SECOND = 30.0


def seeded(machine: Machine, seed: int, many: int = MERCHANTS) -> list[Account]:
    """The merchants of this seed, made in the machine's database."""
    made = merchants(many, random.Random(seed))  # noqa: S311 - stand-ins' tokens
    told = machine.manage("-m", "faults.seeding", json.dumps([asdict(merchant) for merchant in made]))
    rows = [json.loads(line) for line in told.splitlines()]
    return [
        Account(merchant, row["brand"], row["agent"], row["api_key"]) for merchant, row in zip(made, rows, strict=True)
    ]


def conversations(many: int, seed: int, accounts: list[Account], habits: Habits | None = None) -> list[Conversation]:
    return [conversation(number, seed, accounts, habits or Habits()) for number in range(many)]


def run(machine: Machine, log: History, lives: list[Conversation], seconds: float, clients: int = CLIENTS) -> None:
    """Live all of them, begun evenly over these seconds, or later where all clients are busy. Returns at the end."""
    caller = Caller(machine.web_url, log)
    customers = Customers(caller, machine.stand_in, log)
    waiting: queue.SimpleQueue[tuple[float, Conversation]] = queue.SimpleQueue()
    for number, one in enumerate(lives):
        waiting.put((number * seconds / len(lives), one))
    in_parallel(lambda: serve(waiting, customers, time.monotonic()), clients)
    caller.close()


def serve(waiting: queue.SimpleQueue[tuple[float, Conversation]], customers: Customers, began: float) -> None:
    while True:
        try:
            due, one = waiting.get_nowait()
        except queue.Empty:
            return
        time.sleep(max(0.0, began + due - time.monotonic()))
        customers.live(one)


def in_parallel(work: Callable[[], None], many: int) -> None:
    """Raises what one of them raised."""
    failures: list[BaseException] = []

    def one() -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=one, daemon=True) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]

"""Wait until a run has come to rest, then take down what it left: rows, histories, counts, what the logs hold."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import psycopg

from faults import history
from faults.calls import last_disturbance
from faults.customers import CARDS
from faults.evidence import Event, Evidence, Row
from faults.history import History
from faults.machine import OPEN_DEADLINE_SECONDS, Machine
from faults.merchants import Account

LOOKED_EVERY = 0.5
TOLD_EVERY = 15.0
# After its deadline a chat that nobody opened is over; then whoever waits for it has to be told.
PATIENCE_SECONDS = OPEN_DEADLINE_SECONDS + 120.0

_DUE = "SELECT count(*) FROM handoff_handoff WHERE context_status = 'pending' AND next_due IS NOT NULL"
# Those whose customer never came wait for a chat that may yet begin: that is no one's delay.
_UNATTENDED = " AND NOT (context_reason = 'waits_for_chat' AND opened_at IS NULL)"
# Of those that are late, for whoever reads the history: what they wait for.
_LATE = """
    SELECT ref, provider, attempts, failures, context_reason, round(extract(epoch FROM next_due - now())),
           round(extract(epoch FROM lease_until - now()))
    FROM handoff_handoff WHERE context_status = 'pending' AND next_due IS NOT NULL
"""
_ROWS = """
    SELECT h.id, h.ref, h.brand_id, c.external_id, h.provider, h.context_status, h.context_reason, h.context_via,
           h.chat_status, h.failures, h.next_due IS NOT NULL
    FROM handoff_handoff h JOIN agents_conversation c ON c.id = h.conversation_id
"""
_EVENTS = "SELECT handoff_id, name, detail FROM handoff_handoffevent ORDER BY id"


def evidence_of(machine: Machine, log: History, accounts: list[Account]) -> Evidence:
    recovered_in = wait_for_rest(machine, log)
    with machine.connection() as connection:
        rows = list(rows_in(connection))
        events = [Event(str(id), name, detail) for id, name, detail in connection.execute(_EVENTS)]
    return Evidence(
        operations=tuple(log.operations),
        rows=rows,
        events=events,
        counts=machine.stand_in.counts(),
        closed_brands=frozenset(account.brand for account in accounts if not account.merchant.is_open),
        leaks=list(leaks_in(machine.product_logs(), canaries(accounts))),
        recovered_in=recovered_in,
    )


def wait_for_rest(machine: Machine, log: History) -> float | None:
    """Seconds from the last disturbance until nobody's handoff was left; None where some never came to an end."""
    since, deadline = last_disturbance(log.operations), log.now() + PATIENCE_SECONDS
    last_seen, told = since, since
    with machine.connection() as connection:
        while log.now() < deadline:
            if count(connection, _DUE + _UNATTENDED):
                last_seen = log.now()
                if last_seen - told > TOLD_EVERY:
                    told = last_seen
                    tell_late(connection, log)
            elif not count(connection, _DUE):
                return last_seen - since
            time.sleep(LOOKED_EVERY)
        return None if count(connection, _DUE + _UNATTENDED) else last_seen - since


def tell_late(connection: psycopg.Connection[tuple[object, ...]], log: History) -> None:
    for ref, provider, attempts, failures, reason, due_in, leased_for in connection.execute(_LATE + _UNATTENDED):
        told = {"ref": ref, "provider": provider, "attempts": attempts, "failures": failures, "reason": reason}
        log.add(history.MACHINE, history.LATE, **told, due_in=str(due_in), leased_for=str(leased_for))


def count(connection: psycopg.Connection[tuple[object, ...]], query: str) -> int:
    found = connection.execute(query.encode()).fetchone()
    assert found is not None
    return int(str(found[0]))


def rows_in(connection: psycopg.Connection[tuple[object, ...]]) -> Iterator[Row]:
    for id, ref, brand, conversation, provider, *states, failures, is_due in connection.execute(_ROWS):
        status, reason, via, chat = map(str, states)
        yield Row(
            id=str(id),
            ref=str(ref),
            brand=str(brand),
            conversation=str(conversation),
            provider=str(provider),
            context_status=status,
            context_reason=reason,
            context_via=via,
            chat_status=chat,
            failures=int(str(failures)),
            is_due=bool(is_due),
        )


def canaries(accounts: Iterable[Account]) -> dict[str, re.Pattern[str]]:
    """What no log may hold, by what it is."""
    tokens = {secret for account in accounts for secret in account.merchant.secrets.values()}
    keys = {account.api_key.partition(".")[2] for account in accounts}
    digits = {re.sub(r"\D", "", card) for card in CARDS}
    return {
        "a platform's token": any_of(tokens),
        "an API key": any_of(keys),
        "a card number": re.compile("|".join("[ -]?".join(card) for card in sorted(digits))),
        "a customer's address": re.compile(r"@customers\.example"),
        "a launch token": re.compile(r"launches/[0-9a-f]{32}:"),
        "a customer's words": re.compile(r"charged twice"),
    }


def any_of(texts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(texts))))


def leaks_in(logs: Mapping[str, Path], wanted: Mapping[str, re.Pattern[str]]) -> Iterator[str]:
    for name, path in logs.items():
        with path.open(errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                yield from (f"{name}.log:{number} holds {what}" for what, found in wanted.items() if found.search(line))

"""Who is asked, with which bodies: the product's doors, and the bare views that they are held against."""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.serving.load import Plan
from faults.merchants import Account

Conversations = Iterator[str]
# Of a pass's requests: where few are enough to see that it works.
SHARE = 1.0
Turn = dict[str, str]
# Ten turns, some 3 kB as JSON, of a customer who is being helped, and a last one that asks for a person instead.
_SAID: dict[str, Any] = json.loads(Path(__file__).with_name("conversation.json").read_text())
CUSTOMER: dict[str, str] = _SAID["customer"]
HELPED: tuple[Turn, ...] = tuple(_SAID["helped"])
ASKING_FOR_PEOPLE: tuple[Turn, ...] = (*HELPED[1:], _SAID["asks"])


def new_conversations() -> Conversations:
    return (uuid.uuid4().hex for _ in itertools.count())


@dataclass(frozen=True, slots=True)
class Contender:
    """`body` is made anew for each request, for a conversation of this name; `path` may say {conversation} for it."""

    name: str
    path: str
    status: int
    requests: int
    body: Callable[[str], object]
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"

    def plan(self, url: str, conversations: Conversations, *, clients: int, requests: int = 0) -> Plan:
        """As many requests as a pass has of it, where nothing else is said."""
        names = list(itertools.islice(conversations, requests or round(self.requests * SHARE)))
        paths = [self.path.replace("{conversation}", name) for name in names]
        bodies = [json.dumps(self.body(name)) for name in names]
        return Plan(url, paths, self.headers, bodies, self.status, clients, self.method)


def asking(conversation: str, **more: object) -> dict[str, object]:
    return said(HELPED, conversation, **more)


def asking_for_people(conversation: str) -> dict[str, object]:
    return said(ASKING_FOR_PEOPLE, conversation)


def said(turns: Sequence[Turn], conversation: str, **more: object) -> dict[str, object]:
    """No two conversations have a text in common: whoever keeps what was read has nothing of it."""
    own = [{"role": turn["role"], "text": f"{turn['text']} ({conversation[-6:]})"} for turn in turns]
    return {"conversation": conversation, "transcript": own, "customer": CUSTOMER, **more}


DECISION, START = "decision", "handoff start"
EMPTY, EMPTY_DRF = "empty Django view", "empty DRF view"
READ, INSERT, INSERT_ROWS = "key, one row", "key, transcript", "key, turns as rows"
NAMES = (DECISION, START, EMPTY, EMPTY_DRF, READ, INSERT, INSERT_ROWS)


def doors(account: Account) -> list[Contender]:
    """Those of the product."""
    agent, headers = f"/api/v1/agents/{account.agent}", _headers(account)
    return [
        Contender(DECISION, f"{agent}/decisions/", 200, 200, asking, headers),
        Contender(START, f"{agent}/handoffs/", 201, 100, asking_for_people, headers),
    ]


def bare_views(account: Account) -> list[Contender]:
    """With the same bodies: the Agent, whose name is in the product's addresses, is told besides."""

    def body(conversation: str) -> dict[str, object]:
        return asking(conversation, agent=account.agent)

    asked = [
        (EMPTY, "empty", 200, 300),
        (EMPTY_DRF, "empty-drf", 200, 300),
        (READ, "read", 200, 200),
        (INSERT, "insert", 201, 150),
        (INSERT_ROWS, "insert-rows", 201, 100),
    ]
    return [
        Contender(name, f"/bare/{path}", status, count, body, _headers(account)) for name, path, status, count in asked
    ]


def _headers(account: Account) -> dict[str, str]:
    return {"Authorization": f"Api-Key {account.api_key}"}

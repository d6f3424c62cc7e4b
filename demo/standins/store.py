"""What the stand-in platforms hold: plain dicts in memory, one lock around every request."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

ADMIN_ID = "5017691"

Row = dict[str, Any]


@dataclass
class Store:
    contacts: dict[str, Row] = field(default_factory=dict)
    # By the id that the messenger made up; "contact_id" once the visitor is somebody.
    visitors: dict[str, Row] = field(default_factory=dict)
    conversations: dict[str, Row] = field(default_factory=dict)
    chats: dict[str, Row] = field(default_factory=dict)
    faults: list[Row] = field(default_factory=list)
    requests: list[Row] = field(default_factory=list)
    request_count: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1001))

    def new_id(self) -> str:
        return str(next(self._numbers))

    def new_contact_id(self) -> str:
        """24 hexadecimal digits, as Intercom's are."""
        return f"{next(self._numbers):024x}"

    def reset(self) -> None:
        for held in (self.contacts, self.visitors, self.conversations, self.chats, self.faults, self.requests):
            held.clear()
        self.request_count = 0

    def first_contact(self, wanted: Callable[[Row], bool]) -> Row | None:
        return next((contact for contact in self.contacts.values() if wanted(contact)), None)

    def add_contact(self, **known: str) -> Row:
        row: Row = {
            "id": self.new_contact_id(),
            "role": "user",
            "external_id": "",
            "email": "",
            "name": "",
            "phone": "",
        }
        self.contacts[row["id"]] = row | known
        return self.contacts[row["id"]]

    def add_conversation(self, contact_id: str, visitor_id: str, body: str, begun_by: str) -> Row:
        row: Row = {
            "id": self.new_id(),
            "contact_id": contact_id,
            "visitor_id": visitor_id,
            "body": body,
            "begun_by": begun_by,
            "parts": [],
            "at": now(),
        }
        self.conversations[row["id"]] = row
        return row

    def add_part(self, conversation: Row, part_type: str, author: str, body: str) -> Row:
        part: Row = {"id": self.new_id(), "part_type": part_type, "author": author, "body": body, "at": now()}
        conversation["parts"].append(part)
        return part


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


store = Store()

"""Gladly's timeline items, which stand beside the conversations and are no part of them."""

from __future__ import annotations

from demo.standins.chats import message
from demo.standins.store import Row, now, store

# By the client's own id.
items = store.table()
conversations = store.table()


def begin_chat(said: Row) -> Row:
    row: Row = {"id": store.new_id(), "email": "", "name": "", "messages": [], "at": now()}
    conversations[row["id"]] = row
    take(row, said)
    return row


def take(row: Row, said: Row) -> None:
    row |= {key: str(said[key]) for key in ("email", "name") if said.get(key)}
    row["messages"].append(message("customer", said["body"]))


def team_sees() -> Row:
    return {"items": list(items.values()), "conversations": list(conversations.values())}

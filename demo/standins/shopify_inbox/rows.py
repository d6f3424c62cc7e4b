"""Shopify Inbox' chats. There is no API to them."""

from __future__ import annotations

from demo.standins.chats import message
from demo.standins.store import Row, now, store

chats = store.table()


def begin_chat(said: Row) -> Row:
    row: Row = {"id": store.new_id(), "messages": [], "at": now()}
    chats[row["id"]] = row
    take(row, said)
    return row


def take(row: Row, said: Row) -> None:
    row["messages"].append(message("customer", said["body"]))


def team_sees() -> Row:
    return {"chats": list(chats.values())}

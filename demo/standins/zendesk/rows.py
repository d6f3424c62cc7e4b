"""Zendesk's tickets: those of the widget's chats, and those that the API made. One row each."""

from __future__ import annotations

from demo.standins.chats import message
from demo.standins.store import Row, now, store

MESSAGING, API = "native_messaging", "api"

# By the ticket's id.
tickets = store.table()
# The same rows by the id of the chat, which is not the ticket's.
chats = store.table()


def add_ticket(channel: str) -> Row:
    number = store.new_number()
    row: Row = {
        "id": store.new_id(),
        "ticket_id": number,
        "channel": channel,
        "subject": "",
        "external_id": None,
        "requester": {},
        "body": "",
        "fields": {},
        "tags": [],
        "messages": [],
        "comments": [],
        "at": now(),
    }
    tickets[str(number)] = row
    return row


def begin_chat(said: Row) -> Row:
    row = add_ticket(MESSAGING)
    row["body"], row["subject"] = str(said["body"]), "Conversation with Web User"
    take(row, said)
    chats[row["id"]] = row
    return row


def take(row: Row, said: Row) -> None:
    """Fields and tags take effect with the customer's message."""
    row["messages"].append(message("customer", said["body"]))
    row["fields"] |= {str(field["id"]): str(field["value"]) for field in said.get("fields", [])}
    row["tags"] = sorted({*row["tags"], *map(str, said.get("tags", []))})


def add_comment(row: Row, public: bool, html_body: str, body: str, author: str) -> Row:
    """A public one is said to the customer."""
    made: Row = {
        "id": store.new_number(),
        "public": public,
        "html_body": html_body,
        "body": body,
        "author": author,
        "at": now(),
    }
    row["comments"].append(made)
    if public:
        row["messages"].append(message("agent", body))
    return made


def with_channel(channel: str) -> list[Row]:
    return [row for row in tickets.values() if row["channel"] == channel]


def team_sees() -> Row:
    return {"chats": with_channel(MESSAGING), "tickets": with_channel(API)}

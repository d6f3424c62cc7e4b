"""Sprinklr's cases: one for each live chat conversation, with custom properties and comments."""

from __future__ import annotations

from demo.standins.chats import message
from demo.standins.store import Row, now, store

# By the conversation's id, which no API turns into a case.
cases = store.table()


def begin_chat(said: Row) -> Row:
    """`messages` are the conversation's first ones, [{"from", "body"}...]; there may be none."""
    row: Row = {
        "id": store.new_hex_id(),
        "case_id": store.new_hex_id(),
        "case_number": store.new_number(),
        "context": {},
        "comments": [],
        "messages": [message(str(one["from"]), one["body"]) for one in said.get("messages", [])],
        "at": now(),
    }
    cases[row["id"]] = row
    take(row, said)
    return row


def take(row: Row, said: Row) -> None:
    """`context` is field id -> list of texts. Anything else in it is lost, as at the real one, without a word."""
    given = said.get("context") or {}
    row["context"] |= {id: values for id, values in given.items() if id == id.strip() and isinstance(values, list)}
    if "body" in said:
        row["messages"].append(message("customer", said["body"]))


def case_with_number(number: str) -> Row | None:
    return next((row for row in cases.values() if str(row["case_number"]) == number), None)


def add_comment(row: Row, text: str) -> Row:
    row["comments"].append({"id": store.new_hex_id(), "text": text, "at": now()})
    made: Row = row["comments"][-1]
    return made


def team_sees() -> Row:
    return {"cases": list(cases.values())}

"""Intercom's contacts, visitors and conversations, and who may be what."""

from __future__ import annotations

from collections.abc import Callable

from demo.standins.doors import held
from demo.standins.refusals import Refusal
from demo.standins.store import Row, now, store

ADMIN_ID = "5017691"
CONTACT_KEYS = ("external_id", "email", "name", "phone")

contacts = store.table()
# By the id that the messenger made up; "contact_id" once the visitor is somebody.
visitors = store.table()
conversations = store.table()


def first_contact(wanted: Callable[[Row], bool]) -> Row | None:
    return next((contact for contact in contacts.values() if wanted(contact)), None)


def add_contact(**known: str) -> Row:
    row: Row = {"id": store.new_hex_id(), "role": "user", **dict.fromkeys(CONTACT_KEYS, ""), "at": now()}
    contacts[row["id"]] = row | known
    return contacts[row["id"]]


def add_conversation(contact_id: str, visitor_id: str, body: str, begun_by: str) -> Row:
    row: Row = {
        "id": store.new_id(),
        "contact_id": contact_id,
        "visitor_id": visitor_id,
        "body": body,
        "begun_by": begun_by,
        "parts": [],
        "at": now(),
    }
    conversations[row["id"]] = row
    return row


def add_part(conversation: Row, part_type: str, author: str, body: str) -> None:
    part: Row = {"id": store.new_id(), "part_type": part_type, "author": author, "body": body, "at": now()}
    conversation["parts"].append(part)


def reply(conversation: Row, body: str) -> None:
    add_part(conversation, "comment", "agent", body)


def made_contact(said: Row) -> Row:
    known = {key: str(said.get(key) or "") for key in CONTACT_KEYS}
    role = said.get("role") or "user"
    if role not in ("user", "lead") or not (said.get("role") or known["external_id"] or known["email"]):
        raise Refusal(400, "parameter_invalid", "role, email or external_id is needed")
    if role == "user":
        _refuse_duplicate(known)
    return add_contact(role=role, **known)


def _refuse_duplicate(known: Row) -> None:
    """Users are unique by both; leads are not."""
    for row in contacts.values():
        if row["role"] == "user" and any(known[key] and row[key] == known[key] for key in ("external_id", "email")):
            raise Refusal(409, "conflict", f"A contact matching those details already exists with id={row['id']}")


def sender_of(sender: object) -> tuple[Row, str]:
    """The contact whose words a conversation begins with, and the visitor id where it was a visitor until now."""
    if not isinstance(sender, dict) or sender.get("type") not in ("lead", "user", "contact"):
        raise Refusal(400, "parameter_invalid", "from is invalid")
    id = str(sender.get("id") or "")
    contact = contacts.get(id)
    if contact and sender["type"] in (contact["role"], "contact"):
        return contact, ""
    visitor = next((row for row in visitors.values() if id and id in (row["id"], row["user_id"])), None)
    if visitor and sender["type"] == "contact":
        return lead_of(visitor["user_id"]), visitor["user_id"]
    raise Refusal(404, "not_found", "User Not Found")


def lead_of(visitor_id: str) -> Row:
    """A visitor who writes, or in whose name somebody writes, becomes a lead."""
    visitor = held(visitors, visitor_id)
    if not visitor["contact_id"]:
        visitor["contact_id"] = add_contact(role="lead")["id"]
    return contacts[visitor["contact_id"]]


def team_sees() -> Row:
    return {
        "contacts": list(contacts.values()),
        "visitors": list(visitors.values()),
        "conversations": [_with_contact(row) for row in conversations.values()],
    }


def _with_contact(conversation: Row) -> Row:
    contact = contacts.get(conversation["contact_id"], {})
    return conversation | {key: contact.get(key, "") for key in ("external_id", "email", "name")}

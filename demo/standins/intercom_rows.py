"""Intercom's contacts and conversations: the stand-in's rows, and the JSON that the API shows of them."""

from __future__ import annotations

from datetime import datetime
from html import escape

from demo.standins.intercom_widget import lead_of
from demo.standins.refusals import Refusal
from demo.standins.store import ADMIN_ID, Row, store

_CONTACT_KEYS = ("external_id", "email", "name", "phone")


def made_contact(said: Row) -> Row:
    known = {key: str(said.get(key) or "") for key in _CONTACT_KEYS}
    role = said.get("role") or "user"
    if role not in ("user", "lead") or not (said.get("role") or known["external_id"] or known["email"]):
        raise Refusal(400, "parameter_invalid", "role, email or external_id is needed")
    if role == "user":
        _refuse_duplicate(known)
    return store.add_contact(role=role, **known)


def _refuse_duplicate(known: Row) -> None:
    """Users are unique by both; leads are not."""
    for row in store.contacts.values():
        if row["role"] == "user" and any(known[key] and row[key] == known[key] for key in ("external_id", "email")):
            raise Refusal(409, "conflict", f"A contact matching those details already exists with id={row['id']}")


def sender_of(sender: object) -> tuple[Row, str]:
    """The contact whose words a conversation begins with, and the visitor id where it was a visitor until now."""
    if not isinstance(sender, dict) or sender.get("type") not in ("lead", "user", "contact"):
        raise Refusal(400, "parameter_invalid", "from is invalid")
    id = str(sender.get("id") or "")
    contact = store.contacts.get(id)
    if contact and sender["type"] in (contact["role"], "contact"):
        return contact, ""
    visitor = next((row for row in store.visitors.values() if id and id in (row["id"], row["user_id"])), None)
    if visitor and sender["type"] == "contact":
        return lead_of(visitor["user_id"]), visitor["user_id"]
    raise Refusal(404, "not_found", "User Not Found")


def contact_json(row: Row) -> Row:
    shown = {key: row[key] or None for key in _CONTACT_KEYS}
    return {"type": "contact", "id": row["id"], "workspace_id": "stand-in", "role": row["role"], **shown}


def conversation_json(row: Row, with_parts: bool) -> Row:
    contact = store.contacts[row["contact_id"]]
    shown: Row = {
        "type": "conversation",
        "id": row["id"],
        "created_at": _unix(row["at"]),
        "source": {
            "type": "conversation",
            "id": row["id"],
            "delivered_as": "customer_initiated",
            "body": f"<p>{escape(row['body'])}</p>",
            "author": {"type": contact["role"], "id": contact["id"]},
        },
        "contacts": {
            "type": "contact.list",
            "contacts": [{"type": "contact", "id": contact["id"], "external_id": contact["external_id"] or None}],
        },
        "open": True,
        "state": "open",
    }
    if with_parts:
        parts = [_part_json(part, contact) for part in row["parts"][-500:]]
        shown["conversation_parts"] = {
            "type": "conversation_part.list",
            "conversation_parts": parts,
            "total_count": len(row["parts"]),
        }
    return shown


def _part_json(part: Row, contact: Row) -> Row:
    by_admin = part["author"] == "agent"
    return {
        "type": "conversation_part",
        "id": part["id"],
        "part_type": part["part_type"],
        "body": part["body"] if part["part_type"] == "note" else f"<p>{escape(part['body'])}</p>",
        "created_at": _unix(part["at"]),
        "author": {"type": "admin", "id": ADMIN_ID} if by_admin else {"type": contact["role"], "id": contact["id"]},
    }


def _unix(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp())

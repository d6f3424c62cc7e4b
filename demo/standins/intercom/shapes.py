"""The JSON that Intercom's API shows of its contacts and conversations."""

from __future__ import annotations

from html import escape

from demo.standins.intercom.rows import ADMIN_ID, CONTACT_KEYS, contacts
from demo.standins.store import Row, unix


def contact_json(row: Row) -> Row:
    shown = {key: row[key] or None for key in CONTACT_KEYS}
    return {"type": "contact", "id": row["id"], "workspace_id": "stand-in", "role": row["role"], **shown}


def conversation_json(row: Row, with_parts: bool) -> Row:
    contact = contacts[row["contact_id"]]
    shown: Row = {
        "type": "conversation",
        "id": row["id"],
        "created_at": unix(row["at"]),
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
        "created_at": unix(part["at"]),
        "author": {"type": "admin", "id": ADMIN_ID} if by_admin else {"type": contact["role"], "id": contact["id"]},
    }

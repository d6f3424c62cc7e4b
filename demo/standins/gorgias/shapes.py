"""The JSON that Gorgias' API shows, and its lists by cursor."""

from __future__ import annotations

from collections.abc import Callable

from demo.standins.refusals import Refusal
from demo.standins.rest import Call
from demo.standins.store import Row

MOST, USUAL = 100, 30
_ORDERS = ("created_datetime:desc", "created_datetime:asc", "updated_datetime:desc", "updated_datetime:asc")


def customer_json(row: Row) -> Row:
    return {
        "id": row["id"],
        "email": row["email"] or None,
        "name": row["name"],
        "external_id": row["external_id"],
        "created_datetime": row["at"],
    }


def ticket_json(row: Row) -> Row:
    return {
        "id": row["id"],
        "channel": row["channel"],
        "via": "gorgias_chat" if row["channel"] == "chat" else "api",
        "status": "open",
        "subject": row["subject"] or None,
        "external_id": row["external_id"],
        "customer": {"id": row["customer_id"], "email": row["email"] or None},
        "tags": [{"name": name} for name in row["tags"]],
        "messages_count": len(row["messages"]),
        "excerpt": str(row["messages"][-1]["body_text"])[:200] if row["messages"] else "",
        "created_datetime": row["at"],
        "updated_datetime": row["messages"][-1]["at"] if row["messages"] else row["at"],
    }


def message_json(row: Row) -> Row:
    shown = {key: row[key] for key in ("id", "ticket_id", "channel", "via", "from_agent", "public", "sender")}
    return {
        **shown,
        "body_text": row["body_text"] or None,
        "body_html": row["body_html"] or None,
        "stripped_text": row["body_text"] or None,
        "created_datetime": row["at"],
        # One that is sent on is so a moment later.
        "sent_datetime": None if row["is_sent_on"] else row["at"],
        "failed_datetime": None,
    }


def list_of(call: Call, rows: list[Row], shown: Callable[[Row], Row]) -> Row:
    """Newest first, unless asked otherwise. The rows come oldest first."""
    order, size = call.query("order_by", _ORDERS[0]), call.query("limit", str(USUAL))
    if order not in _ORDERS:
        raise Refusal(400, "invalid", "Not a valid choice.", "order_by")
    if not size.isdecimal() or not 1 <= int(size) <= MOST:
        raise Refusal(400, "invalid", f"Must be greater than or equal to 1 and less than or equal to {MOST}.", "limit")
    ordered = sorted(rows, key=lambda row: int(row["id"]), reverse=order.endswith("desc"))
    start = int(call.query("cursor", "0")) if call.query("cursor", "0").isdecimal() else 0
    ends = start + int(size)
    return {
        "data": [shown(row) for row in ordered[start:ends]],
        "object": "list",
        "uri": call.path,
        "meta": {
            "next_cursor": str(ends) if len(ordered) > ends else None,
            "prev_cursor": str(max(0, start - int(size))) if start else None,
        },
    }

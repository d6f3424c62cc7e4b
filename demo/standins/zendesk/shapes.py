"""The JSON that Zendesk's API shows of its tickets and their comments, and its two ways of paging."""

from __future__ import annotations

import base64
from html import escape
from urllib.parse import urlencode

from demo.standins.rest import Call
from demo.standins.store import Row

AGENT_ID = 7001
END_USER_ID = 9001
PAGE_SIZE = 100


def ticket_json(row: Row, host: str) -> Row:
    return {
        "id": row["ticket_id"],
        "url": f"https://{host}/api/v2/tickets/{row['ticket_id']}.json",
        "external_id": row["external_id"],
        "via": {"channel": row["channel"]},
        "subject": row["subject"],
        "raw_subject": row["subject"],
        "description": row["body"],
        "status": "new",
        "requester_id": END_USER_ID,
        "submitter_id": END_USER_ID,
        "tags": row["tags"],
        "custom_fields": [{"id": int(id), "value": value} for id, value in row["fields"].items() if id.isdecimal()],
        "created_at": row["at"],
        "updated_at": row["at"],
    }


def comments_json(row: Row) -> list[Row]:
    """Oldest first: what the customer and the team have said, and the notes among it."""
    said = [_comment(one, True, one["body"], one["from"]) for one in row["messages"]]
    notes = [
        _comment(one, False, one["body"], "agent", one["html_body"]) for one in row["comments"] if not one["public"]
    ]
    return sorted([*said, *notes], key=lambda comment: str(comment["created_at"]))


def _comment(one: Row, public: bool, body: str, author: str, html_body: str = "") -> Row:
    return {
        "id": one["id"],
        "type": "Comment",
        "author_id": AGENT_ID if author == "agent" else END_USER_ID,
        "body": body,
        "plain_body": body,
        "html_body": html_body or f'<div class="zd-comment"><p>{escape(body)}</p></div>',
        "public": public,
        "attachments": [],
        "created_at": one["at"],
    }


def page_of(call: Call, name: str, rows: list[Row]) -> Row:
    """By cursor where the request says page[size], else by page number."""
    if call.query("page[size]"):
        return _by_cursor(call, name, rows)
    size, number = _whole(call.query("per_page"), PAGE_SIZE), max(1, _whole(call.query("page"), 10_000, 1))
    ends = number * size
    return {
        name: rows[ends - size : ends],
        "next_page": _url(call, page=number + 1, per_page=size) if len(rows) > ends else None,
        "previous_page": _url(call, page=number - 1, per_page=size) if number > 1 else None,
        "count": len(rows),
    }


def _by_cursor(call: Call, name: str, rows: list[Row]) -> Row:
    size, start = _whole(call.query("page[size]"), PAGE_SIZE), _start(call.query("page[after]"))
    shown = rows[start : start + size]
    more = len(rows) > start + size
    after = base64.urlsafe_b64encode(str(start + size).encode()).decode()
    following = _url(call, **{"page[after]": after, "page[size]": size})
    return {
        name: shown,
        "meta": {"has_more": more, "after_cursor": after if more else None, "before_cursor": None},
        "links": {"next": following if more else None, "prev": None},
    }


def _whole(text: str, most: int, otherwise: int = PAGE_SIZE) -> int:
    return min(most, max(1, int(text))) if text.isdecimal() else otherwise


def _start(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor or base64.b64encode(b"0")))
    except ValueError:
        return 0


def _url(call: Call, **changed: object) -> str:
    return f"https://{call.host}{call.path}?{urlencode({**call.request.GET.dict(), **changed})}"

"""What Zendesk's API does to a ticket: makes it, once for a key, and adds comments to it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

from demo.standins import throttle
from demo.standins.refusals import Refusal
from demo.standins.rest import Answer, Call, text_of
from demo.standins.store import Row, now, store
from demo.standins.throttle import Limit, Usage
from demo.standins.zendesk.rows import API, add_comment, add_ticket, tickets
from demo.standins.zendesk.shapes import AGENT_ID, comments_json, ticket_json

# For each user and ticket.
UPDATE_LIMIT = Limit(30, 600)
MAX_COMMENTS = 5_000
MAX_COMMENT_CHARACTERS = 65_536
KEY_CHARACTERS = 255
KEY_LIVES = timedelta(hours=2)

# By account and key: the request's body and the answer to it.
_keys = store.table()


def over_limit(usage: Usage) -> Refusal:
    words = "Number of allowed API requests per minute exceeded"
    return Refusal(429, "APIRateLimitExceeded", words, headers={"Retry-After": str(usage.wait)})


def ticket_of(call: Call) -> Row:
    [id] = call.ids
    if id not in tickets:
        raise Refusal(404, "RecordNotFound", "Not found")
    return tickets[id]


def update(call: Call) -> Answer:
    row, wanted = ticket_of(call), _wanted(call)
    usage = throttle.counted(f"zendesk ticket {call.host} {call.who} {row['ticket_id']}", UPDATE_LIMIT)
    if usage.is_over:
        raise over_limit(usage)
    events = []
    if "comment" in wanted:
        if len(comments_json(row)) >= MAX_COMMENTS:
            raise Refusal(422, "RecordInvalid", f"there is a limit of {MAX_COMMENTS} comments", "comment")
        events.append(_comment(row, wanted["comment"], call.who))
    _describe(row, wanted)
    return Answer({"ticket": ticket_json(row, call.host), "audit": _audit(row, events)})


def create(call: Call) -> Answer:
    key = call.header("Idempotency-Key")
    if not key:
        return _created(call)
    if len(key) > KEY_CHARACTERS:
        raise Refusal(400, "IdempotentRequestError", "The idempotency key is too long")
    kept = _keys.get(f"{call.host} {key}")
    if kept and datetime.fromisoformat(kept["at"]) + KEY_LIVES > datetime.now(UTC):
        return _repeated(call, kept)
    made = _created(call)
    _keys[f"{call.host} {key}"] = {"said": call.said, "made": made, "at": now()}
    return Answer(made.json, made.status, {**made.headers, "x-idempotency-lookup": "miss"})


def _repeated(call: Call, kept: Row) -> Answer:
    if kept["said"] != call.said:
        raise Refusal(400, "IdempotentRequestError", "Request parameters don't match the given idempotency key")
    made: Answer = kept["made"]
    return Answer(made.json, made.status, {**made.headers, "x-idempotency-lookup": "hit"})


def _created(call: Call) -> Answer:
    wanted = _wanted(call)
    requester = wanted.get("requester") or {}
    if not isinstance(requester, dict) or ("requester" in wanted and not text_of(requester, "name", "email")):
        raise Refusal(422, "RecordInvalid", "Name: is too short (minimum is 1 characters)", "requester")
    _check_comment(wanted.get("comment"))
    row = add_ticket(API)
    event = _comment(row, wanted["comment"], call.who)
    row |= {"requester": requester, "body": event["body"], "subject": str(wanted.get("subject") or "")}
    row["external_id"] = wanted.get("external_id")
    _describe(row, wanted)
    shown = ticket_json(row, call.host)
    return Answer({"ticket": shown, "audit": _audit(row, [event])}, 201, {"Location": shown["url"]})


def _describe(row: Row, wanted: Row) -> None:
    """Tags given as `tags` take the place of the old ones."""
    if isinstance(wanted.get("tags"), list):
        row["tags"] = sorted({str(tag) for tag in wanted["tags"]})
    if isinstance(wanted.get("additional_tags"), list):
        row["tags"] = sorted({*row["tags"], *map(str, wanted["additional_tags"])})
    given = [field for field in wanted.get("custom_fields") or [] if isinstance(field, dict) and "id" in field]
    row["fields"] |= {str(field["id"]): str(field.get("value") or "") for field in given}


def _comment(row: Row, comment: Any, who: str) -> Row:
    """Public, unless it says otherwise."""
    html, body = _check_comment(comment)
    made = add_comment(row, comment.get("public", True) is not False, html, body or _words(html), who)
    return {"id": made["id"], "type": "Comment", "public": made["public"], "body": made["body"], "html_body": html}


def _check_comment(comment: Any) -> tuple[str, str]:
    html, body = (text_of(comment, name) if isinstance(comment, dict) else "" for name in ("html_body", "body"))
    if not html and not body:
        raise Refusal(422, "RecordInvalid", "cannot be blank", "comment")
    if max(len(html), len(body)) > MAX_COMMENT_CHARACTERS:
        raise Refusal(422, "RecordInvalid", f"is too long (maximum is {MAX_COMMENT_CHARACTERS} characters)", "comment")
    return html, body


def _words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", html)).strip()


def _audit(row: Row, events: list[Row]) -> Row:
    return {"id": store.new_number(), "ticket_id": row["ticket_id"], "author_id": AGENT_ID, "events": events}


def _wanted(call: Call) -> Row:
    wanted = call.said.get("ticket")
    if not isinstance(wanted, dict):
        raise Refusal(400, "ParameterMissing", "Required parameter missing: ticket")
    return wanted

"""Intercom's REST API, as its description of version 2.16 has it, as far as a handoff needs it.

https://github.com/intercom/Intercom-OpenAPI. Where that is silent (a 409, a limit), it is as others have met it.
"""

from __future__ import annotations

import re
import time
import uuid

from django.http import HttpRequest

from demo.standins import rest
from demo.standins.credentials import bearer, is_good
from demo.standins.intercom.rows import (
    ADMIN_ID,
    add_conversation,
    add_part,
    conversations,
    first_contact,
    made_contact,
    sender_of,
)
from demo.standins.intercom.search import contacts_found, conversations_found
from demo.standins.intercom.shapes import contact_json, conversation_json
from demo.standins.refusals import Refusal
from demo.standins.rest import Answer, Call
from demo.standins.store import Row, store
from demo.standins.throttle import Limit, Usage

HOSTS = ("api.intercom.io", "api.eu.intercom.io", "api.au.intercom.io")
VERSION = "2.16"
# Without the header: what the app was made with, which for this app is long ago.
OLD_VERSION = "1.4"
# The description names no limit; a real one is likely.
MAX_BODY_CHARACTERS = 65_536
# 10,000 a minute, counted in windows of ten seconds.
RATE_LIMIT = Limit(1_666, 10)


def _check(request: HttpRequest, path: str) -> str:
    token = bearer(request)
    if not is_good(token):
        raise Refusal(401, "unauthorized", "Access Token Invalid")
    version = request.headers.get("Intercom-Version", "")
    if version and not re.fullmatch(r"[12]\.\d{1,2}|Unstable", version):
        raise Refusal(400, "intercom_version_invalid", "The requested version could not be found")
    return token


def _error_list(refusal: Refusal) -> Row:
    error = {"code": refusal.code, "message": refusal.message}
    return {"type": "error.list", "request_id": str(uuid.uuid4()), "errors": [error]}


def _limit_headers(usage: Usage) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(usage.limit.most),
        "X-RateLimit-Remaining": str(usage.left),
        "X-RateLimit-Reset": str(int(time.time()) + usage.wait),
    }


def _over_limit(usage: Usage) -> Refusal:
    return Refusal(429, "rate_limit_exceeded", "Exceeded rate limit")


def _me(call: Call) -> Answer:
    app = {"type": "app", "id_code": "stand-in", "name": "Stand-in", "region": "US", "identity_verification": False}
    return Answer({"type": "admin", "id": ADMIN_ID, "name": "Hoban", "email": "hoban@example.com", "app": app})


def _create_contact(call: Call) -> Answer:
    return Answer(contact_json(made_contact(call.said)))


def _find_contact(call: Call) -> Answer:
    [external_id] = call.ids
    found = first_contact(lambda contact: contact["role"] == "user" and contact["external_id"] == external_id)
    if found is None:
        raise Refusal(404, "not_found", "User Not Found")
    return Answer(contact_json(found))


def _search_contacts(call: Call) -> Answer:
    found = [contact_json(row) for row in contacts_found(call)]
    return Answer({"type": "list", "data": found, "total_count": len(found), "pages": {"type": "pages", "page": 1}})


def _create_conversation(call: Call) -> Answer:
    contact, visitor_id = sender_of(call.said.get("from"))
    body = _required_text(call.said, "body")
    row = add_conversation(contact["id"], visitor_id, body, "api")
    made: Row = {
        "type": "user_message",
        # Not the conversation's: taking it for that is the usual mistake.
        "id": store.new_id(),
        "created_at": int(time.time()),
        "body": body,
        "message_type": "inapp",
    }
    if (call.header("Intercom-Version") or OLD_VERSION) == VERSION:
        made["conversation_id"] = row["id"]
    return Answer(made)


def _search_conversations(call: Call) -> Answer:
    found = [conversation_json(row, with_parts=False) for row in conversations_found(call)]
    return Answer({"type": "conversation.list", "conversations": found, "total_count": len(found)})


def _get_conversation(call: Call) -> Answer:
    return Answer(conversation_json(_conversation(call), with_parts=True))


def _reply(call: Call) -> Answer:
    row, said = _conversation(call), call.said
    kind, author = said.get("message_type"), said.get("type")
    if kind not in ("comment", "note") or author not in ("admin", "user") or (kind, author) == ("note", "user"):
        raise Refusal(400, "parameter_invalid", "message_type or type is invalid")
    if author == "admin" and str(said.get("admin_id")) != ADMIN_ID:
        raise Refusal(404, "admin_not_found", "Admin not found")
    if author == "user" and said.get("intercom_user_id") != row["contact_id"]:
        raise Refusal(404, "not_found", "User Not Found")
    add_part(row, str(kind), "agent" if author == "admin" else "customer", _required_text(said, "body"))
    return Answer(conversation_json(row, with_parts=True))


def _conversation(call: Call) -> Row:
    [id] = call.ids
    if id not in conversations:
        raise Refusal(404, "not_found", "Resource Not Found")
    return conversations[id]


def _required_text(said: Row, name: str) -> str:
    text = rest.text_of(said, name)
    if not text:
        raise Refusal(400, "parameter_not_found", f"{name} is required")
    if len(text) > MAX_BODY_CHARACTERS:
        raise Refusal(400, "parameter_invalid", f"{name} is too long")
    return text


api = rest.door(
    rest.Platform(
        slug="intercom",
        check=_check,
        operations=(
            ("GET", "/me", _me),
            ("POST", "/contacts", _create_contact),
            ("POST", "/contacts/search", _search_contacts),
            ("GET", "/contacts/find_by_external_id/(.+)", _find_contact),
            ("POST", "/conversations", _create_conversation),
            ("POST", "/conversations/search", _search_conversations),
            ("GET", "/conversations/([^/]+)", _get_conversation),
            ("POST", "/conversations/([^/]+)/reply", _reply),
        ),
        error=_error_list,
        limit=RATE_LIMIT,
        limit_headers=_limit_headers,
        over_limit=_over_limit,
        not_found=("not_found", "The requested resource was not found"),
    )
)

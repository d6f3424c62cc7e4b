"""Intercom's REST API, as its description of version 2.16 has it, as far as a handoff needs it.

https://github.com/intercom/Intercom-OpenAPI. Where that is silent (a 409, a limit), it is as others have met it.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from demo.standins import faults
from demo.standins.intercom_rows import contact_json, conversation_json, made_contact, sender_of
from demo.standins.intercom_search import contacts_found, conversations_found
from demo.standins.refusals import Refusal
from demo.standins.store import ADMIN_ID, Row, store

HOSTS = ("api.intercom.io", "api.eu.intercom.io", "api.au.intercom.io")
VERSION = "2.16"
# The description names no limit; a real one is likely.
MAX_BODY_CHARACTERS = 65_536
RATE_LIMIT = 1_000

Operation = Callable[[Row, str], Row]


@csrf_exempt
def api(request: HttpRequest, host: str, path: str) -> HttpResponseBase:
    method, path = request.method or "", f"/{path}"

    def done() -> HttpResponseBase:
        with store.lock:
            return _answered(request, method, path)

    answer = faults.suffered(faults.taken(method, host, path), done)
    with store.lock:
        store.request_count += 1
        store.requests.append({"method": method, "host": host, "path": path, "status": answer.status_code})
        del store.requests[:-200]
    return answer


def _answered(request: HttpRequest, method: str, path: str) -> JsonResponse:
    try:
        _check_token(request.headers.get("Authorization", ""))
        version = _version(request.headers.get("Intercom-Version", ""))
        answer = JsonResponse(_performed(method, path, _said(request), version))
    except Refusal as refusal:
        answer = JsonResponse(_error_list(refusal), status=refusal.status)
    return _with_rate_limit(answer)


def _check_token(authorization: str) -> None:
    if not authorization.startswith("Bearer stand-in-"):
        raise Refusal(401, "unauthorized", "Access Token Invalid")


def _version(header: str) -> str:
    """Without the header: what the app was made with, which for this app is long ago."""
    if header and not re.fullmatch(r"[12]\.\d{1,2}|Unstable", header):
        raise Refusal(400, "intercom_version_invalid", "The requested version could not be found")
    return header or "1.4"


def _said(request: HttpRequest) -> Row:
    try:
        said = json.loads(request.body or b"{}")
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Refusal(400, "bad_request", "The request body could not be parsed as JSON")
    return said


def _performed(method: str, path: str, said: Row, version: str) -> Row:
    for wanted, pattern, operation in _OPERATIONS:
        found = re.fullmatch(pattern, path)
        if found and method == wanted:
            answer = operation(said, found[1] if found.groups() else "")
            return answer if version == VERSION else {key: answer[key] for key in answer if key != "conversation_id"}
    raise Refusal(404, "not_found", "The requested resource was not found")


def _error_list(refusal: Refusal) -> Row:
    error = {"code": refusal.code, "message": refusal.message}
    return {"type": "error.list", "request_id": str(uuid.uuid4()), "errors": [error]}


def _with_rate_limit(answer: JsonResponse) -> JsonResponse:
    answer.headers["X-RateLimit-Limit"] = str(RATE_LIMIT)
    answer.headers["X-RateLimit-Remaining"] = str(RATE_LIMIT - 1)
    answer.headers["X-RateLimit-Reset"] = str(int(time.time()) // 10 * 10 + 10)
    return answer


def _me(said: Row, _: str) -> Row:
    app = {"type": "app", "id_code": "stand-in", "name": "Stand-in", "region": "US", "identity_verification": False}
    return {"type": "admin", "id": ADMIN_ID, "name": "Hoban", "email": "hoban@example.com", "app": app}


def _create_contact(said: Row, _: str) -> Row:
    return contact_json(made_contact(said))


def _find_contact(said: Row, external_id: str) -> Row:
    found = store.first_contact(lambda contact: contact["role"] == "user" and contact["external_id"] == external_id)
    if found is None:
        raise Refusal(404, "not_found", "User Not Found")
    return contact_json(found)


def _search_contacts(said: Row, _: str) -> Row:
    found = [contact_json(row) for row in contacts_found(said)]
    return {"type": "list", "data": found, "total_count": len(found), "pages": {"type": "pages", "page": 1}}


def _create_conversation(said: Row, _: str) -> Row:
    contact, visitor_id = sender_of(said.get("from"))
    body = _required_text(said, "body")
    row = store.add_conversation(contact["id"], visitor_id, body, "api")
    return {
        "type": "user_message",
        # Not the conversation's: taking it for that is the usual mistake.
        "id": store.new_id(),
        "created_at": int(time.time()),
        "body": body,
        "message_type": "inapp",
        "conversation_id": row["id"],
    }


def _search_conversations(said: Row, _: str) -> Row:
    found = [conversation_json(row, with_parts=False) for row in conversations_found(said)]
    return {"type": "conversation.list", "conversations": found, "total_count": len(found)}


def _get_conversation(said: Row, id: str) -> Row:
    return conversation_json(_conversation(id), with_parts=True)


def _reply(said: Row, id: str) -> Row:
    row = _conversation(id)
    kind, author = said.get("message_type"), said.get("type")
    if kind not in ("comment", "note") or author not in ("admin", "user") or (kind, author) == ("note", "user"):
        raise Refusal(400, "parameter_invalid", "message_type or type is invalid")
    if author == "admin" and str(said.get("admin_id")) != ADMIN_ID:
        raise Refusal(404, "admin_not_found", "Admin not found")
    if author == "user" and said.get("intercom_user_id") != row["contact_id"]:
        raise Refusal(404, "not_found", "User Not Found")
    store.add_part(row, str(kind), "agent" if author == "admin" else "customer", _required_text(said, "body"))
    return conversation_json(row, with_parts=True)


def _conversation(id: str) -> Row:
    if id not in store.conversations:
        raise Refusal(404, "not_found", "Resource Not Found")
    return store.conversations[id]


def _required_text(said: Row, name: str) -> str:
    text = said.get(name)
    if not isinstance(text, str) or not text.strip():
        raise Refusal(400, "parameter_not_found", f"{name} is required")
    if len(text) > MAX_BODY_CHARACTERS:
        raise Refusal(400, "parameter_invalid", f"{name} is too long")
    return text


_OPERATIONS: tuple[tuple[str, str, Operation], ...] = (
    ("GET", "/me", _me),
    ("POST", "/contacts", _create_contact),
    ("POST", "/contacts/search", _search_contacts),
    ("GET", "/contacts/find_by_external_id/(.+)", _find_contact),
    ("POST", "/conversations", _create_conversation),
    ("POST", "/conversations/search", _search_conversations),
    ("GET", "/conversations/([^/]+)", _get_conversation),
    ("POST", "/conversations/([^/]+)/reply", _reply),
)

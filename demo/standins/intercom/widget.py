"""Intercom's messenger, as seen from the browser: the customer's own conversations, and never a note."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponseBase

from demo.standins.doors import answer, body_of, door, held
from demo.standins.intercom.rows import (
    add_contact,
    add_conversation,
    add_part,
    first_contact,
    lead_of,
    visitors,
)
from demo.standins.intercom.rows import conversations as all_conversations
from demo.standins.store import Row, store


@door("POST")
def ping(request: HttpRequest) -> HttpResponseBase:
    return answer({"contact_id": _contact_id(body_of(request))})


@door("GET", "POST")
def conversations(request: HttpRequest) -> HttpResponseBase:
    if request.method == "GET":
        contact_id = _contact_id(request.GET)
        own = [row for row in all_conversations.values() if contact_id and row["contact_id"] == contact_id]
        return answer({"conversations": [_seen(row) for row in reversed(own)]})
    said = body_of(request)
    contact_id = _contact_id(said) or lead_of(str(said["visitor_id"]))["id"]
    begun = add_conversation(contact_id, str(said.get("visitor_id", "")), str(said["body"]), "widget")
    return answer(_seen(begun), status=201)


@door("GET")
def conversation(request: HttpRequest, id: str) -> HttpResponseBase:
    return answer(_seen(_own(id, request.GET)))


@door("POST")
def reply(request: HttpRequest, id: str) -> HttpResponseBase:
    said = body_of(request)
    own = _own(id, said)
    add_part(own, "comment", "customer", str(said["body"]))
    return answer(_seen(own))


def _own(id: str, who: Mapping[str, object]) -> Row:
    row = held(all_conversations, id)
    if row["contact_id"] != _contact_id(who):
        raise Http404
    return row


def _contact_id(who: Mapping[str, object]) -> str:
    """Whose messenger this is: "" for a visitor who is nobody yet. Makes the visitor or the user known."""
    visitor_id, user_id, email = (str(who.get(key) or "") for key in ("visitor_id", "user_id", "email"))
    if user_id or email:
        return str(_user(user_id, email)["id"])
    if not visitor_id:
        raise ValueError("visitor_id or user_id is needed")
    visitor = visitors.setdefault(visitor_id, {"id": store.new_hex_id(), "user_id": visitor_id, "contact_id": ""})
    return str(visitor["contact_id"])


def _user(user_id: str, email: str) -> Row:
    key, value = ("external_id", user_id) if user_id else ("email", email)
    found = first_contact(lambda contact: contact["role"] == "user" and contact[key] == value)
    return found or add_contact(external_id=user_id, email=email)


def _seen(row: Row) -> Row:
    first = {"from": "customer", "body": row["body"]}
    comments = [part for part in row["parts"] if part["part_type"] == "comment"]
    return {
        "id": row["id"],
        "messages": [first, *({"from": part["author"], "body": part["body"]} for part in comments)],
    }

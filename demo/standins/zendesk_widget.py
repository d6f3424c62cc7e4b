"""Zendesk's messenger, as seen from the browser: fields and tags take effect with the customer's next message."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from demo.standins.doors import answer, body_of, door, held
from demo.standins.store import Row, now, store


@door("POST")
def chats(request: HttpRequest) -> HttpResponseBase:
    said = body_of(request)
    chat: Row = {"id": store.new_id(), "body": str(said["body"]), "fields": {}, "tags": [], "messages": [], "at": now()}
    store.chats[chat["id"]] = chat
    _take(chat, said)
    return answer(_seen(chat), status=201)


@door("GET")
def chat(request: HttpRequest, id: str) -> HttpResponseBase:
    return answer(_seen(held(store.chats, id)))


@door("POST")
def messages(request: HttpRequest, id: str) -> HttpResponseBase:
    chat = held(store.chats, id)
    _take(chat, body_of(request))
    return answer(_seen(chat))


def _take(chat: Row, said: Row) -> None:
    chat["messages"].append({"from": "customer", "body": str(said["body"]), "at": now()})
    chat["fields"] |= {str(field["id"]): str(field["value"]) for field in said.get("fields", [])}
    chat["tags"] = sorted({*chat["tags"], *map(str, said.get("tags", []))})


def _seen(chat: Row) -> Row:
    return {"id": chat["id"], "messages": [{"from": said["from"], "body": said["body"]} for said in chat["messages"]]}

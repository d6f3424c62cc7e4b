"""The inbox's, the tests' and the replay's doors: all that is held, faults, a fresh start, a human agent's reply."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase

from demo.standins.doors import answer, body_of, door, held
from demo.standins.faults import ordered
from demo.standins.store import Row, now, store

_CONTACT_KEYS = ("external_id", "email", "name")


@door("GET")
def log(request: HttpRequest) -> HttpResponseBase:
    return answer(
        {
            "intercom": {
                "contacts": list(store.contacts.values()),
                "visitors": list(store.visitors.values()),
                "conversations": [_with_contact(row) for row in store.conversations.values()],
            },
            "zendesk": {"chats": list(store.chats.values())},
            "requests": {"count": store.request_count, "last": store.requests[-200:]},
        }
    )


def _with_contact(conversation: Row) -> Row:
    contact = store.contacts.get(conversation["contact_id"], {})
    return conversation | {key: contact.get(key, "") for key in _CONTACT_KEYS}


@door("POST")
def reset(request: HttpRequest) -> HttpResponseBase:
    store.reset()
    return answer({"ok": True})


@door("POST", "DELETE")
def faults(request: HttpRequest) -> HttpResponseBase:
    if request.method == "DELETE":
        store.faults.clear()
    else:
        store.faults.append(ordered(body_of(request)))
    return answer({"ok": True})


@door("POST")
def reply(request: HttpRequest, platform: str, id: str) -> HttpResponseBase:
    body = str(body_of(request)["body"])
    if platform == "intercom":
        store.add_part(held(store.conversations, id), "comment", "agent", body)
    elif platform == "zendesk":
        held(store.chats, id)["messages"].append({"from": "agent", "body": body, "at": now()})
    else:
        raise Http404
    return answer({"ok": True})

"""The platforms' stand-ins, mounted at `stand-in/`. In memory; JSON in and out; no CSRF token, no CORS (same origin).

REST, for the product's worker (STAND_IN_URL = http://127.0.0.1:PORT/stand-in). Hosts: api[.eu|.au].intercom.io
    /<host>/me, /contacts, /contacts/search, /contacts/find_by_external_id/<id>, /conversations, /conversations/search,
    /conversations/<id>, /conversations/<id>/reply
    Good access tokens are those that begin with "stand-in-". The one known teammate is ADMIN_ID (store.py).

Widgets, for the stand-in messengers in the shop page. `<who>` is {"visitor_id": "..."} and, for a customer who is
logged in, also {"user_id": "...", "email": "..."}: whatever the page would boot the messenger with.
    POST widget/intercom/ping                     <who> -> {"contact_id": "" | "..."}
         Call it when the messenger boots; a visitor that never pinged is unknown to the REST API.
    GET  widget/intercom/conversations?<who>      -> {"conversations": [<conversation>...]}  newest first, his own
    POST widget/intercom/conversations            <who> + {"body"} -> 201 <conversation>: the customer begins one
    GET  widget/intercom/conversations/<id>?<who> -> <conversation> | 404 when it isn't his
    POST widget/intercom/conversations/<id>/reply <who> + {"body"} -> <conversation>
         <conversation> = {"id", "messages": [{"from": "customer" | "agent", "body"}...]}; notes are never in it.
    POST widget/zendesk/chats                     {"body", "fields": [{"id", "value"}], "tags": [...]} -> 201 <chat>
    POST widget/zendesk/chats/<id>/messages       the same -> <chat>
         fields, tags: whatever was set with conversationFields / conversationTags; they take effect with the message.
    GET  widget/zendesk/chats/<id>                -> <chat> = {"id", "messages": [{"from", "body"}...]}

Human agents, for the inbox page (platform: intercom | zendesk):
    POST inbox/<platform>/<id>/reply              {"body"} -> {"ok": true}: the customer sees it

Everything, for tests, replay and the inbox page:
    GET  log.json  -> {"intercom": {"contacts": [...], "visitors": [...],
                        "conversations": [{"id", "contact_id", "visitor_id", "external_id", "email", "name", "body",
                                           "begun_by": "api" | "widget",
                                           "parts": [{"id", "part_type": "comment" | "note", "at",
                                           "author": "customer" | "agent", "body" (a note's is HTML)}], "at"}]},
                       "zendesk": {"chats": [{"id", "body", "fields": {"<id>": "<value>"}, "tags": [...],
                                              "messages": [{"from", "body", "at"}], "at"}]},
                       "requests": {"count": 12, "last": [{"method", "host", "path", "status"}...]}}
    POST reset.json  -> {"ok": true}: forgets all, faults too

Faults, each taken by the next `times` requests that match (all keys may be left out):
    POST faults.json  {"host": "api.intercom.io", "path_prefix": "/conversations", "method": "POST", "times": 1,
                       "delay_s": 0, "status": 429, "headers": {"Retry-After": "2"}, "body": "...", "drop": "after"}
        path: that very path, instead of a beginning. delay_s: waits first. status: answers that, and does nothing.
        body alone: answers 200 with it, and does nothing.
        drop "before": nothing is done and the answer breaks off; "after": it is done, and the answer breaks off.
    DELETE faults.json
"""

from __future__ import annotations

from django.urls import path

from demo.standins import control, intercom, intercom_widget, zendesk_widget

urlpatterns = [
    path("log.json", control.log),
    path("reset.json", control.reset),
    path("faults.json", control.faults),
    path("inbox/<str:platform>/<str:id>/reply", control.reply),
    path("widget/intercom/ping", intercom_widget.ping),
    path("widget/intercom/conversations", intercom_widget.conversations),
    path("widget/intercom/conversations/<str:id>", intercom_widget.conversation),
    path("widget/intercom/conversations/<str:id>/reply", intercom_widget.reply),
    path("widget/zendesk/chats", zendesk_widget.chats),
    path("widget/zendesk/chats/<str:id>", zendesk_widget.chat),
    path("widget/zendesk/chats/<str:id>/messages", zendesk_widget.messages),
    *[path(f"{host}/<path:path>", intercom.api, {"host": host}) for host in intercom.HOSTS],
]

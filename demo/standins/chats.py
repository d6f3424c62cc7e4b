"""The doors that a platform's widget needs: begin a chat, go on with it, look what there is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from demo.standins.doors import answer, body_of, door, held
from demo.standins.store import Row, Table, now, store

Message = dict[str, str]


@dataclass(frozen=True, slots=True)
class Chats:
    """`begin` makes the chat of the first message, `take` adds another, `reply` is the human agent's."""

    slug: str
    rows: Table
    begin: Callable[[Row], Row]
    take: Callable[[Row, Row], None]
    reply: Callable[[Row, str], None]
    # What the customer sees of it.
    seen: Callable[[Row], list[Message]]

    def urls(self) -> list[URLPattern]:
        return [
            path(f"widget/{self.slug}/chats", door("POST")(self._begin)),
            path(f"widget/{self.slug}/chats/<str:id>", door("GET")(self._look)),
            path(f"widget/{self.slug}/chats/<str:id>/messages", door("POST")(self._take)),
        ]

    def _begin(self, request: HttpRequest) -> HttpResponseBase:
        return answer(self._shown(self.begin(body_of(request))), status=201)

    def _look(self, request: HttpRequest, id: str) -> HttpResponseBase:
        return answer(self._shown(held(self.rows, id)))

    def _take(self, request: HttpRequest, id: str) -> HttpResponseBase:
        row = held(self.rows, id)
        self.take(row, body_of(request))
        return answer(self._shown(row))

    def _shown(self, row: Row) -> Row:
        return {"id": str(row["id"]), "messages": self.seen(row), "ended": "ended_at" in row}


def message(author: str, body: object) -> Row:
    return {"id": store.new_number(), "from": author, "body": str(body), "at": now()}


def plain(row: Row) -> list[Message]:
    return [{"from": said["from"], "body": said["body"]} for said in row["messages"]]


def replied(row: Row, body: str) -> None:
    row["messages"].append(message("agent", body))

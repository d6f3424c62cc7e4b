"""Canaries: texts that nothing else holds, and the places where one that got out would be found.

    seen = everything_stored()          # every column of every table, and the whole cache
    assert found_in(seen, {"the token": TOKEN}) == []

Whatever is looked through is a mapping from a place's name to its text. `forms` are the ways in which a text may have
got there: as it is, in JSON, in an address, in base64 and in hexadecimal digits.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from django.core.cache import cache
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.utils.html import escape
from django.utils.module_loading import import_string
from kombu.transport import virtual

from agents import redis_broker
from handoff_project.logs import logging_config

Texts = dict[str, str]


def found_in(texts: Mapping[str, str], canaries: Mapping[str, str]) -> list[str]:
    """`place: canary`, for each that is there in any form. The texts themselves are not told again."""
    return sorted(
        f"{place}: {name}"
        for name, value in canaries.items()
        for place, text in texts.items()
        if any(form in text for form in forms(value))
    )


def forms(value: str) -> set[str]:
    raw = value.encode()
    plain = {value, json.dumps(value)[1:-1], quote(value, safe=""), escape(value), value[::-1]}
    return plain | _in_base64(raw) | {raw.hex(), raw.hex().upper()}


def _in_base64(raw: bytes) -> set[str]:
    """Wherever in a longer text it stood: the digits that hold nothing of its neighbours."""
    found = set()
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + raw).decode().rstrip("=")
        whole = coded[-(-before * 8 // 6) : len(coded) - 1]
        found |= {whole, whole.replace("+", "-").replace("/", "_")}
    return found


def everything_stored() -> Texts:
    return {**database_texts(), **cache_texts()}


def database_texts() -> Texts:
    """Every column of every table, by `table.column`, as the database itself writes it as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {
            f"{table}.{column.name}": _column(cursor, table, column.name)
            for table in tables
            for column in connection.introspection.get_table_description(cursor, table)
        }


def _column(cursor: Any, table: str, column: str) -> str:
    names = connection.ops.quote_name(column), connection.ops.quote_name(table)
    cursor.execute("SELECT CAST({} AS text) FROM {}".format(*names))
    return "\n".join(str(value) for (value,) in cursor.fetchall() if value is not None)


def cache_texts() -> Texts:
    """Redis where the product has it (all keys of that database, the broker's too), else the process's own memory."""
    memory = getattr(cache, "_cache", None)
    if isinstance(memory, dict):
        return {f"cache {key}": bytes(value).decode("latin-1") for key, value in memory.items()}
    client = cache._cache.get_client()  # type: ignore[attr-defined]
    return {f"redis {key!r}": _value(client, key) for key in client.scan_iter()}


def _value(client: Any, key: bytes) -> str:
    match client.type(key):
        case b"string":
            found = client.get(key)
        case b"list":
            found = client.lrange(key, 0, -1)
        case b"hash":
            found = client.hgetall(key)
        case b"set":
            found = client.smembers(key)
        case b"zset":
            found = client.zrange(key, 0, -1, withscores=True)
        case _:
            found = client.xrange(key)
    return found.decode("latin-1") if isinstance(found, bytes) else repr(found)


@contextmanager
def logged(log_format: str = "json") -> Iterator[StringIO]:
    """What the product's own handler writes of every logger at every level, libraries included."""
    made, stream, root = logging_config("DEBUG", log_format, with_texts=False), StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(import_string(made["formatters"]["lines"]["()"])(with_texts=False))
    for name in made["handlers"]["console"]["filters"]:
        handler.addFilter(import_string(made["filters"][name]["()"])())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


@contextmanager
def published() -> Iterator[list[str]]:
    """The messages that reach the broker, whoever wrote them: queue, names, arguments and headers."""
    told: list[str] = []
    publish, put = virtual.Channel.basic_publish, redis_broker.Channel.put

    def note(channel: Any, message: Any, exchange: str, routing_key: str, **more: Any) -> Any:
        told.append(f"{routing_key} {message!r}")
        return publish(channel, message, exchange, routing_key, **more)

    def note_written(channel: redis_broker.Channel, queue: str, text: str) -> None:
        told.append(f"{queue} {text}")
        put(channel, queue, text)

    with (
        patch.object(virtual.Channel, "basic_publish", note),
        patch.object(redis_broker.Channel, "put", note_written),
    ):
        yield told


class RecordingClient(Client):
    """Keeps all that it was answered, headers and cookies too, by method and address."""

    def __init__(self, answers: Texts, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.answers = answers

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        place = f"{request.get('REQUEST_METHOD')} {request.get('PATH_INFO')} {len(self.answers)}"
        self.answers[place] = f"{response.status_code} {dict(response.items())} {response.cookies} {_body(response)}"
        return response


def _body(response: HttpResponseBase) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return bytes(content).decode("utf-8", "replace")

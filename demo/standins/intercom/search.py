"""Intercom's search: one filter, or several joined by AND or OR; the operator `=` alone."""

from __future__ import annotations

from collections.abc import Callable

from demo.standins.intercom.rows import contacts, conversations
from demo.standins.refusals import Refusal
from demo.standins.rest import Call
from demo.standins.store import Row, Table

_Fields = dict[str, Callable[[Row, str], bool]]

_CONTACT_FIELDS: _Fields = {
    "id": lambda row, value: row["id"] == value,
    "email": lambda row, value: row["email"].lower() == value.lower(),
    "external_id": lambda row, value: row["external_id"] == value,
    "role": lambda row, value: row["role"] == value,
}
_CONVERSATION_FIELDS: _Fields = {
    "id": lambda row, value: row["id"] == value,
    "contact_ids": lambda row, value: row["contact_id"] == value,
    # Matched word by word, and what stands between spaces is a word.
    "source.body": lambda row, value: value in row["body"].split(),
}


def contacts_found(call: Call) -> list[Row]:
    return _found(call, contacts, _CONTACT_FIELDS)


def conversations_found(call: Call) -> list[Row]:
    return _found(call, conversations, _CONVERSATION_FIELDS)


def _found(call: Call, rows: Table, fields: _Fields) -> list[Row]:
    matches = _filter(call.said.get("query"), fields)
    return [row for row in reversed(rows.values()) if matches(row) and call.finds(row)]


def _filter(query: object, fields: _Fields) -> Callable[[Row], bool]:
    if not isinstance(query, dict):
        raise Refusal(400, "parameter_invalid", "query is invalid")
    operator, value = query.get("operator"), query.get("value")
    if operator in ("AND", "OR") and isinstance(value, list) and value:
        parts = [_filter(part, fields) for part in value]
        joined = all if operator == "AND" else any
        return lambda row: joined(part(row) for part in parts)
    if operator != "=" or query.get("field") not in fields or not isinstance(value, str):
        raise Refusal(400, "parameter_invalid", "query is invalid")
    field = fields[query["field"]]
    return lambda row: field(row, value)

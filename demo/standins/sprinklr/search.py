"""Sprinklr's search: filters joined by AND or OR, a first page, and a cursor to what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demo.standins.refusals import Refusal
from demo.standins.rest import Call
from demo.standins.sprinklr.rows import cases
from demo.standins.store import Row, store

CUSTOM_PROPERTY = "workflow.customProperties."
USUAL_SIZE, MOST = 20, 100
_Matches = Callable[[Row], bool]

# What is left of a search, by its cursor.
_rest = store.table()


def cases_found(call: Call) -> list[Row]:
    matches = _filter(call.said.get("filter"), _of_case)
    return [row for row in reversed(cases.values()) if call.finds(row) and matches(row)]


def _of_case(row: Row, key: str) -> list[str]:
    if key.startswith(CUSTOM_PROPERTY):
        return [str(value) for value in row["context"].get(key.removeprefix(CUSTOM_PROPERTY), [])]
    if key not in ("id", "caseNumber"):
        raise Refusal(400, "BAD_REQUEST", f"The filter key {key} is not supported", key)
    return [str(row["case_id" if key == "id" else "case_number"])]


def comments_found(call: Call) -> list[tuple[Row, Row]]:
    """Those of the cases that the filters name; both filters are required."""
    named = {part.get("key") for part in _parts(call.said.get("filter"))}
    if not {"entityId", "entityType"} <= named:
        raise Refusal(400, "BAD_REQUEST", "entityId and entityType filters are required", "filter")
    matches = _filter(call.said.get("filter"), _of_comment)
    found = [(case, one) for case in cases.values() if matches(case) for one in case["comments"] if call.finds(one)]
    orders = {sort.get("order") for sort in call.said.get("sorts") or [] if isinstance(sort, dict)}
    return found[::-1] if "DESC" in orders else found


def _of_comment(case: Row, key: str) -> list[str]:
    known = {"entityId": str(case["case_number"]), "entityType": "UNIVERSAL_CASE", "includeReplyOnComments": "false"}
    if key not in known:
        raise Refusal(400, "BAD_REQUEST", f"The filter key {key} is not supported", key)
    return [known[key]]


def _parts(given: Any) -> list[Row]:
    """The filter itself where it has no parts."""
    if not isinstance(given, dict):
        raise Refusal(400, "BAD_REQUEST", "filter is required", "filter")
    parts = given.get("filters") if given.get("type") in ("AND", "OR") else [given]
    if not isinstance(parts, list) or not parts or not all(isinstance(part, dict) for part in parts):
        raise Refusal(400, "BAD_REQUEST", "filters must be a list", "filters")
    return parts


def _filter(given: Any, values_of: Callable[[Row, str], list[str]]) -> _Matches:
    parts = _parts(given)
    if given.get("type") in ("AND", "OR"):
        several = [_filter(part, values_of) for part in parts]
        joined = all if given["type"] == "AND" else any
        return lambda row: joined(matches(row) for matches in several)
    kind, key, values = given.get("type"), given.get("key"), given.get("values")
    if kind not in ("IN", "EQUALS", "EXISTS") or not isinstance(key, str) or not isinstance(values, list) or not values:
        raise Refusal(400, "BAD_REQUEST", "type, key or values is not supported", "filter")
    wanted = {str(value) for value in values}
    # A wrong key is refused even where there is no row to look at.
    values_of(_NO_CASE, key)
    return lambda row: bool(wanted & set(values_of(row, key)))


_NO_CASE: Row = {"case_id": "", "case_number": 0, "context": {}}


def page_of(entity: str, said: Row, rows: list[Row]) -> Row:
    page = said.get("page")
    size = page.get("size", USUAL_SIZE) if isinstance(page, dict) else USUAL_SIZE
    if not isinstance(size, int) or not 1 <= size <= MOST:
        raise Refusal(400, "BAD_REQUEST", f"page.size must be between 1 and {MOST}", "page")
    shown = _page(rows, size)
    return shown | {"count": len(rows)} if said.get("includeCount") and entity == "CASE" else shown


def _page(rows: list[Row], size: int) -> Row:
    shown: Row = {"results": rows[:size]}
    if len(rows) > size:
        cursor = store.new_hex_id()
        _rest[cursor] = {"rows": rows[size:], "size": size}
        shown["cursor"] = f"id={cursor}"
    return shown


def following(cursor: str) -> Row:
    if cursor not in _rest:
        raise Refusal(400, "BAD_REQUEST", "The cursor is unknown or has expired", "id")
    return _page(_rest[cursor]["rows"], _rest[cursor]["size"])

"""Queries that every request asks: Django writes their SQL once, and from then on only the values differ.

To write a query's SQL takes Django longer than to have it answered: benchmarks/README.md says how much that is of a
decision. The rows are the queryset's own, converted as it would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from agents.together import Asked, Rows

# What stands for the values while the SQL is written. No row holds one; but each could, since Django writes no SQL to
# look for a number that is too large for its column. One of small numbers needs a smaller stand-in.
_STANDINS: dict[type, Callable[[int], Any]] = {
    str: lambda number: f"\ue000value {number}\ue000",
    UUID: lambda number: UUID(int=(0xC0DE << 112) + number),
    int: lambda number: 2_000_000_000 + number,
}

# Rows are read by their places. psycopg keeps where the values of a statement go, but not of one of over 4,096 signs.
_ALIAS = re.compile(r' AS "\w+"')


@dataclass(frozen=True, slots=True)
class _Written:
    """`places`: for each parameter which value it is, or None where it stays what it was. `native_ids`: whether the
    database knows UUIDs, or takes them for texts."""

    sql: str
    params: Sequence[Any]
    places: Sequence[int | None]
    native_ids: bool
    compiler: SQLCompiler
    converters: Any

    def converted(self, rows: Rows) -> Rows:
        return list(self.compiler.apply_converters(rows, self.converters)) if self.converters else rows


class CompiledQuery:
    """`query` makes a `values_list` of values of these kinds, and says the same SQL whatever they are."""

    def __init__(self, query: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        self._query, self._kinds = query, kinds

    def rows(self, *values: Any) -> Rows:
        return self.asked(*values).rows()

    def asked(self, *values: Any) -> Asked:
        written = self._sql
        prepared = values if written.native_ids else [_as_text(value) for value in values]
        params = [kept if at is None else prepared[at] for kept, at in zip(written.params, written.places, strict=True)]
        return Asked(written.sql, params, written.converted)

    @cached_property
    def _sql(self) -> _Written:
        standins = [_STANDINS[kind](number) for number, kind in enumerate(self._kinds)]
        return _written(self._query(*standins), standins)


def asked(query: QuerySet[Any, Any]) -> Asked:
    """A `values_list` that is not asked often enough to be kept: written for this one question."""
    written = _written(query)
    return Asked(written.sql, written.params, written.converted)


def _written(query: QuerySet[Any, Any], standins: Sequence[Any] = ()) -> _Written:
    compiler = query.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    sql = _ALIAS.sub("", sql)
    native_ids = connection.features.has_native_uuid_field
    stored = standins if native_ids else [_as_text(standin) for standin in standins]
    places = [stored.index(param) if param in stored else None for param in params]
    converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
    return _Written(sql, params, places, native_ids, compiler, converters)


def _as_text(value: Any) -> Any:
    """As a field of its kind hands it to such a database."""
    return value.hex if isinstance(value, UUID) else value

"""Rows that every request of a kind adds: their INSERT is the same each time, and Django would write it anew.

What a model's own `save` would store is stored, but none is called, and no default filled in: all is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model

from agents.insert_sql import Expression, InsertSql
from agents.together import Asked, Row

Stored = TypeVar("Stored", bound=Model)


class Insert(Generic[Stored]):
    """`names` are given with each row; `fixed` are worked out by the database itself.

    Where there is a row of the same `key` already, it is `updated` instead. `within` is a foreign key and a column that
    its row must share ("agent", "brand": an Agent of this Brand); else nothing is added, updated or locked. The
    database's id comes back for each row where `returns_id` says so.

    No field does more with a value than hand it on, as one that encrypts would: PostgreSQL gets them as JSON. So times
    are aware, with an offset of whole minutes; no text is lazy, floats are finite, ints have 64 bits, and the names
    within JSON are texts.
    """

    def __init__(
        self,
        model: type[Stored],
        names: Iterable[str],
        *,
        fixed: Mapping[str, Expression] | None = None,
        key: Sequence[str] = (),
        updated: Sequence[str] = (),
        within: tuple[str, str] | None = None,
        returns_id: bool = False,
    ) -> None:
        self._model = model
        self.sql = InsertSql(model, tuple(names), fixed or {}, key, updated, within, returns_id)

    def add(self, rows: Sequence[Row]) -> list[Any]:
        """The ids, where they are asked for; in the order of the rows."""
        ids: list[Any] = []
        own = connections[DEFAULT_DB_ALIAS]
        with own.cursor() as cursor:
            for statement, params in self.sql.statements(rows, own):
                cursor.execute(statement, params)
                ids += [pk for (pk,) in cursor.fetchall()] if self.sql.returns_id else []
        return ids

    def asked(self, row: Row) -> Asked:
        """For its id, together with other questions."""
        return Asked(*self.sql.statement([row], connections[DEFAULT_DB_ALIAS]))

    def instance(self, row: Row, **more: Any) -> Stored:
        """The row's values, and `more` of the database's, as if they had been read: to save it changes the row.

        All others are what its fields are by default, which to ask the model for takes several times as long. Where the
        row was there before it may hold others.
        """
        values = {**self._by_default, **dict(zip(self._attributes, row, strict=True)), **more}
        if len(values) > len(self._by_default):
            raise TypeError(f"{self._model.__name__} has no {set(values) - set(self._by_default)}.")
        return self._model.from_db(DEFAULT_DB_ALIAS, values, values.values())  # in the order of its fields

    @cached_property
    def _attributes(self) -> list[str]:
        return [field.attname for field in self.sql.fields]

    @cached_property
    def _by_default(self) -> dict[str, Any]:
        """Of all fields, in their order. What is made anew for each row must be given."""
        return {
            field.attname: None if field.attname in self._attributes else _constant(field)
            for field in self._model._meta.concrete_fields
        }


def _constant(field: Field[Any, Any]) -> Any:
    if field.has_default() and callable(field.default):
        raise ValueError(f"Give {field.name}: each row has its own.")
    return field.get_default() if field.has_default() or not field.has_db_default() else None


Addition = tuple[Insert[Any], Sequence[Row]]


def add_together(*additions: Addition) -> None:
    """In this order, and on PostgreSQL in one message: psycopg puts the values in itself, as long as Django does not
    have the server do it."""
    own = connections[DEFAULT_DB_ALIAS]
    statements = [statement for insert, rows in additions for statement in insert.sql.statements(rows, own)]
    if own.vendor == "postgresql":
        texts, params = zip(*statements, strict=True)
        statements = [("; ".join(texts), [param for each in params for param in each])]
    with own.cursor() as cursor:
        for statement, values in statements:
            cursor.execute(statement, values)

"""Rows that every request of a kind adds: their INSERT is the same each time, and Django would write it anew.

What a model's own `save` would store is stored, but none is called, and no default filled in: all is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

import orjson
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from django.db.models.expressions import CombinedExpression, Func
from django.db.models.sql import InsertQuery

from agents.together import Asked, Row

Statement = tuple[str, Sequence[Any]]
Expression = Func | CombinedExpression
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

    # `own` is this thread's connection: Django's `connection` looks for it each time that it is asked anything.

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
        self._model, self._names, self._fixed = model, tuple(names), fixed or {}
        self._key, self._updated, self._within, self._returns_id = key, updated, within, returns_id
        self._table = model._meta.db_table
        self._of_json: Statement | None = None

    def add(self, rows: Sequence[Row]) -> list[Any]:
        """The ids, where they are asked for; in the order of the rows."""
        ids: list[Any] = []
        own = connections[DEFAULT_DB_ALIAS]
        with own.cursor() as cursor:
            for statement, params in self.statements(rows, own):
                cursor.execute(statement, params)
                ids += [pk for (pk,) in cursor.fetchall()] if self._returns_id else []
        return ids

    def asked(self, row: Row) -> Asked:
        """For its id, together with other questions."""
        return Asked(*self._statement([row], connections[DEFAULT_DB_ALIAS]))

    def instance(self, row: Row, **more: Any) -> Stored:
        """The row's values, and `more` of the database's, as if they had been read: to save it changes the row.

        All others are what its fields are by default, which to ask the model for takes several times as long. Where the
        row was there before it may hold others.
        """
        values = {**self._by_default, **dict(zip(self._attributes, row, strict=True)), **more}
        if len(values) > len(self._by_default):
            raise TypeError(f"{self._model.__name__} has no {set(values) - set(self._by_default)}.")
        return self._model.from_db(DEFAULT_DB_ALIAS, values, values.values())  # in the order of its fields

    def statements(self, rows: Sequence[Row], own: BaseDatabaseWrapper) -> Iterator[Statement]:
        """More than one where the database takes no more values at once."""
        size = 1 if self._within else own.ops.bulk_batch_size(self._fields, rows) or 1
        for first in range(0, len(rows), size):
            yield self._statement(rows[first : first + size], own)

    def _statement(self, rows: Sequence[Row], own: BaseDatabaseWrapper) -> Statement:
        if own.vendor == "postgresql":
            text, more = self._of_json or self._written_for_json(own)
            given = orjson.dumps([dict(zip(self._columns, row, strict=True)) for row in rows])
            return text, [*more, given.decode()]
        told, values = self._as_values(rows, own)
        return f"{self._head} {told} {self._tail}", values

    def _written_for_json(self, own: BaseDatabaseWrapper) -> Statement:
        """All rows are one value, however many: PostgreSQL reads it by the columns' types. To put a single value into a
        statement takes its driver longer than it takes to write a row as JSON."""
        expressions, more = self._expressions(own)
        told = ", ".join((*(f'"{column}"' for column in self._columns), *expressions))
        given = f'json_populate_recordset(NULL::"{self._table}", (%s)::json) AS given'
        where = self._where(*(f'given."{self._columns[at]}"' for at in self._shared)) if self._within else ""
        text = f"{self._head} SELECT {told} FROM {given} {where} {self._tail}"  # noqa: S608 # nosec B608 # our own names
        self._of_json = text, more
        return self._of_json

    def _as_values(self, rows: Sequence[Row], own: BaseDatabaseWrapper) -> Statement:
        """Converted as Django does it."""
        expressions, more = self._expressions(own)
        one = ", ".join(["%s"] * len(self._fields) + expressions)
        stored = [
            [field.get_db_prep_save(value, own) for field, value in zip(self._fields, row, strict=True)] for row in rows
        ]
        if self._within:
            [row] = stored
            return f"SELECT {one} {self._where('%s', '%s')}", [*row, *more, *(row[at] for at in self._shared)]
        return f"VALUES {', '.join([f'({one})'] * len(rows))}", [value for row in stored for value in (*row, *more)]

    def _expressions(self, own: BaseDatabaseWrapper) -> tuple[list[str], list[Any]]:
        query = InsertQuery(self._model)
        compiler = query.get_compiler(connection=own)
        made = [
            compiler.compile(expression.resolve_expression(query, allow_joins=False, for_save=True))
            for expression in self._fixed.values()
        ]
        return [sql for sql, _ in made], [param for _, more in made for param in more]

    @cached_property
    def _fields(self) -> list[Field[Any, Any]]:
        return [self._field(name) for name in self._names]

    @cached_property
    def _attributes(self) -> list[str]:
        return [field.attname for field in self._fields]

    @cached_property
    def _by_default(self) -> dict[str, Any]:
        """Of all fields, in their order. What is made anew for each row must be given."""
        return {
            field.attname: None if field.attname in self._attributes else _constant(field)
            for field in self._model._meta.concrete_fields
        }

    @cached_property
    def _columns(self) -> list[str]:
        return [str(field.column) for field in self._fields]

    @cached_property
    def _head(self) -> str:
        return f'INSERT INTO "{self._table}" ({self._listed((*self._names, *self._fixed))})'

    def _where(self, pk: str, shared: str) -> str:
        assert self._within is not None
        name, column = self._within
        related = self._field(name).related_model
        assert isinstance(related, type)
        its, table = (_field(related, "pk").column, _field(related, column).column), related._meta.db_table
        where = " AND ".join(f'"{table}"."{own}" = {value}' for own, value in zip(its, (pk, shared), strict=True))
        return f'WHERE EXISTS (SELECT 1 FROM "{table}" WHERE {where})'  # noqa: S608 # nosec B608 # our own names

    @cached_property
    def _shared(self) -> list[int]:
        """Where in a row the two values are that the other row must have."""
        return [self._columns.index(str(self._field(name).column)) for name in self._within or ()]

    @cached_property
    def _tail(self) -> str:
        changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in map(self._listed, zip(self._updated)))
        key = self._listed(self._key)
        conflict = f"ON CONFLICT ({key}) DO UPDATE SET {changes}" if self._key else ""  # nosec B608 # our own columns
        return f"{conflict} RETURNING {self._listed(['pk'])}" if self._returns_id else conflict

    def _listed(self, names: Iterable[str]) -> str:
        return ", ".join(f'"{self._field(name).column}"' for name in names)

    def _field(self, name: str) -> Field[Any, Any]:
        return _field(self._model, name)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    assert isinstance(field, Field)
    return field


def _constant(field: Field[Any, Any]) -> Any:
    if field.has_default() and callable(field.default):
        raise ValueError(f"Give {field.name}: each row has its own.")
    return field.get_default() if field.has_default() or not field.has_db_default() else None


Addition = tuple[Insert[Any], Sequence[Row]]


def add_together(*additions: Addition) -> None:
    """In this order, and on PostgreSQL in one message: psycopg puts the values in itself, as long as Django does not
    have the server do it."""
    own = connections[DEFAULT_DB_ALIAS]
    statements = [statement for insert, rows in additions for statement in insert.statements(rows, own)]
    if own.vendor == "postgresql":
        texts, params = zip(*statements, strict=True)
        statements = [("; ".join(texts), [param for each in params for param in each])]
    with own.cursor() as cursor:
        for statement, values in statements:
            cursor.execute(statement, values)

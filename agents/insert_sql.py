"""An INSERT in the words of each database. What its parts mean is told by agents.inserts.Insert."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from django.db.models.expressions import CombinedExpression, Func
from django.db.models.sql import InsertQuery

from agents.together import Row

Statement = tuple[str, Sequence[Any]]
Expression = Func | CombinedExpression


@dataclass(frozen=True, eq=False)
class InsertSql:
    """Whatever stays the same from row to row is written once."""

    model: type[Model]
    names: tuple[str, ...]
    fixed: Mapping[str, Expression]
    key: Sequence[str]
    updated: Sequence[str]
    within: tuple[str, str] | None
    returns_id: bool

    # `own` is this thread's connection: Django's `connection` looks for it each time that it is asked anything.

    def statements(self, rows: Sequence[Row], own: BaseDatabaseWrapper) -> Iterator[Statement]:
        """More than one where the database takes no more values at once."""
        size = 1 if self.within else own.ops.bulk_batch_size(self.fields, rows) or 1
        for first in range(0, len(rows), size):
            yield self.statement(rows[first : first + size], own)

    def statement(self, rows: Sequence[Row], own: BaseDatabaseWrapper) -> Statement:
        return self._as_json(rows) if own.vendor == "postgresql" else self._as_values(rows, own)

    def _as_json(self, rows: Sequence[Row]) -> Statement:
        """All rows are one value, however many: to put a single one into a statement takes PostgreSQL's driver longer
        than it takes to write a row as JSON."""
        given = orjson.dumps([dict(zip(self._columns, row, strict=True)) for row in rows])
        return self._for_json, [*self._expressions[1], given.decode()]

    def _as_values(self, rows: Sequence[Row], own: BaseDatabaseWrapper) -> Statement:
        """Converted as Django does it."""
        expressions, more = self._expressions
        one = ", ".join(["%s"] * len(self.fields) + expressions)
        stored = [
            [field.get_db_prep_save(value, own) for field, value in zip(self.fields, row, strict=True)] for row in rows
        ]
        if self.within:
            [row] = stored
            told, values = f"SELECT {one} {self._where('%s', '%s')}", [*row, *more, *(row[at] for at in self._shared)]
        else:
            told = f"VALUES {', '.join([f'({one})'] * len(rows))}"
            values = [value for row in stored for value in (*row, *more)]
        return f"{self._head} {told} {self._tail}", values

    @cached_property
    def fields(self) -> list[Field[Any, Any]]:
        return [self._field(name) for name in self.names]

    @cached_property
    def _columns(self) -> list[str]:
        return [str(field.column) for field in self.fields]

    @cached_property
    def _for_json(self) -> str:
        """PostgreSQL reads each value by its column's type."""
        told = ", ".join((*(f'"{column}"' for column in self._columns), *self._expressions[0]))
        given = f'json_populate_recordset(NULL::"{self.model._meta.db_table}", (%s)::json) AS given'
        where = self._where(*(f'given."{self._columns[at]}"' for at in self._shared)) if self.within else ""
        return f"{self._head} SELECT {told} FROM {given} {where} {self._tail}"  # noqa: S608 # nosec B608 # our own names

    @cached_property
    def _expressions(self) -> tuple[list[str], list[Any]]:
        """The texts of the fixed ones, and the values in these."""
        query = InsertQuery(self.model)
        compiler = query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
        made = [
            compiler.compile(expression.resolve_expression(query, allow_joins=False, for_save=True))
            for expression in self.fixed.values()
        ]
        return [sql for sql, _ in made], [param for _, more in made for param in more]

    @cached_property
    def _head(self) -> str:
        return f'INSERT INTO "{self.model._meta.db_table}" ({self._listed((*self.names, *self.fixed))})'

    def _where(self, pk: str, shared: str) -> str:
        assert self.within is not None
        name, column = self.within
        related = self._field(name).related_model
        assert isinstance(related, type)
        its, table = (_field(related, "pk").column, _field(related, column).column), related._meta.db_table
        where = " AND ".join(f'"{table}"."{own}" = {value}' for own, value in zip(its, (pk, shared), strict=True))
        return f'WHERE EXISTS (SELECT 1 FROM "{table}" WHERE {where})'  # noqa: S608 # nosec B608 # our own names

    @cached_property
    def _shared(self) -> list[int]:
        """Where in a row the two values are that the other row must have."""
        return [self._columns.index(str(self._field(name).column)) for name in self.within or ()]

    @cached_property
    def _tail(self) -> str:
        changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in map(self._listed, zip(self.updated)))
        key = self._listed(self.key)
        conflict = f"ON CONFLICT ({key}) DO UPDATE SET {changes}" if self.key else ""  # nosec B608 # our own columns
        return f"{conflict} RETURNING {self._listed(['pk'])}" if self.returns_id else conflict

    def _listed(self, names: Iterable[str]) -> str:
        return ", ".join(f'"{self._field(name).column}"' for name in names)

    def _field(self, name: str) -> Field[Any, Any]:
        return _field(self.model, name)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    assert isinstance(field, Field)
    return field

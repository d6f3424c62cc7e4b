"""Rows that every request of a kind adds: their INSERT is the same each time, and Django would write it anew.

Values are converted as a model's own would be. No `save` is called and no default is filled in: all is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from django.db.models.expressions import CombinedExpression, Func
from django.db.models.sql import InsertQuery

from agents.together import Asked, Row

Statement = tuple[str, Sequence[Any]]
Expression = Func | CombinedExpression
Stored = TypeVar("Stored", bound=Model)
# Whose values PostgreSQL's driver takes as they are: Django would look at each of them and hand it on. No subclass of
# these: it may do more, such as encrypt.
_AS_THEY_ARE = frozenset(
    {
        models.BooleanField,
        models.CharField,
        models.DateTimeField,
        models.ForeignKey,
        models.PositiveIntegerField,
        models.PositiveSmallIntegerField,
        models.TextField,
        models.UUIDField,
    }
)


class Insert:
    """`names` are given with each row; `fixed` are worked out by the database itself.

    Where there is a row of the same `key` already, it is `updated` instead. The database's id comes back for each row
    where `returns_id` says so. Times are aware, and no text is lazy: PostgreSQL's driver gets them as they are.
    """

    # `own` is this thread's connection: Django's `connection` looks for it each time that it is asked anything.

    def __init__(
        self,
        model: type[Model],
        names: Iterable[str],
        *,
        fixed: Mapping[str, Expression] | None = None,
        key: Sequence[str] = (),
        updated: Sequence[str] = (),
        returns_id: bool = False,
    ) -> None:
        self._model, self._names, self._fixed = model, tuple(names), fixed or {}
        self._key, self._updated, self._returns_id = key, updated, returns_id
        self._worked_out: dict[str, tuple[list[str], list[Any]]] = {}

    def add(self, rows: Sequence[Row]) -> list[Any]:
        """The ids, where they are asked for; in the order of the rows."""
        ids: list[Any] = []
        with connection.cursor() as cursor:
            for statement, params in self.statements(rows):
                cursor.execute(statement, params)
                ids += [pk for (pk,) in cursor.fetchall()] if self._returns_id else []
        return ids

    def asked(self, row: Row) -> Asked:
        """For its id, together with other questions."""
        return Asked(*self._statement([row], connections[DEFAULT_DB_ALIAS]))

    def statements(self, rows: Sequence[Row]) -> Iterator[Statement]:
        """More than one where the database takes no more values at once."""
        own = connections[DEFAULT_DB_ALIAS]
        size = own.ops.bulk_batch_size(self._fields, rows) or 1
        for first in range(0, len(rows), size):
            yield self._statement(rows[first : first + size], own)

    def _statement(self, rows: Sequence[Row], own: BaseDatabaseWrapper) -> Statement:
        told, params = self._told([self._stored(row, own) for row in rows], own)
        return f"{self._head} {told} {self._tail}", params

    def _stored(self, row: Row, own: BaseDatabaseWrapper) -> list[Any]:
        stored = list(row)
        for at, field in self._converted[own.vendor]:
            stored[at] = field.get_db_prep_save(stored[at], own)
        return stored

    def _told(self, rows: Sequence[Row], own: BaseDatabaseWrapper) -> Statement:
        """With PostgreSQL the same text for however many rows, as Django does it."""
        expressions, more = self._worked_out.get(own.vendor) or self._expressions(own)
        if len(rows) > 1 and own.vendor == "postgresql" and not expressions:
            columns = [list(column) for column in zip(*rows, strict=True)]
            return f"SELECT * FROM UNNEST({self._arrays})", columns  # noqa: S608 # nosec B608 # names of our own columns' types
        one = f"({', '.join(['%s'] * len(self._fields) + expressions)})"
        return f"VALUES {', '.join([one] * len(rows))}", [value for row in rows for value in (*row, *more)]

    def _expressions(self, own: BaseDatabaseWrapper) -> tuple[list[str], list[Any]]:
        query = InsertQuery(self._model)
        compiler = query.get_compiler(connection=own)
        made = [
            compiler.compile(expression.resolve_expression(query, allow_joins=False, for_save=True))
            for expression in self._fixed.values()
        ]
        worked_out = [sql for sql, _ in made], [param for _, more in made for param in more]
        self._worked_out[own.vendor] = worked_out
        return worked_out

    @cached_property
    def _fields(self) -> list[Field[Any, Any]]:
        return [self._field(name) for name in self._names]

    @cached_property
    def _converted(self) -> dict[str, list[tuple[int, Field[Any, Any]]]]:
        """By vendor, the columns that Django converts, and where they are in a row."""
        fields = list(enumerate(self._fields))
        return {"postgresql": [one for one in fields if type(one[1]) not in _AS_THEY_ARE], "sqlite": fields}

    @cached_property
    def _arrays(self) -> str:
        types = [str(field.db_type(connection)).partition("(")[0] for field in self._fields]
        return ", ".join(f"(%s)::{kind}[]" for kind in types)

    @cached_property
    def _head(self) -> str:
        return f'INSERT INTO "{self._model._meta.db_table}" ({self._columns((*self._names, *self._fixed))})'

    @cached_property
    def _tail(self) -> str:
        changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in map(self._columns, zip(self._updated)))
        key = self._columns(self._key)
        conflict = f"ON CONFLICT ({key}) DO UPDATE SET {changes}" if self._key else ""  # nosec B608 # our own columns
        pk = self._model._meta.pk
        assert pk is not None
        return f'{conflict} RETURNING "{pk.column}"' if self._returns_id else conflict

    def _columns(self, names: Iterable[str]) -> str:
        return ", ".join(f'"{self._field(name).column}"' for name in names)

    def _field(self, name: str) -> Field[Any, Any]:
        field = self._model._meta.get_field(name)
        assert isinstance(field, Field)
        return field


Addition = tuple[Insert, Sequence[Row]]


def add_together(*additions: Addition) -> None:
    """In this order, and on PostgreSQL in one message: psycopg puts the values in itself, as long as Django does not
    have the server do it."""
    statements = [statement for insert, rows in additions for statement in insert.statements(rows)]
    if connection.vendor == "postgresql":
        texts, params = zip(*statements, strict=True)
        statements = [("; ".join(texts), [param for own in params for param in own])]
    with connection.cursor() as cursor:
        for statement, values in statements:
            cursor.execute(statement, values)


def read_back(row: Stored) -> Stored:
    """What was just added, as if it had been read: to save it again changes it."""
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row

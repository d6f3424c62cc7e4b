"""Statements that are asked one after another anyway: on PostgreSQL in one message, with all that a message costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections

Row = Sequence[Any]
Rows = list[Row]


class Asked(NamedTuple):
    """A statement that answers with rows; `read` makes of them what its asker wants."""

    sql: str
    params: Sequence[Any]
    read: Callable[[Rows], Rows] = list

    def rows(self) -> Rows:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.params)
            return self.read(cursor.fetchall())


def ask_together(*asked: Asked) -> list[Rows]:
    """What each answers, in this order.

    PostgreSQL looks anew for each what has been committed: behind one that waits for a row's lock, the others see what
    its last holder wrote; but Now() is when the message came, for all of them. psycopg puts the values in itself, as
    long as Django does not have the server do it.
    """
    own = connections[DEFAULT_DB_ALIAS]
    if own.vendor != "postgresql":
        return [one.rows() for one in asked]
    with own.cursor() as cursor:
        cursor.execute("; ".join([one.sql for one in asked]), [param for one in asked for param in one.params])
        first, *others = asked
        answers = [first.read(cursor.fetchall())]
        for one in others:
            cursor.nextset()
            answers.append(one.read(cursor.fetchall()))
    return answers

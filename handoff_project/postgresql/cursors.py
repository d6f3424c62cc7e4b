"""Each statement tells PostgreSQL whom it is for, in the same message: no round trip more, and nothing to remember.

`SET LOCAL` ends with the transaction, and a statement outside any is a transaction of its own. So no connection keeps
a Brand: not in the pool, not after a rollback, not for the next request.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from psycopg import ClientCursor as PlainCursor
from psycopg import Connection, sql
from psycopg.pq import TransactionStatus

from agents import scopes, walls
from agents.grants import PURGE_ROLE, right_to_take_up
from agents.row_security import SCOPE_SETTING, SWEEP_ROLE
from agents.scopes import Kind, Scope

# In a transaction that has failed, only these are heard; and they ask nothing.
_OF_TRANSACTIONS = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK)", re.IGNORECASE)
_OF_ROWS = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)", re.IGNORECASE)

# Its type is not told by the stubs.
Cursor: Any = base.Cursor
# NULL where a role is not there yet.
_SWEEPS = (
    "SELECT has_any_column_privilege(to_regrole(%s), %s, %s)"
    " AND (SELECT count(*) = 2 AND bool_and(pg_has_role(session_user, oid, %s))"
    " FROM pg_roles WHERE rolname IN (%s, %s))"
)
_found: set[str] = set()


class ScopedCursor(Cursor):  # type: ignore[misc]
    """Django's, which puts the values into the statement itself and may therefore send several at once."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        settings_first = self._settings_for(query)
        if not settings_first:
            return super().execute(query, params, **options)
        statement = self.mogrify(query, params) if params is not None else _text(query, self)
        super().execute("; ".join((*settings_first, statement)), None, **options)
        for _ in settings_first:
            self.nextset()
        return self

    def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
        for params in params_seq:
            self.execute(query, params, **options)

    def _settings_for(self, query: Any) -> tuple[str, ...]:
        text, scope = str(query), scopes.current()
        if _OF_TRANSACTIONS.match(text):
            return ()
        in_transaction = self.connection.info.transaction_status != TransactionStatus.IDLE
        if scope.kind is Kind.MAINTENANCE:
            return _of_maintenance(text, in_transaction)
        if scope.kind is Kind.NOTHING and not in_transaction:
            return ()
        return _settings(_role_of(scope, self.connection), str(scope))


def _of_maintenance(text: str, in_transaction: bool) -> tuple[str, ...]:
    """The owner's. Anybody else is refused by an error, and does not just find nothing."""
    itself = ("SET LOCAL ROLE none",) if in_transaction else ()
    asks = not settings.DATABASE_ROLE and _OF_ROWS.match(text) and walls.is_of_a_brand(text)
    return (*itself, "SET LOCAL row_security = off") if asks else itself


@lru_cache(maxsize=4096)
def _settings(role: str, scope: str) -> tuple[str, ...]:
    named = sql.Identifier(role).as_string() if role else "none"
    return f"SET LOCAL ROLE {named}", f"SET LOCAL {SCOPE_SETTING} = {sql.Literal(scope).as_string()}"


def _role_of(scope: Scope, connection: Connection[Any]) -> str:
    if scope.kind is Kind.SWEEP and _has_roles(connection):
        return SWEEP_ROLE
    if scope.kind is not Kind.NOTHING and scopes.may_delete() and _has_roles(connection):
        return PURGE_ROLE
    return str(settings.DATABASE_ROLE)


def _has_roles(connection: Connection[Any]) -> bool:
    """Where `manage secure_database` has not run yet there are none that we may become, and everything is asked as
    who we are. Only a yes is remembered: the walls may go up while we run. Asked on the same connection, past Django,
    which would take another one from the pool."""
    if not _found:
        right = right_to_take_up(connection.info.server_version)
        asked = [SWEEP_ROLE, "agents_brand", "SELECT", right, SWEEP_ROLE, PURGE_ROLE]
        found = PlainCursor(connection).execute(_SWEEPS, asked).fetchone()
        _found.update({SWEEP_ROLE, PURGE_ROLE} if found and found[0] else ())
    return bool(_found)


def _text(query: Any, context: Any) -> str:
    return query.as_string(context) if isinstance(query, sql.Composable) else str(query)

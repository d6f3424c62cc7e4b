"""The connections to PostgreSQL: Django finds this file by its name."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg_pool import ConnectionPool

from agents import walls
from handoff_project.postgresql.cursors import ScopedCursor


class DatabaseWrapper(base.DatabaseWrapper):
    """No statement on a Brand's table before somebody said whom it is for, and each one tells the server.

    A restart of the server leaves a pool of dead connections. The pool's own check pauses for a second, then for
    two, with each that it finds, and then gives up; here the next one is taken at once. What a worker has to write
    down after a platform's answer must not be lost to that.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(walls.guard)

    def get_connection_params(self) -> dict[str, Any]:
        return {**super().get_connection_params(), "cursor_factory": ScopedCursor}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        while True:
            connection = super().get_new_connection(conn_params)
            if not self.pool or is_alive(connection):
                return connection
            self.pool.putconn(connection)


def is_alive(connection: Any) -> bool:
    try:
        ConnectionPool.check_connection(connection)
    except OperationalError:
        return False
    return True

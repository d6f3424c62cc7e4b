"""Whether PostgreSQL's own walls stand for the role that is connected: `manage check --deploy --database default`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection

from agents import scopes, securing

NO_ROW_SECURITY = "agents.W001"
_HINT = (
    "Run `manage secure_database` as the owner after each `manage migrate`, and let DATABASE_URL of the web and the"
    " workers name the role that it was run for (docs/tenants.md)."
)


def register_checks() -> None:
    register(row_security, Tags.database, deploy=True)


def row_security(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Asks the database, so only where `--database default` says that it may be asked."""
    if "default" not in (databases or ()) or connection.vendor != "postgresql":
        return []
    with scopes.maintenance("a check of the walls"):
        open_tables = securing.unguarded()
    if not open_tables:
        return []
    told = f"Row-level security does not hold for this role in {len(open_tables)} tables, such as {open_tables[0]}."
    return [Warning(told, hint=_HINT, id=NO_ROW_SECURITY)]

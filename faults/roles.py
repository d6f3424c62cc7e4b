"""The product's own roles on a PostgreSQL server of ours, as operators are told to make it (docs/tenants.md)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

FILE = Path(__file__).resolve().parent.parent / "deploy/roles.sql"
_PASSWORD = re.compile(r":'(\w+)'")


def with_login(owner_url: str, role: str) -> str:
    """The address to connect with as this role, which `secure_database` has made."""
    password, url = secrets.token_hex(16), urlsplit(owner_url)
    login = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(login)
    return urlunsplit(url._replace(netloc=f"{role}:{password}@{url.hostname}:{url.port}"))


def make(url: str, variables: Mapping[str, str]) -> None:
    """Those of deploy/roles.sql, and the empty database."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements_in(FILE.read_text(), variables):
            connection.execute(statement.encode())


def statements_in(text: str, variables: Mapping[str, str]) -> Iterator[str]:
    """As psql reads them: a line with a backslash is its own, and sets a variable."""
    lines = [line for line in text.splitlines() if not line.startswith(("\\", "--"))]
    for statement in filter(None, map(str.strip, "\n".join(lines).split(";"))):
        yield _PASSWORD.sub(lambda found: sql.Literal(variables[found[1].upper()]).as_string(), statement)

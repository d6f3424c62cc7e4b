"""The product's own role on a PostgreSQL server of ours, as operators are told to make it (docs/tenants.md)."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


def with_login(owner_url: str, role: str) -> str:
    """The address to connect with as this role, which `secure_database` has made."""
    password, url = secrets.token_hex(16), urlsplit(owner_url)
    login = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(login)
    return urlunsplit(url._replace(netloc=f"{role}:{password}@{url.hostname}:{url.port}"))

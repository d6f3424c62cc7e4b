"""Database connections are few, and a platform or a model may take seconds: whoever waits gives its own back."""

from __future__ import annotations

from django.db import connection


def release() -> None:
    """Back to the pool; the next query takes one again. Inside a transaction, as tests have, it is kept."""
    if not connection.in_atomic_block:
        connection.close()

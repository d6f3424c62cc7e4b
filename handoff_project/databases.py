"""The database's connections: a file on this machine, or PostgreSQL through a pool."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

# Ours: they know whom each statement is for, and look at each connection of a pool before it is used.
POSTGRES, SQLITE = "handoff_project.postgresql", "handoff_project.sqlite3"
SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": 20,
    # A transaction that starts reading and then writes would be refused while another writes; IMMEDIATE waits instead.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
POSTGRES_OPTIONS: dict[str, Any] = {
    # A row that another request holds is waited for this long, then the caller is told to come back.
    "options": "-c lock_timeout=5000",
    "connect_timeout": 5,
    # A server that vanished without a word is noticed, also in the middle of a query.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def with_options(config: dict[str, Any], pool_size: int, local_dir: Path) -> dict[str, Any]:
    """The address from the environment, with what this product needs on top; its own options have the last word."""
    is_file = config["ENGINE"].endswith("sqlite3")
    pooled = bool(pool_size) and not is_file
    own = SQLITE_OPTIONS if is_file else {**POSTGRES_OPTIONS, "pool": pool_options(pool_size)}
    config["OPTIONS"] = {**own, **config.get("OPTIONS", {})}
    # The pool keeps connections; without it each thread keeps its own, as long as it isn't given back.
    config["CONN_MAX_AGE"] = 0 if is_file or pooled else 60
    config["CONN_HEALTH_CHECKS"] = not pooled
    config["ENGINE"] = SQLITE if is_file else POSTGRES
    # A cursor on the server's side could not say whom it is for.
    config["DISABLE_SERVER_SIDE_CURSORS"] = True
    if is_file:
        # A file, as in use (a database in memory is locked by other rules), and of this process alone.
        config["TEST"] = {"NAME": str(local_dir / f"test-{os.getpid()}.sqlite3")}
    return config


def pool_options(size: int) -> dict[str, Any] | None:
    """None for no pool, as behind a pooler of the operator's own."""
    if not size:
        return None
    return {
        "min_size": 1,
        "max_size": size,
        # Who gets no connection in this time is told to come back.
        "timeout": 3,
        "max_idle": 120,
        # The pool's own retries pause for longer and longer; whoever asks next makes it try again.
        "reconnect_timeout": 1,
    }

"""What one request asks of PostgreSQL and of Redis, as they count it themselves."""

from __future__ import annotations

import time
from typing import Any

import redis

from benchmarks.serving import load
from benchmarks.serving.contenders import Contender, Conversations
from benchmarks.serving.installation import Installation

# A message of statements is logged at its begin; whoever works as the tables' owner is not the server.
_LOGGED = ("LOG:  statement:", "LOG:  execute ")
# What a connection says when it is made, and whoever counts.
_NOT_ASKED = ("info", "hello", "auth", "select", "client")
_TAKES_EFFECT = 1.0


def messages_to_postgres(installation: Installation, contender: Contender, conversations: Conversations) -> int:
    """BEGIN and COMMIT too: each is a round trip."""
    _log(installation, "all")
    try:
        _one(installation, contender, conversations)  # the server's connections have heard of it then
        before = len(installation.postgres.said())
        _one(installation, contender, conversations)
        said = installation.postgres.said()[before:]
    finally:
        _log(installation, "none")
    return sum(said.count(mark) for mark in _LOGGED)


def commands_to_redis(installation: Installation, contender: Contender, conversations: Conversations) -> int:
    _one(installation, contender, conversations)
    before = _commands(installation)
    _one(installation, contender, conversations)
    return _commands(installation) - before


def _one(installation: Installation, contender: Contender, conversations: Conversations) -> None:
    """By one client, so that one connection of the server's is enough."""
    load.sent(contender.plan(installation.web_url, conversations, clients=1, requests=1))


def _log(installation: Installation, which: str) -> None:
    with installation.owner() as connection:
        connection.execute(f"ALTER SYSTEM SET log_statement = '{which}'")
        connection.execute("SELECT pg_reload_conf()")
    time.sleep(_TAKES_EFFECT)


def _commands(installation: Installation) -> int:
    with redis.Redis.from_url(installation.redis_url) as connection:
        told: dict[str, Any] = connection.info("commandstats")
    asked = {name.removeprefix("cmdstat_"): figures["calls"] for name, figures in told.items()}
    return sum(calls for name, calls in asked.items() if not name.startswith(_NOT_ASKED))

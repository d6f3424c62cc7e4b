"""What one request asks of PostgreSQL and of Redis, as they count it themselves."""

from __future__ import annotations

import itertools
import time

import redis

from benchmarks.serving import load
from benchmarks.serving.contenders import Contender, Conversations
from benchmarks.serving.installation import Installation

# A message of statements is logged at its begin; whoever works as the tables' owner is not the server.
_LOGGED = ("LOG:  statement:", "LOG:  execute ")
_END = "that was all"
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


def messages_to_redis(installation: Installation, contender: Contender, conversations: Conversations) -> int:
    """What Redis's own scripts ask is not sent by anybody."""
    _one(installation, contender, conversations)
    watched, last = (redis.Redis.from_url(installation.redis_url) for _ in range(2))
    last.ping()  # what a new connection says is said
    with watched, last, watched.monitor() as seen:  # type: ignore[no-untyped-call]
        _one(installation, contender, conversations)
        last.echo(_END)
        commands = itertools.takewhile(lambda told: _END not in told["command"], seen.listen())
        return sum(told["client_type"] != "lua" for told in commands)


def _one(installation: Installation, contender: Contender, conversations: Conversations) -> None:
    """By one client, so that one connection of the server's is enough."""
    load.sent(contender.plan(installation.web_url, conversations, clients=1, requests=1))


def _log(installation: Installation, which: str) -> None:
    with installation.owner() as connection:
        connection.execute(f"ALTER SYSTEM SET log_statement = '{which}'")
        connection.execute("SELECT pg_reload_conf()")
    time.sleep(_TAKES_EFFECT)

"""Django's Redis cache with one client for all that is asked, and with a question about many counters at once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.cache.backends import redis
from redis.exceptions import NoScriptError

from agents.redis_retries import once_more


class Counter(NamedTuple):
    """It holds `most` at most, and begins anew so many seconds after it began."""

    name: str
    most: int
    seconds: int


# Redis runs it as one step: nobody counts in between.
COUNT_UNLESS_FULL = """
for number, counter in ipairs(KEYS) do
    if tonumber(redis.call('GET', counter) or '0') >= tonumber(ARGV[2 * number - 1]) then return number end
end
for number, counter in ipairs(KEYS) do
    if redis.call('INCR', counter) == 1 then redis.call('EXPIRE', counter, ARGV[2 * number]) end
end
return 0
"""
# Redis' name for it. It protects nothing.
_DIGEST = hashlib.sha1(COUNT_UNLESS_FULL.encode(), usedforsecurity=False).hexdigest()  # nosemgrep: weak-hash-or-cipher


class _Client(redis.RedisCacheClient):
    """Django's own makes one for each question, which costs more than to ask it.

    Each thread has its cache, and so a connection of its own, which needs no looking for in a pool.
    """

    def __init__(self, *servers: Any, **options: Any) -> None:
        super().__init__(*servers, retry=once_more(), **options)
        self._only: Any = None
        self._process = 0

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if self._process != os.getpid():  # a fork has its parent's connection, and would read its answers
            client: Any = super().get_client(write=True)
            self._only, self._process = client.client(), os.getpid()
        return self._only


class CountingRedisCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _Client

    def count_unless_full(self, counters: Sequence[Counter]) -> int:
        """Adds one to each, or to none where one of them is full: the first such one's number, from 1; else 0."""
        names = [self.make_key(counter.name) for counter in counters]
        bounds = [bound for counter in counters for bound in (counter.most, counter.seconds)]
        client: Any = self._cache.get_client(write=True)
        try:
            return int(client.execute_command("EVALSHA", _DIGEST, len(names), *names, *bounds))
        except NoScriptError:  # from now on Redis knows it, until it is started anew
            return int(client.execute_command("EVAL", COUNT_UNLESS_FULL, len(names), *names, *bounds))

"""kombu's Redis with one client, and one connection, for all messages of a channel: kombu makes a client for each, and
with it a table of what each of Redis' commands answers, which takes longer than to send the message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis
from kombu.utils.json import dumps

from agents.redis_retries import once_more

# Their types are not told by the stubs.
_Channel: Any = redis.Channel
_Transport: Any = redis.Transport


class Channel(_Channel):  # type: ignore[misc]
    _own: Any = None

    @contextmanager
    def conn_or_acquire(self, client: Any = None) -> Iterator[Any]:
        """A channel that lost its connection has another pool."""
        if client is None and (self._own is None or self._own.connection_pool is not self.pool):
            self._own = self._create_client().client()
            self._own.connection.retry = once_more()
        yield client or self._own

    def written(self, message: dict[str, Any], queue: str) -> str:
        """As `basic_publish` puts it into the queue: the message's body is encoded then, and it has its tag."""
        self._inplace_augment_message(message, "", queue)
        return str(dumps(message))

    def put(self, queue: str, text: str) -> None:
        """A message that is written."""
        with self.conn_or_acquire() as client:
            client.lpush(self._q_for_pri(queue, 0), text)


class Transport(_Transport):  # type: ignore[misc]
    Channel = Channel


def use() -> None:
    """For each address of Redis, with TLS and without."""
    TRANSPORT_ALIASES.update(dict.fromkeys(("redis", "rediss"), f"{__name__}:Transport"))

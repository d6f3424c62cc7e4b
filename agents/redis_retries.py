"""How a connection to Redis that is kept, without a pool's care for it, is used though Redis may have closed it."""

from __future__ import annotations

from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError
from redis.retry import Retry


def once_more() -> Retry:
    """What was sent in vain is sent once more by a new connection. At worst Redis hears it twice."""
    return Retry(NoBackoff(), 1, supported_errors=(ConnectionError,))

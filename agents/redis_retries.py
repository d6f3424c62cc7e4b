"""For a connection to Redis that is kept, without a pool's care for it: that it is broken shows when it is used."""

from __future__ import annotations

from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError
from redis.retry import Retry


def once_more() -> Retry:
    """What was sent is sent once more then, and at worst comes twice."""
    return Retry(NoBackoff(), 1, supported_errors=(ConnectionError,))

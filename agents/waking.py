"""Wake-ups for the worker: sent where the broker answers, and gone without where it does not."""

from __future__ import annotations

import logging
import time
from typing import Any

from amqp.exceptions import ChannelError
from celery import Task
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# A broker that hangs costs each request its time-outs: after one that waited in vain, the others don't wait.
PAUSE_SECONDS = 10.0
_asked_again_at = 0.0


def wake(task: Task[..., Any], row_id: str | int) -> None:
    """A broker that is away must not fail the request: what is to be done stands in the database."""
    global _asked_again_at
    now = time.monotonic()
    if now < _asked_again_at:
        logger.warning("No wake-up for %s: the broker did not answer a moment ago.", task.name)
        return
    if _asked_again_at:
        _asked_again_at = now + PAUSE_SECONDS  # this one asks; whoever comes meanwhile does not wait with it
    try:
        task.apply_async((row_id,), retry=False)
        _asked_again_at = 0.0
    except OperationalError as error:
        _asked_again_at = time.monotonic() + PAUSE_SECONDS
        logger.warning("No wake-up for %s: %s", task.name, type(error).__name__)


def untaken(task: Task[..., Any]) -> int:
    """How many wake-ups of the task's queue no worker has taken yet. 0 where the broker can't say."""
    global _asked_again_at
    if time.monotonic() < _asked_again_at:
        return 0
    queue = task.app.amqp.router.route({}, task.name)["queue"].name
    try:
        with task.app.connection_or_acquire() as connection:
            return int(connection.default_channel.queue_declare(queue, passive=True).message_count)
    except ChannelError:  # it is empty: Redis keeps no empty list
        return 0
    except (KombuError, RedisError, OSError):
        _asked_again_at = time.monotonic() + PAUSE_SECONDS
        return 0

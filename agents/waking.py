"""Wake-ups for the worker: sent where the broker answers, and gone without where it does not."""

from __future__ import annotations

import logging
import time
from functools import cache
from typing import Any

from amqp.exceptions import AMQPError, ChannelError
from celery import Task
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from agents.redis_broker import Channel
from agents.task_messages import WrittenMessage, message_of

logger = logging.getLogger(__name__)

# A broker that hangs costs each request its time-outs: after one that waited in vain, the others don't wait.
PAUSE_SECONDS = 10.0
AWAY = (KombuError, AMQPError, RedisError, OSError)
_asked_again_at = 0.0
_written: dict[Task[..., Any], WrittenMessage] = {}


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
        _send(task, row_id)
        _asked_again_at = 0.0
    except AWAY as error:
        _asked_again_at = time.monotonic() + PAUSE_SECONDS
        logger.warning("No wake-up for %s: %s", task.name, type(error).__name__)


def _send(task: Task[..., Any], row_id: str | int) -> None:
    """Redis and a process's memory need no queue to be declared."""
    app: Any = task.app
    queue = _queue_of(task)
    with app.pool.acquire(block=True) as connection:
        channel = connection.default_channel
        if isinstance(channel, Channel):
            written = _written.get(task) or _written.setdefault(task, WrittenMessage(task, queue, channel))
            channel.put(queue, written.about(row_id))
        else:
            channel.basic_publish(message_of(task, row_id, channel), exchange="", routing_key=queue)


def untaken(task: Task[..., Any]) -> int:
    """How many wake-ups of the task's queue no worker has taken yet. 0 where the broker can't say."""
    global _asked_again_at
    if time.monotonic() < _asked_again_at:
        return 0
    try:
        with task.app.connection_or_acquire() as connection:
            return int(connection.default_channel.queue_declare(_queue_of(task), passive=True).message_count)
    except ChannelError:  # it is empty: Redis keeps no empty list
        return 0
    except AWAY:
        _asked_again_at = time.monotonic() + PAUSE_SECONDS
        return 0


@cache
def _queue_of(task: Task[..., Any]) -> str:
    """By the routes of the settings."""
    return str(task.app.amqp.router.route({}, task.name)["queue"].name)

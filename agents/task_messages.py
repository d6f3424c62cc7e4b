"""What Celery sends for a task of one argument. Where it goes to Redis it is written once: from then on only the ids
and the argument differ, and to put the rest together anew takes longer than to send it."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any
from uuid import uuid4

from celery import Task
from kombu.serialization import dumps
from kombu.utils.uuid import uuid

from agents.redis_broker import Channel

# As Celery has it: a broker that can keeps the message on disk.
_KEPT = {"delivery_mode": 2}
# What stands for the argument while the message is written.
_ARGUMENT = uuid4().hex


def message_of(task: Task[..., Any], argument: str | int, channel: Any) -> dict[str, Any]:
    """What `apply_async` sends: it looks at options first that none of our tasks has."""
    app: Any = task.app
    told = (argument,)
    headers, properties, body, _ = app.amqp.as_task_v2(
        uuid(), task.name, told, argsrepr=repr(told), kwargsrepr="{}", ignore_result=task.ignore_result
    )
    kind, encoding, text = dumps(body, serializer="json")
    message: dict[str, Any] = channel.prepare_message(text, 0, kind, encoding, headers, {**properties, **_KEPT})
    return message


class WrittenMessage:
    """As it stands in Redis."""

    def __init__(self, task: Task[..., Any], queue: str, channel: Channel) -> None:
        message = message_of(task, _ARGUMENT, channel)
        self._body: str = message["body"]
        self._text = channel.written(message, queue)
        self._encoded = _encoded(self._body)
        self._id: str = message["headers"]["id"]
        self._tag: str = message["properties"]["delivery_tag"]
        if self._encoded not in self._text or _in_words(_ARGUMENT) not in self._text:
            raise ValueError("kombu writes the argument otherwise than it is looked for here.")

    def about(self, argument: str | int) -> str:
        """Another message. The argument is put in last: nothing is looked for in an outsider's words."""
        body = self._body.replace(json.dumps(_ARGUMENT), json.dumps(argument))
        text = self._text.replace(self._id, uuid()).replace(self._tag, uuid())
        text = text.replace(self._encoded, _encoded(body))
        return text.replace(_in_words(_ARGUMENT), _in_words(argument))


def _encoded(body: str) -> str:
    """As kombu has it in Redis."""
    return b64encode(body.encode()).decode()


def _in_words(argument: str | int) -> str:
    """For those who look at what tasks there are."""
    return json.dumps(repr((argument,)))

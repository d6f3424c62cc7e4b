"""A channel of Redis says all that it has to say by one client, and by another one where its connections are others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import redis
from kombu import Connection

from agents import redis_broker

redis_broker.use()


@pytest.fixture
def channel(redis_url: str) -> Iterator[Any]:
    with Connection(redis_url) as connection:
        yield connection.default_channel


@pytest.fixture
def clients(channel: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Those that the channel makes."""
    made: list[Any] = []
    make = channel._create_client
    monkeypatch.setattr(channel, "_create_client", lambda *told: made.append(make(*told)) or made[-1])
    return made


def say(channel: Any, number: int) -> None:
    channel.basic_publish(channel.prepare_message(str(number)), exchange="", routing_key="numbers")


def heard(channel: Any) -> list[int]:
    messages = iter(lambda: channel.basic_get("numbers", no_ack=True), None)
    return [int(message.decode()) for message in messages]


@pytest.mark.parametrize("scheme", ["redis", "rediss"])
def test_each_address_of_redis_is_ours(scheme: str) -> None:
    assert isinstance(Connection(f"{scheme}://127.0.0.1:1/0").transport, redis_broker.Transport)


def test_many_messages_are_sent_by_one_client(channel: Any, clients: list[Any]) -> None:
    for number in range(5):
        say(channel, number)
    assert heard(channel) == [0, 1, 2, 3, 4]
    assert len(clients) == 1


def test_new_connections_are_used_by_a_new_client(channel: Any, clients: list[Any]) -> None:
    say(channel, 1)
    channel._disconnect_pools()
    say(channel, 2)
    assert heard(channel) == [1, 2]
    assert [client.connection_pool is channel.pool for client in clients] == [False, True]


def test_a_connection_that_redis_has_closed_loses_no_message(redis_url: str, channel: Any) -> None:
    say(channel, 1)
    with redis.Redis.from_url(redis_url) as other:
        assert other.client_kill_filter(_type="normal", skipme=True)
    say(channel, 2)
    assert heard(channel) == [1, 2]

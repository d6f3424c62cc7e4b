"""Many windows at once: on a Redis of its own and in this process, with the same answers."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.cache import cache
from redis import Redis
from redis.connection import AbstractConnection

from agents import windows
from agents.windows import Limit
from tests.runtime import Shop

LOCAL = "django.core.cache.backends.locmem.LocMemCache"
NOON = 1_795_348_800.0
NARROW, WIDE = Limit("2/min", ("narrow",)), Limit("3/hour", ("wide",))


@pytest.fixture(autouse=True)
def ten_seconds_into_a_window() -> Iterator[Any]:
    with time_machine.travel(NOON + 10, tick=False) as clock:
        yield clock


@pytest.fixture
def in_redis(settings: Any, redis_url: str) -> None:
    settings.CACHES = {"default": {**settings.REDIS_CACHE, "LOCATION": redis_url}}
    cache.clear()


@pytest.fixture(params=["in Redis", "in this process"])
def counted(request: pytest.FixtureRequest, settings: Any) -> None:
    if request.param == "in Redis":
        request.getfixturevalue("in_redis")
    else:
        settings.CACHES = {"default": {"BACKEND": LOCAL, "LOCATION": uuid.uuid4().hex}}


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch, redis_url: str) -> list[Any]:
    """What is sent to the cache: workers are woken by way of another Redis, or none."""
    sent: list[Any] = []
    send = AbstractConnection.send_packed_command

    def noted(connection: AbstractConnection, command: Any, *rest: Any, **more: Any) -> Any:
        if getattr(connection, "port", None) == urlsplit(redis_url).port:
            sent.append(command)
        return send(connection, command, *rest, **more)

    monkeypatch.setattr(AbstractConnection, "send_packed_command", noted)
    return sent


@pytest.mark.usefixtures("counted")
def test_the_first_full_window_is_told_and_then_nothing_is_counted() -> None:
    assert [windows.first_full([NARROW, WIDE]) for _ in range(2)] == [None, None]
    for _ in range(5):
        full = windows.first_full([NARROW, WIDE])
        assert full
        assert (full.limit, full.seconds_to_wait) == (NARROW, 50.0)
    assert windows.first_full([WIDE]) is None
    full = windows.first_full([WIDE])
    assert full
    assert (full.limit, full.seconds_to_wait) == (WIDE, 3590.0)


@pytest.mark.usefixtures("counted")
def test_whom_a_wide_window_holds_back_takes_nothing_of_the_narrow_one() -> None:
    for _ in range(3):
        windows.first_full([WIDE])
    assert windows.first_full([NARROW, WIDE])
    assert [windows.first_full([NARROW]) for _ in range(2)] == [None, None]


@pytest.mark.usefixtures("counted")
def test_the_next_window_begins_at_nothing(ten_seconds_into_a_window: Any) -> None:
    for _ in range(3):
        windows.first_full([NARROW])
    ten_seconds_into_a_window.shift(50)
    assert windows.first_full([NARROW]) is None


@pytest.mark.usefixtures("counted")
def test_one_time_and_many_at_once_are_counted_in_the_same_window() -> None:
    windows.first_full([NARROW])
    assert windows.is_over("2/min", "narrow") == 0
    assert windows.seconds_to_wait("2/min", "narrow") == 0
    assert windows.first_full([NARROW])


@pytest.mark.usefixtures("in_redis")
def test_redis_forgets_a_window_when_it_has_ended(redis_url: str) -> None:
    windows.first_full([NARROW, WIDE])
    with Redis.from_url(redis_url) as redis:
        assert sorted(redis.ttl(name) for name in redis.keys("*window:*")) == [61, 3601]


@pytest.mark.usefixtures("in_redis")
def test_many_windows_are_one_message(messages: list[Any]) -> None:
    windows.first_full([NARROW, WIDE])  # Redis learns the script
    messages.clear()
    windows.first_full([NARROW, WIDE])
    assert len(messages) == 1


@pytest.mark.usefixtures("in_redis")
def test_a_redis_that_has_forgotten_the_script_learns_it_again(redis_url: str) -> None:
    windows.first_full([NARROW])
    with Redis.from_url(redis_url) as redis:
        redis.script_flush()
    windows.first_full([NARROW])
    assert windows.first_full([NARROW])


@pytest.mark.usefixtures("in_redis")
def test_a_connection_that_redis_has_closed_is_made_anew_and_nobody_is_let_through_meanwhile(redis_url: str) -> None:
    windows.first_full([NARROW])
    with Redis.from_url(redis_url) as redis:
        assert redis.client_kill_filter(_type="normal", skipme=True)
    windows.first_full([NARROW])
    assert windows.first_full([NARROW])


@pytest.mark.django_db
@pytest.mark.usefixtures("in_redis")
def test_a_decision_sends_redis_one_message_and_a_start_two(messages: list[Any]) -> None:
    shop = Shop()
    shop.decide(conversation="first")
    shop.start(conversation="first", customer={"id": "7"})
    messages.clear()
    assert shop.decide(conversation="second").status_code == 200
    assert len(messages) == 1
    assert shop.start(conversation="second", customer={"id": "7"}).status_code == 201
    assert len(messages) == 3


def test_a_fork_asks_by_a_connection_of_its_own(in_redis: None) -> None:
    """Else it would read what its parent was answered."""
    cache.set("mine", "parent")
    before = cache._cache.get_client().connection.pid  # type: ignore[attr-defined]
    child = os.fork()
    if not child:
        own = cache._cache.get_client().connection.pid  # type: ignore[attr-defined]
        os._exit(0 if own == os.getpid() and cache.get("mine") == "parent" else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (before, cache.get("mine")) == (os.getpid(), "parent")

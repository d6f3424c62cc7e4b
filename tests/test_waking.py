"""A sweep wakes nobody while some of the last pass still wait: wake-ups would pile up, and the last ones come late."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from celery import Celery

from agents import waking
from agents.waking import untaken, wake
from handoff import tasks
from handoff_project import queues
from tests.runtime import Shop


def a_task_of(broker: str):
    app = Celery("elsewhere", broker=broker, set_as_current=False)
    app.conf.update(broker_transport_options=queues.transport_options(broker), task_default_queue=str(uuid.uuid4()))

    def work(row_id: int) -> None:
        """Nobody does it: there is no worker."""

    return app.task(work, name="elsewhere.task")


@pytest.fixture(params=["memory", "Redis"])
def broker(request: pytest.FixtureRequest) -> str:
    return "memory://localhost/" if request.param == "memory" else request.getfixturevalue("redis_url")


@pytest.fixture
def overdue() -> Iterator[None]:
    """The queue of the tests' own broker, which no worker empties."""
    with tasks.deliver_overdue.app.connection_or_acquire() as connection:
        bound = next(queue for queue in queues.QUEUES if queue.name == queues.OVERDUE)(connection.default_channel)
        bound.declare()
        bound.purge()
        yield
        bound.purge()


def test_each_wake_up_that_nobody_took_is_counted(broker: str) -> None:
    task = a_task_of(broker)
    assert untaken(task) == 0
    for number in range(3):
        wake(task, number)
    assert untaken(task) == 3


@pytest.mark.parametrize("argument", [7, str(uuid.UUID(int=7)), "https://shop.example:8443", ""])
def test_a_wake_up_is_the_message_that_celery_itself_would_send(broker: str, argument: str | int) -> None:
    task = a_task_of(broker)
    wake(task, "another one before it")
    wake(task, argument)
    task.apply_async((argument,))
    _, ours, celerys = (told(message_of(task)) for _ in range(3))
    assert ours == celerys
    assert ours["body"][:2] == [[argument], {}]


@pytest.mark.parametrize("argument", ["'\"\\ \u00e9\u2028\U0001f6d2", '"}', "\x00\n"])
def test_no_argument_breaks_the_message(broker: str, argument: str) -> None:
    task = a_task_of(broker)
    wake(task, argument)
    assert message_of(task).decode()[0] == [argument]


def test_each_wake_up_has_ids_of_its_own_as_celery_gives_them(broker: str) -> None:
    task = a_task_of(broker)
    for _ in range(3):
        wake(task, 7)
    messages = [message_of(task) for _ in range(3)]
    for message in messages:
        assert message.headers["id"] == message.headers["root_id"] == message.properties["correlation_id"]
    ids = [uuid.UUID(value) for one in messages for value in (one.headers["id"], one.properties["delivery_tag"])]
    assert len(set(ids)) == 6


def test_in_redis_each_is_written_once_however_many_threads_send(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = a_task_of(redis_url)
    wake(task, 0)
    monkeypatch.delattr(type(task.app.amqp), "as_task_v2")  # what Celery and kombu write it by
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: wake(task, number), range(1, 200)))
    messages = [message_of(task) for _ in range(200)]
    assert sorted(message.decode()[0][0] for message in messages) == list(range(200))
    assert all(message.headers["argsrepr"] == f"({message.decode()[0][0]},)" for message in messages)
    assert len({message.headers["id"] for message in messages}) == 200


def test_a_form_that_the_argument_is_not_found_in_is_refused(redis_url: str) -> None:
    task = a_task_of(redis_url)
    task.app.conf.broker_transport_options["body_encoding"] = "utf-8"
    with pytest.raises(ValueError, match="otherwise"):
        wake(task, 7)


def message_of(task) -> Any:
    """The next one that waits."""
    with task.app.connection_or_acquire() as connection:
        return connection.default_channel.basic_get(task.app.conf.task_default_queue, no_ack=True)


def told(message: Any) -> dict[str, Any]:
    """Without what is another's each time, and whom an answer would be for: nobody waits."""
    headers = {name: value for name, value in message.headers.items() if name not in ("id", "root_id")}
    properties = {
        name: value
        for name, value in message.properties.items()
        if name not in ("correlation_id", "reply_to", "delivery_tag")
    }
    return {"body": message.decode(), "headers": headers, **properties}


def test_a_broker_that_is_away_has_none_and_is_left_alone_for_a_while() -> None:
    task = a_task_of("redis://127.0.0.1:1/0")
    assert waking._asked_again_at == 0.0
    assert untaken(task) == 0
    assert waking._asked_again_at > 0.0


@pytest.mark.django_db
@pytest.mark.usefixtures("overdue")
def test_a_sweep_wakes_each_due_handoff_once_however_often_it_passes() -> None:
    for _ in range(3):
        Shop().start()
    for _ in range(5):
        tasks.wake_overdue()
    assert untaken(tasks.deliver_overdue) == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("overdue")
def test_what_came_since_is_woken_once_the_last_pass_was_taken() -> None:
    Shop().start()
    tasks.wake_overdue()
    Shop().start()
    tasks.wake_overdue()
    assert untaken(tasks.deliver_overdue) == 1
    with tasks.deliver_overdue.app.connection_or_acquire() as connection:
        assert connection.default_channel.basic_get(queues.OVERDUE, no_ack=True)
    tasks.wake_overdue()
    assert untaken(tasks.deliver_overdue) == 2  # nobody delivered the first: it is due as well


@pytest.mark.django_db
@pytest.mark.usefixtures("overdue")
def test_starts_that_wait_for_a_worker_are_no_pass_of_a_sweep(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Shop().start()
    assert untaken(tasks.deliver_overdue) == 0


def test_what_a_sweep_found_is_looked_for_in_its_own_queue() -> None:
    assert tasks.deliver_overdue.app.amqp.router.route({}, tasks.deliver_overdue.name)["queue"].name == queues.OVERDUE

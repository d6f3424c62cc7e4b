"""A sweep wakes nobody for whom a wake-up may lie there already."""

from __future__ import annotations

import uuid

import pytest
from celery import Celery

from handoff import sweeping, tasks
from handoff.waking import untaken, wake
from handoff_project import queues
from tests.runtime import Shop


def a_task_of(broker: str):
    app = Celery("elsewhere", broker=broker, set_as_current=False)
    app.conf.update(broker_transport_options=queues.transport_options(broker), task_default_queue=str(uuid.uuid4()))

    def work(row_id: int) -> None:
        """Nobody does it: there is no worker."""

    return app.task(work, name="elsewhere.task")


def test_each_wake_up_that_nobody_took_is_counted() -> None:
    task = a_task_of("memory://localhost/")
    assert untaken(task) == 0
    for number in range(3):
        wake(task, number)
    assert untaken(task) == 3


def test_a_broker_that_is_away_has_none() -> None:
    assert untaken(a_task_of("redis://127.0.0.1:1/0")) == 0


@pytest.mark.django_db
def test_a_sweep_wakes_only_so_many_as_there_is_room_for() -> None:
    started = {uuid.UUID(Shop().start().json()["id"]) for _ in range(3)}
    assert set(sweeping.due()) == started
    assert len(list(sweeping.due(sweeping.PASS_LIMIT - 2))) == 2
    assert not list(sweeping.due(sweeping.PASS_LIMIT))
    assert not list(sweeping.due(sweeping.PASS_LIMIT + 1))


def test_the_wake_ups_of_deliveries_are_looked_for_in_their_own_queue() -> None:
    assert tasks.deliver.app.amqp.router.route({}, tasks.deliver.name)["queue"].name == queues.DELIVERIES

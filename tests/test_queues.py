"""Celery's settings, as the app that runs has them."""

from __future__ import annotations

import pytest
from django.conf import settings

from handoff import tasks
from handoff_project import queues
from handoff_project.celery import app


def queue_of(task: str) -> str:
    return str(app.amqp.router.route({}, task)["queue"].name)


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        ("handoff.deliver", "deliveries"),
        ("handoff.deliver_overdue", "overdue"),
        ("handoff.prepare_summary", "summaries"),
        ("handoff.sweep", "sweeps"),
        ("handoff.note_use_of_key", "upkeep"),
        ("handoff.note_sighting", "upkeep"),
        ("handoff.check_credentials", "upkeep"),
        ("handoff.mail_alarm", "upkeep"),
    ],
)
def test_each_kind_of_work_has_its_queue(task: str, queue: str) -> None:
    assert queue_of(task) == queue


def test_the_routes_name_tasks_that_exist() -> None:
    assert tasks.sweep.name in app.tasks
    assert set(queues.ROUTES) <= set(app.tasks)


def test_a_plain_worker_takes_from_every_queue() -> None:
    ours = {queue_of(name) for name in app.tasks if name.startswith("handoff.")}
    assert set(app.amqp.queues.consume_from) == ours == {"deliveries", "overdue", "summaries", "upkeep", "sweeps"}


def test_a_message_goes_to_its_own_queue_alone() -> None:
    bound = [(queue.exchange.name, queue.routing_key) for queue in queues.QUEUES]
    assert len(set(bound)) == len(queues.QUEUES)


def test_only_json_is_read_and_written() -> None:
    assert (list(app.conf.accept_content), app.conf.task_serializer) == (["json"], "json")


def test_a_lost_message_comes_back_within_a_minute_wherever_that_is_read() -> None:
    options = queues.transport_options("redis://redis.example/0")
    assert options["visibility_timeout"] == settings.CELERY_VISIBILITY_TIMEOUT == 60
    assert app.conf.result_backend_transport_options["visibility_timeout"] == 60
    assert options["unacked_restore_interval"] * options["unacked_restore_throttle"] <= 5


def test_nothing_is_fetched_ahead_and_a_task_is_acknowledged_when_it_is_done() -> None:
    assert (app.conf.worker_prefetch_multiplier, app.conf.task_acks_late) == (1, True)
    assert (app.conf.worker_pool, app.conf.broker_connection_max_retries) == ("threads", None)


def test_a_request_waits_for_a_hung_broker_for_a_bounded_time() -> None:
    options = queues.transport_options("redis://redis.example/0")
    assert options["socket_timeout"] * (1 + options["max_retries"]) <= 4
    assert options["socket_keepalive"]

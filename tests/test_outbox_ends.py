"""What must come to an end: whatever dies in the middle, rests for days, or has a wrong clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError
from django.db.models.functions import Now
from django.utils import timezone

from agents.models import Agent
from handoff import after_attempt, circuits, delivery, heartbeats, services, sweeping, tasks, transitions
from handoff.models import CircuitBreaker, ContextStatus, Handoff, Heartbeat
from handoff.providers.base import Customer
from handoff_project import probes, queues
from tests.builders import a_brand, a_consultation, a_provider, an_agent
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(stand_ins: StandIns) -> Agent:
    brand = a_brand()
    a_provider(brand, "intercom", secrets={"access_token": "stand-in-test-token"})
    return an_agent(brand)


def started(agent: Agent) -> Handoff:
    consultation = a_consultation(customer=Customer(id="shopper-1", email="ada@example.com"))
    return services.start_handoff(agent.brand, agent.pk, consultation).handoff


def resting(handoff: Handoff, **fields: Any) -> Handoff:
    """Its platform is left alone, and its time is over."""
    CircuitBreaker.objects.create(
        brand=handoff.brand, provider="intercom", failures=9, open_until=Now() + timedelta(minutes=5)
    )
    Handoff.objects.update(**{"retry_until": Now() - timedelta(seconds=1), "attempts": 1, **fields})
    return handoff


def swept(handoff: Handoff) -> Handoff:
    sweeping.tidy()
    handoff.refresh_from_db()
    return handoff


def killed(*_: Any) -> None:
    raise OperationalError("the server closed the connection")


def test_an_end_that_breaks_off_leaves_no_context_with_a_browser_that_is_gone(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    handoff = started(agent)
    Handoff.objects.update(context_via="prefilled", next_due=None, attempts=1)
    with monkeypatch.context() as patch:
        patch.setattr(transitions, "_give_up_browser_context", killed)
        with pytest.raises(OperationalError):
            transitions.end(handoff, "silence")
    handoff.refresh_from_db()
    assert handoff.ended_at is None
    transitions.end(handoff, "silence")
    handoff.refresh_from_db()
    assert (handoff.end_reason, handoff.context_status) == ("silence", ContextStatus.FAILED)


def test_what_was_delivered_is_written_down_before_anything_that_may_fail(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    handoff = started(agent)
    monkeypatch.setattr(circuits, "note_success", killed)
    with pytest.raises(OperationalError):
        delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    assert handoff.context_status == ContextStatus.DELIVERED


def test_its_time_ends_also_while_its_platform_rests(agent: Agent) -> None:
    handoff = swept(resting(started(agent)))
    assert (handoff.context_status, handoff.context_reason) == (ContextStatus.FAILED, after_attempt.NEVER_ANSWERED)


def test_what_a_worker_left_behind_then_is_not_known(agent: Agent) -> None:
    left = resting(started(agent), lease_until=Now() - timedelta(seconds=1))
    assert swept(left).context_status == ContextStatus.UNKNOWN


@pytest.mark.parametrize("fields", [{"retry_until": Now() + timedelta(hours=1)}, {"lease_until": Now() + timedelta(1)}])
def test_what_has_time_or_a_worker_is_left_alone(agent: Agent, fields: dict[str, Any]) -> None:
    assert swept(resting(started(agent), **fields)).context_status == ContextStatus.PENDING


@pytest.mark.parametrize(("hours", "status"), [(23, ContextStatus.PENDING), (25, ContextStatus.FAILED)])
def test_one_of_an_earlier_release_has_its_day_too(agent: Agent, hours: int, status: str) -> None:
    old = resting(started(agent), retry_until=None, started_at=timezone.now() - timedelta(hours=hours))
    assert swept(old).context_status == status


def test_no_sweep_is_thrown_away_by_a_worker_whose_clock_is_ahead() -> None:
    assert all("expires" not in entry.get("options", {}) for entry in queues.beat_schedule(2).values())


def test_of_the_sweeps_that_gathered_one_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[int] = []
    monkeypatch.setattr(sweeping, "tidy", lambda: passes.append(1))
    for _ in range(3):
        tasks.sweep()
    assert len(passes) == 1
    for away in (timedelta(seconds=-5), timedelta(hours=2)):  # the second: the database's clock was put back
        Heartbeat.objects.update(at=Now() + away)
        tasks.sweep()
    assert len(passes) == 3
    assert heartbeats.ages()[heartbeats.WORKER] < 60


def test_due_handoffs_are_woken_before_anything_that_may_fail(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    handoff = started(agent)
    woken: list[UUID] = []
    monkeypatch.setattr(tasks, "wake", lambda task, row_id: woken.append(UUID(row_id)))
    monkeypatch.setattr(tasks, "untaken", lambda task: 0)
    monkeypatch.setattr(sweeping, "tidy", killed)
    with pytest.raises(OperationalError):
        tasks.sweep()
    assert woken == [handoff.pk]


def test_a_probe_whose_connection_cannot_be_closed_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def close(self) -> None:
            raise OperationalError("gone")

    monkeypatch.setattr(probes, "connection", Broken())
    assert [probes.told({"broken": lambda: "ok"}, 5)["broken"] for _ in range(2)] == ["OperationalError"] * 2
    assert probes._under_way["broken"].done()

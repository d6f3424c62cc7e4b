"""Fair shares and resting platforms: who may claim a handoff, over real rows and the database's clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from agents.models import Agent
from handoff import after_attempt, backlog, circuits, claiming, delivery, services
from handoff.models import CircuitBreaker, ContextStatus, Handoff
from handoff.providers.base import Customer, ProviderError
from tests.builders import a_brand, a_consultation, a_provider, an_agent
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db

INTERCOM = "api.intercom.io"


@pytest.fixture
def agent(stand_ins: StandIns) -> Agent:
    return an_intercom_agent()


def an_intercom_agent() -> Agent:
    brand = a_brand()
    a_provider(brand, "intercom", secrets={"access_token": "stand-in-test-token"})
    return an_agent(brand)


def started(agent: Agent, count: int = 1) -> list[Handoff]:
    ada = Customer(id="shopper-1", email="ada@example.com")
    consultations = [a_consultation(customer=ada) for _ in range(count)]
    return [services.start_handoff(agent.brand, agent.pk, each).handoff for each in consultations]


def fail_in_a_row(agent: Agent, stand_ins: StandIns, times: int = 5) -> list[Handoff]:
    stand_ins.fail(host=INTERCOM, times=times, status=503)
    handoffs = started(agent, times)
    for handoff in handoffs:
        delivery.deliver(handoff.pk)
    return handoffs


def pass_the_pause() -> None:
    past = Now() - timedelta(seconds=1)
    CircuitBreaker.objects.filter(open_until__isnull=False).update(open_until=past)


def circuit(agent: Agent) -> CircuitBreaker:
    return CircuitBreaker.objects.get(brand=agent.brand)


def attempts(handoff: Handoff) -> int:
    handoff.refresh_from_db()
    return handoff.attempts


def test_a_brand_has_no_more_than_its_share_of_the_workers(agent: Agent, settings: Any) -> None:
    settings.HANDOFF_BRAND_CONCURRENCY = 2
    first, second, third = started(agent, 3)
    assert claiming.claim(first.pk)
    assert claiming.claim(second.pk)
    assert claiming.claim(third.pk) is None
    [other] = started(an_intercom_agent())
    assert claiming.claim(other.pk)


def test_whoever_waited_for_a_place_is_named_when_one_is_free(agent: Agent, settings: Any) -> None:
    settings.HANDOFF_BRAND_CONCURRENCY = 1
    first, second = started(agent, 2)
    assert delivery.deliver(first.pk) == second.pk
    assert delivery.deliver(second.pk) is None


def test_the_sweeper_names_each_brands_oldest_before_anybodys_second(agent: Agent, settings: Any) -> None:
    settings.HANDOFF_BRAND_CONCURRENCY = 2
    many, [one] = started(agent, 5), started(an_intercom_agent())
    assert list(claiming.due(2)) == [many[0].pk, one.pk]
    assert list(claiming.due(10)) == [many[0].pk, one.pk, many[1].pk]


def test_a_place_is_free_again_when_its_worker_has_died(agent: Agent, settings: Any) -> None:
    settings.HANDOFF_BRAND_CONCURRENCY = 1
    first, second = started(agent, 2)
    assert claiming.claim(first.pk)
    Handoff.objects.filter(pk=first.pk).update(lease_until=Now() - timedelta(seconds=1))
    assert claiming.claim(second.pk)


def test_a_platform_that_fails_five_times_in_a_row_is_left_alone(agent: Agent, stand_ins: StandIns) -> None:
    fail_in_a_row(agent, stand_ins)
    asked = stand_ins.log()["requests"]["count"]
    [late] = started(agent)
    delivery.deliver(late.pk)
    assert stand_ins.log()["requests"]["count"] == asked
    assert attempts(late) == 0
    assert late.pk not in list(claiming.due(10))
    assert circuits.open_circuits() == 1


def test_another_brand_of_the_same_platform_is_not_held_up(agent: Agent, stand_ins: StandIns) -> None:
    fail_in_a_row(agent, stand_ins)
    [other] = started(an_intercom_agent())
    delivery.deliver(other.pk)
    other.refresh_from_db()
    assert other.context_status == ContextStatus.DELIVERED


def test_after_the_pause_one_alone_finds_out(agent: Agent, stand_ins: StandIns) -> None:
    first, second = fail_in_a_row(agent, stand_ins)[:2]
    Handoff.objects.update(next_due=Now() - timedelta(seconds=1))
    pass_the_pause()
    claim = claiming.claim(first.pk)
    assert claim
    assert claim.is_probe
    assert claiming.claim(second.pk) is None


def test_once_the_platform_is_back_all_that_waited_for_it_is_due(agent: Agent, stand_ins: StandIns) -> None:
    handoffs = fail_in_a_row(agent, stand_ins)
    pass_the_pause()
    Handoff.objects.filter(pk__in=[each.pk for each in handoffs[1:]]).update(next_due=Now() + timedelta(hours=12))
    Handoff.objects.filter(pk=handoffs[0].pk).update(next_due=Now())
    delivery.deliver(handoffs[0].pk)
    assert len(list(claiming.due(10))) == 4
    assert circuit(agent).failures == 0
    assert circuits.open_circuits() == 0


def test_a_probe_that_fails_costs_the_handoff_none_of_its_attempts(agent: Agent, stand_ins: StandIns) -> None:
    handoff = fail_in_a_row(agent, stand_ins)[-1]
    handoff.refresh_from_db()
    before = handoff.failures
    stand_ins.fail(host=INTERCOM, times=1, status=503)
    pass_the_pause()
    Handoff.objects.filter(pk=handoff.pk).update(next_due=Now())
    delivery.deliver(handoff.pk)
    assert attempts(handoff) == 2
    assert handoff.failures == before
    assert circuit(agent).failures == 6


def test_while_a_platform_is_down_there_is_always_one_to_try_it_with(agent: Agent, stand_ins: StandIns) -> None:
    handoff = fail_in_a_row(agent, stand_ins)[-1]
    handoff.refresh_from_db()
    assert handoff.next_due is not None
    assert abs(handoff.next_due - (circuit(agent).open_until or handoff.started_at)) < timedelta(seconds=5)


def test_a_rejected_key_is_no_failure_of_the_platform(agent: Agent, stand_ins: StandIns) -> None:
    stand_ins.fail(host=INTERCOM, times=6, status=401)
    for handoff in started(agent, 6):
        delivery.deliver(handoff.pk)
    assert set(Handoff.objects.values_list("context_status", flat=True)) == {ContextStatus.FAILED}
    assert circuits.open_circuits() == 0


def test_a_platform_that_is_busy_is_left_alone_for_as_long_as_it_says(agent: Agent, stand_ins: StandIns) -> None:
    stand_ins.fail(host=INTERCOM, times=1, status=429, headers={"Retry-After": "60"})
    first, second = started(agent, 2)
    delivery.deliver(first.pk)
    assert circuit(agent).failures == 0
    assert claiming.claim(second.pk) is None


def test_above_the_backlog_whoever_starts_is_told_to_wait(agent: Agent, settings: Any) -> None:
    settings.HANDOFF_BRAND_BACKLOG = 2
    started(agent, 2)
    with pytest.raises(backlog.TooManyWaiting):
        started(agent)
    assert Handoff.objects.count() == 2
    started(an_intercom_agent())


def test_what_waits_for_a_resting_platform_keeps_nobody_from_a_human(
    agent: Agent, stand_ins: StandIns, settings: Any
) -> None:
    settings.HANDOFF_BRAND_BACKLOG = 2
    fail_in_a_row(agent, stand_ins, times=2)
    CircuitBreaker.objects.update(open_until=Now() + timedelta(minutes=1))
    started(agent, 3)
    assert Handoff.objects.count() == 5


def test_its_time_over_it_is_given_up_and_may_be_sent_again(agent: Agent, stand_ins: StandIns) -> None:
    stand_ins.fail(host=INTERCOM, times=1, status=503)
    [handoff] = started(agent)
    Handoff.objects.update(retry_until=Now() - timedelta(seconds=1))
    delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    assert handoff.context_status == ContextStatus.FAILED


def test_the_oldest_that_is_due_tells_how_far_behind_the_workers_are(agent: Agent) -> None:
    assert claiming.oldest_due_age() == 0.0
    [handoff] = started(agent)
    Handoff.objects.filter(pk=handoff.pk).update(next_due=Now() - timedelta(seconds=90))
    assert 90 <= claiming.oldest_due_age() < 120


def test_what_had_bad_luck_goes_soon_after_the_next_that_arrives(agent: Agent, stand_ins: StandIns) -> None:
    unlucky, troubled = fail_in_a_row(agent, stand_ins, times=2)
    Handoff.objects.update(next_due=Now() + timedelta(hours=2), failures=4)
    Handoff.objects.filter(pk=troubled.pk).update(failures=5)
    [well] = started(agent)
    delivery.deliver(well.pk)
    unlucky.refresh_from_db()
    troubled.refresh_from_db()
    assert unlucky.next_due is not None
    assert troubled.next_due is not None
    assert unlucky.next_due < troubled.next_due - timedelta(hours=1)


def test_a_worker_that_wakes_up_after_its_lease_sends_nothing(agent: Agent, stand_ins: StandIns) -> None:
    [handoff] = started(agent)
    slow = claiming.claim(handoff.pk)
    assert slow
    Handoff.objects.update(lease_until=Now() - timedelta(seconds=1))
    quick = claiming.claim(handoff.pk)
    assert quick
    with pytest.raises(claiming.ClaimLost):
        claiming.renew(slow.handoff)
    claiming.renew(quick.handoff)


def test_what_was_under_way_when_the_circuit_opened_makes_the_pause_no_longer(
    agent: Agent, stand_ins: StandIns
) -> None:
    claims = [claiming.claim(handoff.pk) for handoff in started(agent, 7)]
    down = ProviderError("down", status=503)
    for claim in claims:
        assert claim
        after_attempt.failed(claim, down)
    assert circuit(agent).failures == 5
    assert (circuit(agent).open_until or timezone.now()) < timezone.now() + timedelta(seconds=31)

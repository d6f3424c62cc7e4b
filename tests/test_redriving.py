"""Sending again what did not arrive: what may be, who it says it was, and that nothing else moves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.models import Brand
from handoff import redriving, tasks
from handoff.models import ContextStatus, Handoff
from handoff.providers.base import Repeat
from handoff.providers.zendesk import Zendesk
from handoff.redrive_rules import Obstacle, may_double, obstacle_to, why_not
from handoff.redriving import Plan
from tests.admin_builders import a_started_handoff
from tests.builders import a_brand, a_provider

BY = "ada@example.com"
CONNECTED = ({"subdomain": "acme", "email": "handoff@example.com"}, {"api_token": "dG9rOjE2ZjE2Yzk3X3NlY3JldA"})


# The rules


@pytest.mark.parametrize(
    ("status", "is_chosen", "is_connected", "obstacle"),
    [
        ("failed", True, True, None),
        ("unknown", True, True, None),
        ("failed", True, False, Obstacle.NOT_CONNECTED),
        ("failed", False, False, Obstacle.OTHER_PLATFORM),
        ("unknown", False, True, Obstacle.OTHER_PLATFORM),
        ("pending", True, True, Obstacle.ON_ITS_WAY),
        ("delivered", False, True, Obstacle.DELIVERED),
        ("not_supported", True, True, Obstacle.NOTHING_TO_SEND),
    ],
)
def test_what_keeps_a_context_from_being_sent_again(
    status: str, is_chosen: bool, is_connected: bool, obstacle: Obstacle | None
) -> None:
    assert obstacle_to(status, has_api=True, is_chosen=is_chosen, is_connected=is_connected) is obstacle


@pytest.mark.parametrize("is_chosen", [True, False])
def test_a_platform_without_an_api_misses_no_field(is_chosen: bool) -> None:
    assert obstacle_to("unknown", has_api=False, is_chosen=is_chosen, is_connected=False) is Obstacle.NO_API
    assert obstacle_to("delivered", has_api=False, is_chosen=is_chosen, is_connected=False) is Obstacle.DELIVERED


@pytest.mark.parametrize("status", ContextStatus.values)
@pytest.mark.parametrize("can_be_looked_for", [True, False])
def test_only_what_may_have_arrived_and_cant_be_looked_for_may_double(status: str, can_be_looked_for: bool) -> None:
    assert may_double(status, can_be_looked_for=can_be_looked_for) is (status == "unknown" and not can_be_looked_for)


@pytest.mark.parametrize("obstacle", Obstacle)
def test_each_obstacle_is_told_in_a_sentence(obstacle: Obstacle) -> None:
    told = why_not(obstacle, "Gorgias")
    assert told.endswith(".")
    assert "{" not in told


# One, and many


@pytest.fixture
def brand(db: None) -> Brand:
    brand = a_brand()
    a_provider(brand, "zendesk", settings=CONNECTED[0], secrets=CONNECTED[1])
    return brand


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []
    monkeypatch.setattr(tasks, "wake_delivery", found.append)
    return found


@pytest.fixture
def no_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform with an API, and without a way to find anything again."""
    monkeypatch.setattr(Zendesk, "repeat", Repeat.NONE)


def a_handoff(brand: Brand, status: str = "failed", **fields: Any) -> Handoff:
    handoff = a_started_handoff(brand)
    Handoff.objects.filter(pk=handoff.pk).update(
        context_status=status, context_reason="refused", next_due=None, failures=9, attempts=9, **fields
    )
    handoff.refresh_from_db()
    return handoff


def redrive_all(brand: Brand, *, doubtful: bool = False) -> int:
    rows = Handoff.objects.for_brand(brand)
    return redriving.redrive_all(rows, brand.support_provider, BY, doubtful=doubtful)


@pytest.mark.parametrize("status", ["failed", "unknown"])
def test_it_is_due_at_once_for_another_day_and_says_who_asked(
    brand: Brand, woken: list[Any], status: str, django_capture_on_commit_callbacks: Any
) -> None:
    handoff = a_handoff(brand, status, retry_until=timezone.now() - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert redriving.redrive(handoff, brand.support_provider, BY) is None
    handoff.refresh_from_db()
    assert (handoff.context_status, handoff.failures, handoff.attempts) == ("pending", 0, 10)
    assert handoff.next_due
    assert handoff.next_due <= timezone.now()
    assert handoff.retry_until
    assert handoff.retry_until > timezone.now() + timedelta(hours=23)
    assert handoff.events.last().name == "redriven"
    assert handoff.events.last().detail == {"by": BY}
    assert woken == [handoff.pk]


def test_what_the_platform_said_to_earlier_attempts_is_not_told_of_the_new_ones(brand: Brand, woken: list[Any]) -> None:
    handoff = a_handoff(brand, context_reply="Ticket is closed.")
    redriving.redrive(handoff, brand.support_provider, BY)
    handoff.refresh_from_db()
    assert handoff.context_reply == ""


def test_a_second_click_changes_nothing_and_is_told(brand: Brand, woken: list[Any]) -> None:
    handoff = a_handoff(brand)
    as_seen_by_the_other = Handoff.objects.get(pk=handoff.pk)
    assert redriving.redrive(handoff, brand.support_provider, BY) is None
    assert redriving.redrive(as_seen_by_the_other, brand.support_provider, BY) is Obstacle.ON_ITS_WAY
    assert handoff.events.filter(name="redriven").count() == 1


def test_it_never_goes_to_another_platform(brand: Brand, woken: list[Any]) -> None:
    handoff = a_handoff(brand, provider="gorgias")
    assert redriving.redrive(handoff, brand.support_provider, BY) is Obstacle.OTHER_PLATFORM
    assert redrive_all(brand) == 0
    handoff.refresh_from_db()
    assert handoff.context_status == "failed"


def test_without_the_platforms_api_nothing_is_sent_again(woken: list[Any], brand: Brand) -> None:
    handoff = a_handoff(brand)
    brand.support_provider.secrets = {}
    assert redriving.redrive(handoff, brand.support_provider, BY) is Obstacle.NOT_CONNECTED
    assert redrive_all(brand) == 0


def test_all_of_them_go_and_what_arrived_or_is_under_way_stays(brand: Brand, woken: list[Any]) -> None:
    gone = [a_handoff(brand), a_handoff(brand, "unknown")]
    stays = [a_handoff(brand, status) for status in ("delivered", "pending", "not_supported")]
    other = a_brand()
    a_provider(other, "zendesk", settings=CONNECTED[0], secrets=CONNECTED[1])
    stays.append(a_handoff(other))
    assert redrive_all(brand) == 2
    assert all(handoff.events.filter(name="redriven", detail={"by": BY}).count() == 1 for handoff in gone)
    assert not any(handoff.events.filter(name="redriven").exists() for handoff in stays)
    assert redrive_all(brand) == 0


def test_what_may_double_goes_only_where_a_person_says_so(brand: Brand, woken: list[Any], no_look_up: None) -> None:
    failed, unknown = a_handoff(brand), a_handoff(brand, "unknown")
    assert redriving.is_doubtful(unknown)
    assert not redriving.is_doubtful(failed)
    assert redrive_all(brand) == 1
    unknown.refresh_from_db()
    assert unknown.context_status == "unknown"
    assert redrive_all(brand, doubtful=True) == 1


def test_the_plan_counts_what_is_sent_and_what_is_not(brand: Brand, no_look_up: None) -> None:
    for status in ("failed", "failed", "unknown", "delivered"):
        a_handoff(brand, status)
    a_handoff(brand, provider="gorgias")
    plan = redriving.plan_of(Handoff.objects.for_brand(brand), brand.support_provider)
    left_out = {("zendesk", Obstacle.DELIVERED): 1, ("gorgias", Obstacle.OTHER_PLATFORM): 1}
    assert plan == Plan(ready=2, doubtful=1, left_out=left_out)
    assert plan.total == 3


def test_the_oldest_go_first_and_only_so_many_are_woken(
    brand: Brand, woken: list[Any], monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(redriving, "MOST_AT_ONCE", 3)
    monkeypatch.setattr(redriving, "MOST_WAKE_UPS", 2)
    monkeypatch.setattr(redriving, "_CHUNK", 2)
    now = timezone.now()
    handoffs = [a_handoff(brand, started_at=now - timedelta(minutes=ago)) for ago in (1, 4, 2, 3)]
    with django_capture_on_commit_callbacks(execute=True):
        assert redrive_all(brand) == 3
    assert woken == [handoffs[1].pk, handoffs[3].pk]
    assert not handoffs[0].events.filter(name="redriven").exists()

"""A26: a merchant switches something in the middle of a start. It was decided once: that stands, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from agents import scopes
from agents.models import Agent
from handoff import delivery, services
from handoff.models import Handoff, SupportProvider
from tests.runtime import Shop, assert_problem
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db(transaction=True)


def toggle_off(shop: Shop) -> None:
    Agent.objects.filter(pk=shop.agent.pk).update(handoff_enabled=False)


def close(shop: Shop) -> None:
    SupportProvider.objects.filter(pk=shop.provider.pk).update(hours_restricted=True)


def change_platform(shop: Shop) -> None:
    secrets = {"gorgias": {"api_key": "another"}, **shop.provider.secrets}
    SupportProvider.objects.filter(pk=shop.provider.pk).update(kind="gorgias", secrets=secrets)


def switched_in_the_middle(shop: Shop, monkeypatch: pytest.MonkeyPatch, switch: Callable[[Shop], None]) -> Any:
    """The start has read what the merchant set, and not yet written its handoff. SQLite has the merchant wait for it,
    PostgreSQL does not."""
    goes_on = services.attention.require_attention
    switched: list[Future[None]] = []

    def meanwhile(*given: Any) -> None:
        switched.append(merchant.submit(in_a_connection_of_its_own, switch, shop))
        wait(switched, timeout=2)
        goes_on(*given)

    with ThreadPoolExecutor(1) as merchant, monkeypatch.context() as patch:
        patch.setattr(services.attention, "require_attention", meanwhile)
        answer = shop.start()
        switched[0].result(timeout=20)
    return answer


def in_a_connection_of_its_own(switch: Callable[[Shop], None], shop: Shop) -> None:
    try:
        with scopes.maintenance("the tests themselves"):
            switch(shop)
    finally:
        connections.close_all()


@pytest.mark.parametrize("switch", [toggle_off, close])
def test_a_start_that_was_decided_goes_on_and_the_next_is_refused(monkeypatch: pytest.MonkeyPatch, switch: Any) -> None:
    shop = Shop()
    started = switched_in_the_middle(shop, monkeypatch, switch)
    assert (started.status_code, Handoff.objects.get().provider) == (201, "zendesk")
    assert_problem(shop.start(), 409, "handoff_not_allowed")
    assert Handoff.objects.count() == 1


def test_a_platform_that_is_chosen_meanwhile_gets_nothing(monkeypatch: pytest.MonkeyPatch, stand_ins: StandIns) -> None:
    """Decided for the one, delivered nowhere else: given up, with a reason."""
    shop = Shop(kind="intercom", secrets={"access_token": "stand-in-test-token"})
    assert switched_in_the_middle(shop, monkeypatch, change_platform).status_code == 201
    handoff = Handoff.objects.get()
    assert handoff.provider == "intercom"
    Handoff.objects.update(next_due=timezone.now() - timedelta(hours=1))
    delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    assert (handoff.context_status, handoff.context_reason) == ("failed", "provider_changed")
    assert not any(stand_ins.log()[name].get("conversations") for name in ("intercom", "gorgias"))

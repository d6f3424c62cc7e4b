"""Every platform's delivery over real HTTP: what arrives, and that it arrives once, wherever an attempt breaks off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from handoff import chats, contexts, delivery, services
from handoff.models import CircuitBreaker, ContextStatus, Handoff
from handoff.providers import http, registry
from handoff.providers.base import Customer, ProviderError, Reply, Send
from tests.builders import a_brand, a_consultation, a_provider, an_agent
from tests.platforms import PLATFORMS, Platform
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db

each_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.slug)
CUSTOMER = Customer(id="shopper-1", email="ada@example.com", name="Ada")
MOST_STEPS = 12


class Killed(BaseException):
    """The worker's process ended here."""


class Interrupted:
    """A door that breaks off at one request: before it is sent, or after it was done and before the answer came."""

    def __init__(self, send: Send, step: int, *, done: bool, killed: bool) -> None:
        self.send, self.step, self.done, self.killed = send, step, done, killed
        self.count = 0

    def __call__(
        self, method: str, url: str, *, json: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        self.count += 1
        if self.count != self.step:
            return self.send(method, url, json=json, headers=headers)
        if self.done:
            self.send(method, url, json=json, headers=headers)
        raise Killed if self.killed else ProviderError("The connection broke off.", ambiguous=True)

    @property
    def was_interrupted(self) -> bool:
        return self.count >= self.step


def begun(platform: Platform, stand_ins: StandIns) -> Handoff:
    """Started, and the chat open in the customer's browser."""
    brand = a_brand()
    a_provider(brand, platform.slug, settings=platform.settings, secrets=platform.secrets)
    handoff = services.start_handoff(brand, an_agent(brand).pk, a_consultation(customer=CUSTOMER)).handoff
    launch = chats.adapter_of(handoff).launch(contexts.context_of(handoff, "The summary."))
    platform.begin(stand_ins, launch.options)
    return handoff


def attempt(handoff: Handoff) -> Handoff:
    """As if its time had come, and the platform's rest were over."""
    past = Now() - timedelta(seconds=1)
    Handoff.objects.filter(pk=handoff.pk, next_due__isnull=False).update(next_due=past)
    CircuitBreaker.objects.filter(open_until__isnull=False).update(open_until=past)
    delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    return handoff


def attempt_interrupted(handoff: Handoff, door: Interrupted, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(http, "door", lambda *_: door)
        try:
            attempt(handoff)
        except Killed:
            Handoff.objects.filter(pk=handoff.pk).update(lease_until=Now() - timedelta(seconds=1))


@each_platform
def test_the_team_gets_the_summary_where_the_customer_does_not_see_it(platform: Platform, stand_ins: StandIns) -> None:
    handoff = attempt(begun(platform, stand_ins))
    assert (handoff.context_status, handoff.context_via) == (ContextStatus.DELIVERED, "api")
    assert handoff.provider_ref
    [note] = platform.notes_with(stand_ins, handoff.ref)
    assert "order 1001" in note
    assert "I want to talk to a human" in note


@each_platform
@pytest.mark.parametrize("killed", [False, True], ids=["answer lost", "worker killed"])
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_interrupted_at_any_step_and_repeated_it_arrives_once(
    platform: Platform, stand_ins: StandIns, monkeypatch: pytest.MonkeyPatch, done: bool, killed: bool
) -> None:
    for step in range(1, MOST_STEPS):
        stand_ins.reset()
        handoff = begun(platform, stand_ins)
        door = Interrupted(http.door(stand_ins.url), step, done=done, killed=killed)
        attempt_interrupted(handoff, door, monkeypatch)
        if not door.was_interrupted:
            break
        for _ in range(2):
            attempt(handoff)
        assert handoff.context_status == ContextStatus.DELIVERED, step
        assert len(platform.notes_with(stand_ins, handoff.ref)) == 1, step
        assert_made_once(stand_ins, step)
    assert 1 < step < MOST_STEPS - 1, "each step was interrupted once, and the last one was reached"


def assert_made_once(stand_ins: StandIns, step: int) -> None:
    intercom = stand_ins.log()["intercom"]
    assert len(intercom["conversations"]) <= 1, step
    assert len(intercom["contacts"]) <= 1, step


@each_platform
def test_a_search_that_lags_only_delays_what_follows_the_chat(platform: Platform, stand_ins: StandIns) -> None:
    handoff = begun(platform, stand_ins)
    stand_ins.fail(host=platform.host, times=1, lag_s=600)
    attempt(handoff)
    attempt(handoff)
    assert handoff.context_status == ContextStatus.DELIVERED
    assert len(platform.notes_with(stand_ins, handoff.ref)) == 1


@each_platform
def test_each_customer_gets_a_note_of_their_own(platform: Platform, stand_ins: StandIns) -> None:
    first, second = begun(platform, stand_ins), begun(platform, stand_ins)
    attempt(second)
    attempt(first)
    for handoff in (first, second):
        assert len(platform.notes_with(stand_ins, handoff.ref)) == 1
    assert first.provider_ref != second.provider_ref


@each_platform
def test_the_credentials_are_checked_by_a_harmless_read(platform: Platform, stand_ins: StandIns) -> None:
    send = http.door(stand_ins.url)
    good = registry.provider_for(platform.slug, platform.settings, platform.secrets)
    assert good.check(send)
    wrong = registry.provider_for(platform.slug, platform.settings, dict.fromkeys(platform.secrets, "w" * 30))
    with pytest.raises(ProviderError) as caught:
        wrong.check(send)
    assert caught.value.status in (401, 403)
    assert caught.value.permanent


@each_platform
def test_a_platform_that_takes_no_more_for_now_gets_it_later_and_once(platform: Platform, stand_ins: StandIns) -> None:
    handoff = begun(platform, stand_ins)
    stand_ins.limit(platform.slug, most=1, seconds=60)
    attempt(begun(platform, stand_ins))
    attempt(handoff)
    assert (handoff.context_status, handoff.failures) == (ContextStatus.PENDING, 1)
    assert handoff.next_due
    assert handoff.next_due > timezone.now() + timedelta(seconds=1)
    stand_ins.limit(platform.slug, most=100, seconds=60)
    assert attempt(handoff).context_status == ContextStatus.DELIVERED
    assert len(platform.notes_with(stand_ins, handoff.ref)) == 1

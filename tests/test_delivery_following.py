"""A context that follows the customer's chat: looked for until the chat has begun, and what becomes of it else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from agents.models import Agent
from handoff import chats, delivery, services, sweeping, waiting
from handoff.chats import Receipt
from handoff.models import ContextStatus, Handoff, SupportProvider
from handoff.providers import http
from handoff.providers.base import Customer, ProviderError
from tests.builders import a_brand, a_consultation, a_provider, an_agent
from tests.providers.recorder import Recorder

pytestmark = pytest.mark.django_db

SETTINGS = {"subdomain": "acme", "email": "handoff@example.com"}
SECRETS = {"api_token": "stand-in-token-0123456789"}
NO_TICKET: dict[str, Any] = {"results": []}
TICKET = {"results": [{"id": 77}]}
COMMENTS = "GET /api/v2/tickets/77/comments.json?sort_order=desc&per_page=100"
NOTE = "PUT /api/v2/tickets/77.json"


@dataclass
class Zendesk:
    """What the platform answers from now on."""

    send: Recorder
    handoff: Handoff

    def answers(self, search: Any) -> None:
        tag = f"handoff_{self.handoff.ref.lower()}"
        found = f"GET /api/v2/search.json?query=type%3Aticket+tags%3A{tag}&sort_by=created_at"
        self.send.answers = {found: search, COMMENTS: {"comments": []}, NOTE: {}}

    def attempt(self) -> Handoff:
        Handoff.objects.filter(next_due__isnull=False).update(next_due=Now() - timedelta(seconds=1))
        delivery.deliver(self.handoff.pk)
        self.handoff.refresh_from_db()
        return self.handoff

    def report(self, event: str, **fields: Any) -> Handoff:
        chats.record_receipt(self.handoff.pk, Receipt(event, **fields))
        self.handoff.refresh_from_db()
        return self.handoff


def begun(monkeypatch: pytest.MonkeyPatch, **settings: str) -> Zendesk:
    brand = a_brand()
    a_provider(brand, "zendesk", settings={**SETTINGS, **settings}, secrets=SECRETS)
    agent: Agent = an_agent(brand)
    handoff = services.start_handoff(brand, agent.pk, a_consultation(customer=Customer(id="42"))).handoff
    send = Recorder()
    monkeypatch.setattr(http, "door", lambda *_: send)
    platform = Zendesk(send, handoff)
    platform.answers(NO_TICKET)
    return platform


@pytest.fixture
def zendesk(monkeypatch: pytest.MonkeyPatch) -> Zendesk:
    return begun(monkeypatch)


def test_the_launch_does_not_wait_for_what_follows_the_chat(zendesk: Zendesk) -> None:
    state = chats.chat_launch(zendesk.handoff.pk)
    assert (state.status, state.settled) == (chats.READY, True)


def test_waiting_is_no_failure_and_is_told_once(zendesk: Zendesk) -> None:
    for _ in range(30):
        zendesk.attempt()
    handoff = zendesk.handoff
    assert (handoff.context_status, handoff.context_reason) == (ContextStatus.PENDING, "waits_for_chat")
    assert (handoff.failures, handoff.lease_until, handoff.attempts) == (0, None, 30)
    assert [event.name for event in handoff.events.all()] == ["started", "context_waits"]


def test_the_note_follows_as_soon_as_the_ticket_is_there(zendesk: Zendesk) -> None:
    zendesk.attempt()
    zendesk.answers(TICKET)
    handoff = zendesk.attempt()
    assert (handoff.context_status, handoff.context_via, handoff.provider_ref) == (ContextStatus.DELIVERED, "api", "77")
    assert handoff.context_reason == ""
    assert zendesk.send.steps[-1] == NOTE


def test_failures_while_waiting_are_counted_apart_and_forgotten_once_the_platform_answers(zendesk: Zendesk) -> None:
    zendesk.attempt()
    zendesk.answers(ProviderError("down", status=503))
    assert zendesk.attempt().failures == 1
    assert zendesk.attempt().failures == 2
    zendesk.answers(NO_TICKET)
    assert zendesk.attempt().failures == 0


@pytest.mark.parametrize(
    ("waited", "least", "most"),
    [
        (timedelta(0), 1, 3),
        (timedelta(seconds=20), 9, 12),
        (timedelta(minutes=10), 295, 310),
        (timedelta(hours=20), 1795, 1805),
    ],
)
def test_it_is_looked_for_less_often_the_longer_it_was_waited_for(
    zendesk: Zendesk, waited: timedelta, least: float, most: float
) -> None:
    Handoff.objects.update(started_at=timezone.now() - waited)
    handoff = zendesk.attempt()
    assert handoff.next_due
    assert least < (handoff.next_due - timezone.now()).total_seconds() < most


def test_it_is_looked_for_at_once_when_the_chat_opens(zendesk: Zendesk) -> None:
    Handoff.objects.update(started_at=timezone.now() - timedelta(minutes=10))
    zendesk.attempt()
    assert list(sweeping.due()) == []
    zendesk.report(chats.OPENED)
    assert list(sweeping.due()) == [zendesk.handoff.pk]


def test_a_page_view_does_not_hurry_a_platform_that_asked_to_be_left_alone(zendesk: Zendesk) -> None:
    zendesk.attempt()
    zendesk.answers(ProviderError("limit", status=429, retry_after=600))
    zendesk.attempt()
    for _ in range(10):
        zendesk.report(chats.OPENED)
        assert list(sweeping.due()) == []
    assert zendesk.handoff.failures == 1


def test_only_the_first_page_view_makes_it_be_looked_for_at_once(zendesk: Zendesk) -> None:
    zendesk.report(chats.OPENED)
    Handoff.objects.update(opened_at=timezone.now() - timedelta(minutes=10))
    zendesk.attempt()
    zendesk.report(chats.OPENED)
    assert list(sweeping.due()) == []


def test_a_chat_that_opens_while_it_is_decided_how_long_to_wait_is_not_overlooked(
    zendesk: Zendesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    Handoff.objects.update(started_at=timezone.now() - timedelta(minutes=14))
    decided = waiting.may_still_begin

    def opens_meanwhile(handoff: Handoff, now: datetime) -> bool:
        if handoff.opened_at is None:
            chats.record_receipt(handoff.pk, Receipt(chats.OPENED))
        return decided(handoff, now)

    monkeypatch.setattr(waiting, "may_still_begin", opens_meanwhile)
    handoff = zendesk.attempt()
    assert handoff.next_due
    assert handoff.next_due < timezone.now() + timedelta(seconds=30)


def test_a_customer_who_writes_nothing_is_no_failure_of_the_platform(zendesk: Zendesk) -> None:
    zendesk.attempt()
    zendesk.report(chats.OPENED)
    Handoff.objects.update(started_at=timezone.now() - timedelta(hours=25))
    handoff = zendesk.attempt()
    assert (handoff.context_status, handoff.context_reason) == (ContextStatus.NOT_SUPPORTED, "customer_wrote_nothing")
    assert handoff.next_due is None


def test_a_chat_that_did_not_open_ends_the_waiting(zendesk: Zendesk) -> None:
    zendesk.attempt()
    zendesk.report(chats.FAILED, reason="widget_blocked")
    assert list(sweeping.due()) == [zendesk.handoff.pk]
    assert zendesk.attempt().context_status == ContextStatus.NOT_SUPPORTED


def test_what_the_customer_wrote_just_before_closing_still_gets_its_note(zendesk: Zendesk) -> None:
    zendesk.attempt()
    zendesk.report(chats.OPENED)
    zendesk.report(chats.CLOSED)
    assert zendesk.attempt().context_status == ContextStatus.PENDING
    zendesk.answers(TICKET)
    assert zendesk.attempt().context_status == ContextStatus.DELIVERED


def test_some_time_after_the_end_nobody_looks_any_more(zendesk: Zendesk) -> None:
    zendesk.attempt()
    zendesk.report(chats.OPENED)
    zendesk.report(chats.CLOSED)
    Handoff.objects.update(ended_at=timezone.now() - timedelta(minutes=3))
    assert zendesk.attempt().context_reason == "customer_wrote_nothing"


@pytest.mark.parametrize("opened", [True, False])
def test_where_the_chat_begins_with_a_message_a_chat_that_is_not_found_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, opened: bool
) -> None:
    """Something is set up wrongly, and nobody would know."""
    zendesk = begun(monkeypatch, multiple_conversations="yes")
    zendesk.attempt()
    if opened:
        zendesk.report(chats.OPENED)
    Handoff.objects.update(started_at=timezone.now() - timedelta(hours=25))
    handoff = zendesk.attempt()
    failed = (ContextStatus.FAILED, "chat_not_found")
    assert (handoff.context_status, handoff.context_reason) == (
        failed if opened else (ContextStatus.NOT_SUPPORTED, "customer_wrote_nothing")
    )


# With a field besides: the browser carries the summary, and the note is better still.


def test_a_launch_with_a_field_waits_for_the_summary_and_not_for_the_ticket(monkeypatch: pytest.MonkeyPatch) -> None:
    zendesk = begun(monkeypatch, summary_field_id="360")
    assert chats.chat_launch(zendesk.handoff.pk).status == chats.PREPARING
    zendesk.attempt()
    state = chats.chat_launch(zendesk.handoff.pk)
    assert (state.status, state.settled) == (chats.READY, True)
    assert state.launch
    assert state.launch.options["fields"][0]["id"] == "360"


def test_the_note_counts_more_than_what_the_browser_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    zendesk = begun(monkeypatch, summary_field_id="360")
    zendesk.attempt()
    handoff = zendesk.report(chats.OPENED, context_passed=True)
    assert (handoff.context_status, handoff.context_via) == (ContextStatus.PENDING, "browser_fields")
    zendesk.answers(TICKET)
    assert (zendesk.attempt().context_status, zendesk.handoff.context_via) == (ContextStatus.DELIVERED, "api")


@pytest.mark.parametrize("rejected", [True, False])
def test_where_no_note_could_follow_what_the_browser_carried_stands(
    monkeypatch: pytest.MonkeyPatch, rejected: bool
) -> None:
    zendesk = begun(monkeypatch, summary_field_id="360")
    zendesk.attempt()
    zendesk.report(chats.OPENED, context_passed=True)
    if rejected:
        zendesk.answers(ProviderError("refused (401)", status=401, permanent=True))
    else:
        Handoff.objects.update(started_at=timezone.now() - timedelta(hours=25))
    handoff = zendesk.attempt()
    assert (handoff.context_status, handoff.context_via) == (ContextStatus.DELIVERED, "browser_fields")
    failed = [event.detail["reason"] for event in handoff.events.filter(name="attempt_failed")]
    assert failed == (["refused (401)"] if rejected else [])


def test_a_rejected_token_does_not_hide_what_the_browser_carries_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    zendesk = begun(monkeypatch, summary_field_id="360")
    zendesk.answers(ProviderError("refused (401)", status=401, permanent=True))
    assert zendesk.attempt().context_status == ContextStatus.FAILED
    handoff = zendesk.report(chats.OPENED, context_passed=True)
    assert (handoff.context_status, handoff.context_via) == (ContextStatus.DELIVERED, "browser_fields")


def test_what_arrived_stays_so_where_the_token_is_removed_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    zendesk = begun(monkeypatch, summary_field_id="360")
    zendesk.attempt()
    zendesk.report(chats.OPENED, context_passed=True)
    SupportProvider.objects.update(secrets={})
    handoff = zendesk.attempt()
    assert (handoff.context_status, handoff.context_reason) == (ContextStatus.DELIVERED, "confirmed_by_browser")


def test_a_token_that_is_removed_while_it_waits_leaves_the_rest_to_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    zendesk = begun(monkeypatch, summary_field_id="360")
    zendesk.attempt()
    SupportProvider.objects.update(secrets={})
    handoff = zendesk.attempt()
    assert (handoff.context_status, handoff.context_reason, handoff.next_due) == (ContextStatus.PENDING, "", None)
    assert zendesk.report(chats.OPENED, context_passed=True).context_status == ContextStatus.DELIVERED


def test_closing_the_chat_does_not_take_back_what_the_browser_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    zendesk = begun(monkeypatch, summary_field_id="360")
    zendesk.attempt()
    zendesk.report(chats.OPENED, context_passed=True)
    zendesk.report(chats.CLOSED)
    Handoff.objects.update(ended_at=timezone.now() - timedelta(minutes=3))
    assert (zendesk.attempt().context_status, zendesk.handoff.context_via) == (
        ContextStatus.DELIVERED,
        "browser_fields",
    )


def test_another_platform_chosen_meanwhile_gets_no_note(zendesk: Zendesk) -> None:
    zendesk.attempt()
    SupportProvider.objects.update(kind="gorgias")
    assert zendesk.attempt().context_status == ContextStatus.FAILED


# What a browser's word is worth.


@pytest.mark.parametrize(
    ("kind", "settings", "status", "reason"),
    [
        ("zendesk", {"summary_field_id": "360"}, ContextStatus.DELIVERED, "confirmed_by_browser"),
        ("gorgias", {"visible_request": "yes"}, ContextStatus.UNKNOWN, "given_to_chat"),
        ("intercom", {}, ContextStatus.UNKNOWN, "ready_to_send"),
        ("sprinklr", {"summary_field_id": "_c_" + "5" * 24}, ContextStatus.DELIVERED, "confirmed_by_browser"),
        ("shopify_inbox", {}, ContextStatus.UNKNOWN, "ready_to_send"),
    ],
)
def test_what_a_browser_says_is_believed_as_far_as_it_can_know(
    kind: str, settings: dict[str, str], status: str, reason: str
) -> None:
    brand = a_brand()
    a_provider(brand, kind, settings=settings)
    handoff = services.start_handoff(brand, an_agent(brand).pk, a_consultation()).handoff
    delivery.deliver(handoff.pk)
    chats.record_receipt(handoff.pk, Receipt(chats.OPENED, context_passed=True))
    handoff.refresh_from_db()
    assert (handoff.context_status, handoff.context_reason) == (status, reason)

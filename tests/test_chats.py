"""The browser's side: what it must do, and what its reports change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.models import Agent
from handoff import chats, delivery, expiry, sentences, services
from handoff.chats import Receipt
from handoff.models import ChatStatus, ContextStatus, Handoff
from tests.builders import a_brand, a_consultation, a_provider, an_agent

pytestmark = pytest.mark.django_db

FIELD = {"summary_field_id": "123456"}


def a_handoff(kind: str = "zendesk", *, enabled: bool = True, **provider: object) -> Handoff:
    brand = a_brand()
    a_provider(brand, kind, **provider)  # type: ignore[arg-type]
    agent: Agent = an_agent(brand)
    return services.start_handoff(brand, agent.pk, a_consultation()).handoff


def report(handoff: Handoff, event: str, **fields: object) -> Handoff:
    chats.record_receipt(handoff.pk, Receipt(event, **fields))  # type: ignore[arg-type]
    handoff.refresh_from_db()
    return handoff


def long_ago(handoff: Handoff) -> None:
    Handoff.objects.filter(pk=handoff.pk).update(started_at=timezone.now() - timedelta(seconds=3))


def test_zendesk_opens_at_once_without_context() -> None:
    state = chats.chat_launch(a_handoff().pk)
    assert state.status == chats.READY
    assert state.launch
    assert (state.launch.provider, dict(state.launch.options)) == ("zendesk", {})


def test_a_launch_that_carries_the_summary_waits_for_it() -> None:
    handoff = a_handoff(settings=FIELD)
    assert chats.chat_launch(handoff.pk).status == chats.PREPARING
    delivery.deliver(handoff.pk)
    state = chats.chat_launch(handoff.pk)
    assert state.launch
    assert state.settled
    assert state.launch.options["fields"][0]["id"] == "123456"


def test_a_launch_waits_two_seconds_and_then_takes_the_brief() -> None:
    handoff = a_handoff(settings=FIELD)
    long_ago(handoff)
    state = chats.chat_launch(handoff.pk)
    assert (state.status, state.settled) == (chats.READY, False)
    assert state.launch
    assert "order 1001" in state.launch.options["fields"][0]["value"]


def test_an_anonymous_customer_of_intercom_is_asked_for_by_the_widget() -> None:
    handoff = a_handoff("intercom", secrets={"access_token": "stand-in-test-token"})
    assert chats.chat_launch(handoff.pk).wants == chats.VISITOR_ID
    report(handoff, chats.VISITOR, visitor_id="v-1")
    assert handoff.visitor_id == "v-1"
    assert chats.chat_launch(handoff.pk).wants == ""
    assert handoff.next_due
    assert handoff.next_due <= timezone.now() + timedelta(seconds=1)


def test_an_opened_chat_lives_for_a_day() -> None:
    handoff = report(a_handoff(), chats.OPENED)
    assert handoff.chat_status == ChatStatus.OPENED
    assert handoff.opened_at
    assert handoff.expires_at > timezone.now() + timedelta(hours=23)


def test_coming_back_on_the_next_page_is_a_sign_of_life_and_no_news() -> None:
    handoff = report(a_handoff(), chats.OPENED)
    opened_at = handoff.opened_at
    Handoff.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    for _ in range(3):
        report(handoff, chats.OPENED)
    assert handoff.opened_at == opened_at
    assert handoff.expires_at > timezone.now() + timedelta(hours=23)
    assert [event.detail["status"] for event in handoff.events.filter(name="chat")] == ["opened"]


def test_an_open_chat_that_could_not_be_shown_again_gives_the_conversation_back() -> None:
    handoff = report(report(a_handoff(), chats.OPENED), chats.CLOSED, reason="widget_timeout")
    assert (handoff.chat_status, handoff.chat_reason, handoff.end_reason) == (
        ChatStatus.CLOSED,
        "widget_timeout",
        "chat_closed",
    )


def test_a_chat_that_did_not_open_gives_the_conversation_back() -> None:
    handoff = report(a_handoff(), chats.FAILED, reason="widget_blocked")
    assert (handoff.chat_status, handoff.chat_reason) == (ChatStatus.FAILED, "widget_blocked")
    assert handoff.end_reason == "chat_failed"
    with pytest.raises(chats.HandoffEnded):
        chats.chat_launch(handoff.pk)


def test_a_second_browsers_failure_does_not_end_an_open_chat() -> None:
    handoff = report(a_handoff(), chats.OPENED)
    assert report(handoff, chats.FAILED, reason="widget_blocked").ended_at is None


def test_a_chat_that_the_customer_closed_is_over() -> None:
    handoff = report(report(a_handoff(), chats.OPENED), chats.CLOSED)
    assert (handoff.chat_status, handoff.end_reason) == (ChatStatus.CLOSED, "chat_closed")


def test_reports_after_the_end_change_nothing() -> None:
    handoff = report(a_handoff(), chats.FAILED)
    assert report(handoff, chats.OPENED).chat_status == ChatStatus.FAILED


def test_the_browsers_word_settles_what_it_carried() -> None:
    handoff = a_handoff(settings=FIELD)
    delivery.deliver(handoff.pk)
    report(handoff, chats.OPENED, context_passed=True)
    assert (handoff.context_status, handoff.context_via) == (ContextStatus.DELIVERED, "browser_fields")


def test_what_the_browser_did_not_confirm_counts_as_failed() -> None:
    handoff = a_handoff(settings=FIELD)
    delivery.deliver(handoff.pk)
    report(handoff, chats.FAILED, reason="widget_timeout")
    assert (handoff.context_status, handoff.context_reason) == (ContextStatus.FAILED, "not_confirmed_by_browser")


def test_a_browser_cannot_vouch_for_what_the_server_delivers() -> None:
    handoff = a_handoff("intercom", secrets={"access_token": "stand-in-test-token"})
    report(handoff, chats.OPENED, context_passed=True)
    assert handoff.context_status == ContextStatus.PENDING


def test_zendesk_without_a_field_passes_no_context() -> None:
    handoff = a_handoff()
    delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    assert handoff.context_status == ContextStatus.NOT_SUPPORTED


def test_a_chat_that_failed_before_the_delivery_leaves_no_context_behind() -> None:
    handoff = report(a_handoff(settings=FIELD), chats.FAILED, reason="widget_blocked")
    delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    assert (handoff.context_status, handoff.context_reason) == (ContextStatus.FAILED, "not_confirmed_by_browser")


def test_every_launch_carries_what_is_said_where_the_chat_does_not_open() -> None:
    plain, named = a_handoff(), a_handoff(settings=FIELD, contact_email="help@shop.example")
    assert chats.chat_launch(plain.pk).fallback == sentences.failed(sentences.Wording())
    preparing = chats.chat_launch(named.pk)
    assert preparing.status == chats.PREPARING
    assert preparing.fallback == f"{sentences.failed(sentences.Wording())} You can also write to help@shop.example."


def test_a_chat_that_opens_at_the_last_moment_is_not_ended() -> None:
    handoff = a_handoff()
    Handoff.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    [found] = expiry.overdue(1)
    overdue = Handoff.objects.get(pk=found)
    report(handoff, chats.OPENED)
    assert not expiry.end_overdue(overdue)
    handoff.refresh_from_db()
    assert handoff.ended_at is None

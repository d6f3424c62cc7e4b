"""From the claimed row to a note at the platform, over real HTTP to the stand-in, faults included."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models.functions import Now
from django.utils import timezone

from agents.models import Agent
from handoff import delivery, retries, services, sweeping
from handoff.models import CircuitBreaker, ContextStatus, Handoff, SupportProvider
from handoff.providers.base import Customer, Repeat
from handoff.providers.intercom import Intercom
from tests.builders import a_brand, a_consultation, a_provider, an_agent
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db

TOKEN = "stand-in-test-token"
INTERCOM = "api.intercom.io"
CARD = "4111 1111 1111 1111"


@pytest.fixture
def agent(stand_ins: StandIns) -> Agent:
    brand = a_brand()
    a_provider(brand, "intercom", secrets={"access_token": TOKEN})
    return an_agent(brand)


def started(agent: Agent, *said: str, **customer: str) -> Handoff:
    known = Customer(**(customer or {"id": "shopper-1", "email": "ada@example.com"}))
    consultation = a_consultation(*said, customer=known)
    return services.start_handoff(agent.brand, agent.pk, consultation).handoff


def delivered(handoff: Handoff) -> Handoff:
    delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    return handoff


def make_due(handoff: Handoff) -> None:
    """As if the time had passed, for the platform's rest too."""
    Handoff.objects.filter(pk=handoff.pk).update(next_due=Now() - timedelta(seconds=1))
    CircuitBreaker.objects.filter(open_until__isnull=False).update(open_until=Now() - timedelta(seconds=1))


def conversations(stand_ins: StandIns) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stand_ins.log()["intercom"]["conversations"]
    return found


def notes(stand_ins: StandIns) -> list[str]:
    parts = [part for one in conversations(stand_ins) for part in one["parts"]]
    return [part["body"] for part in parts if part["part_type"] == "note"]


def test_the_summary_stands_in_a_note_that_only_the_team_reads(agent: Agent, stand_ins: StandIns) -> None:
    handoff = delivered(started(agent))
    assert (handoff.context_status, handoff.context_via, handoff.attempts) == (ContextStatus.DELIVERED, "api", 1)
    [conversation] = conversations(stand_ins)
    assert handoff.provider_ref == conversation["id"]
    assert handoff.ref in conversation["body"]
    [note] = notes(stand_ins)
    assert "order 1001" in note
    assert "order 1001" in handoff.summary.text


def test_a_card_number_never_reaches_the_platform(agent: Agent, stand_ins: StandIns) -> None:
    delivered(started(agent, f"My card {CARD} was charged twice", "Sorry!", f"A human please, card {CARD}"))
    held = json.dumps(stand_ins.log())
    assert "4111" not in held


def test_delivering_twice_changes_nothing(agent: Agent, stand_ins: StandIns) -> None:
    handoff = delivered(delivered(started(agent)))
    assert handoff.attempts == 1
    assert len(notes(stand_ins)) == 1


def test_a_row_that_another_worker_holds_is_left_alone(agent: Agent, stand_ins: StandIns) -> None:
    handoff = started(agent)
    Handoff.objects.update(lease_until=Now() + timedelta(minutes=1))
    assert delivered(handoff).attempts == 0
    assert list(sweeping.due()) == []


def test_a_row_that_a_dead_worker_left_behind_is_taken_up(agent: Agent, stand_ins: StandIns) -> None:
    handoff = started(agent)
    Handoff.objects.update(attempts=1, lease_until=Now() - timedelta(seconds=1))
    assert list(sweeping.due()) == [handoff.pk]
    assert delivered(handoff).context_status == ContextStatus.DELIVERED


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 503, "body": "<html>down</html>"},
        {"status": 429, "headers": {"Retry-After": "1"}},
        {"body": "no JSON at all"},
        {"drop": "before"},
    ],
    ids=str,
)
def test_a_passing_failure_is_tried_again(agent: Agent, stand_ins: StandIns, fault: dict[str, Any]) -> None:
    stand_ins.fail(host=INTERCOM, times=1, **fault)
    handoff = delivered(started(agent))
    assert (handoff.context_status, handoff.attempts, handoff.lease_until) == (ContextStatus.PENDING, 1, None)
    assert [event.name for event in handoff.events.all()] == ["started", "attempt_failed"]
    make_due(handoff)
    assert delivered(handoff).context_status == ContextStatus.DELIVERED
    assert (len(conversations(stand_ins)), len(notes(stand_ins))) == (1, 1)


@pytest.mark.parametrize("path", ["/conversations", "/contacts"])
def test_what_was_done_though_the_answer_was_lost_is_not_done_twice(
    agent: Agent, stand_ins: StandIns, path: str
) -> None:
    stand_ins.fail(host=INTERCOM, path_prefix=path, method="POST", times=1, drop="after")
    handoff = delivered(started(agent))
    for _ in range(3):
        make_due(handoff)
        delivered(handoff)
    assert handoff.context_status == ContextStatus.DELIVERED
    assert (len(conversations(stand_ins)), len(notes(stand_ins))) == (1, 1)
    assert len(stand_ins.log()["intercom"]["contacts"]) == 1


def test_a_lost_answer_to_the_note_does_not_write_it_twice(agent: Agent, stand_ins: StandIns) -> None:
    handoff = started(agent)
    stand_ins.fail(host=INTERCOM, path_prefix="/conversations/", method="POST", times=1, drop="after")
    delivered(handoff)
    make_due(handoff)
    assert delivered(handoff).context_status == ContextStatus.DELIVERED
    assert len(notes(stand_ins)) == 1


def test_a_wait_that_the_platform_asks_for_is_kept_but_never_for_a_year(agent: Agent, stand_ins: StandIns) -> None:
    stand_ins.fail(host=INTERCOM, times=1, status=429, headers={"Retry-After": "1000000000"})
    handoff = delivered(started(agent))
    assert handoff.next_due
    assert handoff.next_due <= timezone.now() + timedelta(minutes=15, seconds=5)
    assert handoff.next_due > timezone.now() + timedelta(seconds=30)


def test_a_rejected_credential_fails_at_once_and_says_so(agent: Agent, stand_ins: StandIns) -> None:
    SupportProvider.objects.update(secrets={"intercom": {"access_token": "wrong-token-of-somebody"}})
    handoff = delivered(started(agent))
    assert (handoff.context_status, handoff.attempts) == (ContextStatus.FAILED, 1)
    assert handoff.context_reason
    assert "wrong-token" not in handoff.context_reason


def test_it_gives_up_after_the_last_try(agent: Agent, stand_ins: StandIns) -> None:
    stand_ins.fail(host=INTERCOM, times=99, status=500)
    handoff = started(agent)
    Handoff.objects.update(failures=retries.MOST_FAILURES)
    assert delivered(handoff).context_status in (ContextStatus.FAILED, ContextStatus.UNKNOWN)
    assert handoff.next_due is None


def test_a_worker_that_dies_of_each_attempt_does_not_go_on_for_ever(agent: Agent, stand_ins: StandIns) -> None:
    handoff = started(agent)
    Handoff.objects.update(crashes=retries.MOST_CRASHES, lease_until=Now() - timedelta(seconds=1))
    assert delivered(handoff).context_status == ContextStatus.UNKNOWN
    assert conversations(stand_ins) == []


def test_what_can_be_neither_keyed_nor_looked_up_is_not_sent_again(
    agent: Agent, stand_ins: StandIns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Intercom, "repeat", Repeat.NONE)
    handoff = started(agent)
    stand_ins.fail(host=INTERCOM, path="/conversations", method="POST", times=1, drop="after")
    assert delivered(handoff).context_status == ContextStatus.UNKNOWN
    assert (handoff.next_due, handoff.attempts) == (None, 1)
    assert len(conversations(stand_ins)) == 1


def test_a_refusal_is_certain_and_tried_again_all_the_same(
    agent: Agent, stand_ins: StandIns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Intercom, "repeat", Repeat.NONE)
    stand_ins.fail(host=INTERCOM, times=1, status=503)
    handoff = delivered(started(agent))
    assert (handoff.context_status, handoff.failures) == (ContextStatus.PENDING, 1)


@pytest.mark.parametrize(
    ("repeat", "status"), [(Repeat.NONE, ContextStatus.UNKNOWN), (Repeat.LOOK_UP, ContextStatus.DELIVERED)]
)
def test_what_a_dead_worker_may_have_sent_is_repeated_only_where_that_is_safe(
    agent: Agent, stand_ins: StandIns, monkeypatch: pytest.MonkeyPatch, repeat: Repeat, status: ContextStatus
) -> None:
    monkeypatch.setattr(Intercom, "repeat", repeat)
    handoff = started(agent)
    Handoff.objects.update(attempts=1, lease_until=Now() - timedelta(seconds=1))
    assert delivered(handoff).context_status == status
    assert len(conversations(stand_ins)) == (status == ContextStatus.DELIVERED)


def test_a_shorter_transcript_takes_nothing_from_what_the_team_reads(agent: Agent, stand_ins: StandIns) -> None:
    handoff = started(agent)
    only = a_consultation("Hello?", conversation=handoff.conversation.external_id)
    services.decide(agent.brand, agent.pk, only)
    services.start_handoff(agent.brand, agent.pk, only)
    delivered(handoff)
    assert "order 1001" in notes(stand_ins)[0]


def test_another_platform_chosen_meanwhile_gets_nothing(agent: Agent, stand_ins: StandIns) -> None:
    handoff = started(agent)
    SupportProvider.objects.update(kind="zendesk")
    assert delivered(handoff).context_status == ContextStatus.FAILED
    assert conversations(stand_ins) == []


def test_without_a_token_the_browser_carries_what_there_is(agent: Agent, stand_ins: StandIns) -> None:
    SupportProvider.objects.update(secrets={})
    handoff = delivered(started(agent))
    assert (handoff.context_status, handoff.context_via, handoff.next_due) == (ContextStatus.PENDING, "prefilled", None)
    assert list(sweeping.due()) == []


def test_an_anonymous_customer_is_waited_for(agent: Agent, stand_ins: StandIns) -> None:
    handoff = delivered(started(agent, name="Somebody"))
    assert handoff.attempts == 0
    make_due(handoff)
    assert delivered(handoff).context_status == ContextStatus.NOT_SUPPORTED


def test_our_own_mistake_neither_crashes_the_worker_nor_shows_the_customers_words(
    agent: Agent, stand_ins: StandIns, caplog: pytest.LogCaptureFixture
) -> None:
    handoff = started(agent, "My secret is Rumpelstilzchen. A human please!")
    agent.brand.support_provider.delete()
    with caplog.at_level(logging.DEBUG):
        delivered(handoff)
    assert handoff.context_status == ContextStatus.PENDING
    assert "Rumpelstilzchen" not in caplog.text


def test_the_sweep_command_delivers_without_a_worker(agent: Agent, stand_ins: StandIns, capsys: Any) -> None:
    handoff = started(agent)
    call_command("sweep")
    handoff.refresh_from_db()
    assert handoff.context_status == ContextStatus.DELIVERED
    assert "1 delivered or tried" in capsys.readouterr().out


def test_a_handoff_that_nobody_opened_is_ended_by_the_sweeper(agent: Agent, stand_ins: StandIns) -> None:
    handoff = delivered(started(agent))
    Handoff.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert sweeping.tidy() == 1
    handoff.refresh_from_db()
    assert handoff.end_reason == "not_opened"

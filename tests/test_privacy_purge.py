"""What a Brand has kept for long enough goes, and nothing sooner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from agents.models import Agent, Brand, Conversation, Message
from agents.purging import deletions_allowed
from handoff import heartbeats, services, tasks, transitions
from handoff.ages import cautious, cutoffs
from handoff.models import (
    ContextStatus,
    DecisionRecord,
    Disclosure,
    Handoff,
    HandoffEvent,
    Heartbeat,
    ModelPurpose,
    ModelUsage,
    Recipient,
    Summary,
)
from handoff.privacy import purging
from handoff.privacy.purging import Purged, purge
from playbooks.models import PlaybookVersion
from tests.builders import a_brand, a_consultation, a_playbook, a_provider, an_agent

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
DAY = timedelta(days=1)
WORDS = "somebody's words"


@pytest.fixture
def agent() -> Agent:
    brand = a_brand()
    a_provider(brand)
    return an_agent(brand)


def ended(agent: Agent, at: datetime, **handoff: Any) -> Handoff:
    """A conversation with texts in all tables, and its handoff, both of which ended then."""
    row = services.start_handoff(agent.brand, agent.pk, a_consultation()).handoff
    Summary.objects.create(conversation=row.conversation, handoff=row, source="brief", turn_count=1, text="Words")
    services.decide(agent.brand, agent.pk, a_consultation(conversation=row.conversation.external_id))
    done = {"context_status": ContextStatus.DELIVERED, "next_due": None, "ended_at": at, "end_reason": "returned"}
    Handoff.objects.filter(pk=row.pk).update(**{**done, **handoff})
    Conversation.objects.filter(pk=row.conversation_id).update(updated_at=at)
    row.refresh_from_db()
    return row


def has_words(handoff: Handoff) -> bool:
    return handoff.conversation.messages.exists()


# The rule, on values alone


@pytest.mark.parametrize(
    ("now", "days", "cutoff"),
    [
        (NOW, 30, datetime(2026, 10, 29, 12, tzinfo=UTC)),
        # Over the end of summer time in Europe and America, and over a leap day: a day has 24 hours.
        (datetime(2026, 10, 26, 0, 30, tzinfo=UTC), 1, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2028, 3, 1, tzinfo=UTC), 1, datetime(2028, 2, 29, tzinfo=UTC)),
        (datetime(2026, 3, 29, 3, tzinfo=UTC), 30, datetime(2026, 2, 27, 3, tzinfo=UTC)),
    ],
)
def test_when_a_time_is_over(now: datetime, days: int, cutoff: datetime) -> None:
    assert cutoffs(now, days, 400).texts == cutoff
    assert cutoffs(now, 30, 400).rest == now - timedelta(days=400)


def test_a_clock_that_runs_ahead_deletes_nothing() -> None:
    assert cautious(NOW + 900 * DAY, NOW) == NOW
    assert cautious(NOW, NOW + 900 * DAY) == NOW


# Conversations


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "texts", "row"),
    [
        (30 * DAY - MICRO, True, True),
        (30 * DAY, False, True),
        (30 * DAY + MICRO, False, True),
        (400 * DAY - MICRO, False, True),
        (400 * DAY, False, False),
        (4000 * DAY, False, False),
        (timedelta(0), True, True),
        # A clock that ran ahead when it was written.
        (-5000 * DAY, True, True),
    ],
)
def test_at_the_very_moment(agent: Agent, age: timedelta, texts: bool, row: bool) -> None:
    handoff = ended(agent, NOW - age)
    purge(agent.brand, NOW)
    assert Conversation.objects.exists() is row
    assert Message.objects.exists() is texts
    assert HandoffEvent.objects.filter(handoff=handoff.pk).exists() is row


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kept_alive",
    [
        {"ended_at": None},
        {"ended_at": NOW - 30 * DAY + MICRO},
        {"context_status": ContextStatus.PENDING, "next_due": NOW - 90 * DAY},
        {"context_status": ContextStatus.PENDING, "next_due": NOW + DAY},
        {"context_status": ContextStatus.PENDING, "next_due": NOW, "lease_until": NOW + DAY},
    ],
)
def test_what_is_open_or_yet_to_be_delivered_is_left_alone(agent: Agent, kept_alive: dict[str, Any]) -> None:
    handoff = ended(agent, NOW - 900 * DAY, **kept_alive)
    assert not purging.would_purge(agent.brand, NOW).anything
    assert not purge(agent.brand, NOW).anything
    assert has_words(handoff)


@pytest.mark.django_db
def test_a_conversation_that_went_on_after_its_handoff_is_kept_by_its_last_word(agent: Agent) -> None:
    handoff = ended(agent, NOW - 90 * DAY)
    Conversation.objects.update(updated_at=NOW - 29 * DAY)
    purge(agent.brand, NOW)
    assert has_words(handoff)


@pytest.mark.django_db
def test_a_conversation_that_was_never_handed_off_goes_too(agent: Agent) -> None:
    services.decide(agent.brand, agent.pk, a_consultation("Hm.", "Sorry.", trigger=None))
    services.decide(agent.brand, agent.pk, a_consultation())
    Conversation.objects.update(updated_at=NOW - 31 * DAY)
    assert purge(agent.brand, NOW).texts == Conversation.objects.count() > 0
    assert not Message.objects.exists()
    record = DecisionRecord.objects.get()
    assert (record.sentence, record.evidence, record.reason) == ("", [], "customer_request")


@pytest.mark.django_db
def test_figures_stay_when_texts_go(agent: Agent) -> None:
    handoff = ended(agent, NOW - 31 * DAY)
    before = list(handoff.events.values_list("name", "at"))
    assert purge(agent.brand, NOW) == Purged(texts=1)
    handoff.refresh_from_db()
    assert list(handoff.events.values_list("name", "at")) == before
    assert (handoff.context_status, handoff.reason) == ("delivered", "customer_request")
    assert handoff.conversation.customer == {}
    assert purge(agent.brand, NOW) == Purged()


@pytest.mark.django_db
def test_who_comes_back_after_the_purge_is_served_as_ever(agent: Agent) -> None:
    handoff = ended(agent, NOW - 31 * DAY)
    purge(agent.brand, NOW)
    again = a_consultation(conversation=handoff.conversation.external_id)
    assert services.start_handoff(agent.brand, agent.pk, again).created
    row = Conversation.objects.get()
    assert (row.texts_removed_at, row.messages.count()) == (None, 3)


@pytest.mark.django_db
def test_each_brand_has_its_own_time_and_its_own_figures_go(agent: Agent) -> None:
    Brand.objects.filter(pk=agent.brand_id).update(texts_kept_days=1, rest_kept_days=2)
    other = an_agent(a_brand())
    a_provider(other.brand)
    mine, theirs = ended(agent, NOW - 3 * DAY), ended(other, NOW - 3 * DAY)
    for brand in (agent.brand, other.brand):
        ModelUsage.objects.create(brand=brand, day=(NOW - 3 * DAY).date(), purpose=ModelPurpose.SUMMARY)
        Disclosure.objects.create(brand=brand, recipient=Recipient.MODEL, name="m", at=NOW - 3 * DAY)
    purged = purge(Brand.objects.get(pk=agent.brand_id), NOW)
    assert (purged.conversations, purged.handoffs, purged.figures) == (1, 1, 2)
    assert purged.events > 0
    assert not Handoff.objects.filter(pk=mine.pk).exists()
    assert not purge(other.brand, NOW).anything
    assert has_words(theirs)
    assert (ModelUsage.objects.count(), Disclosure.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_dry_run_tells_what_a_run_then_does(agent: Agent, capsys: pytest.CaptureFixture[str]) -> None:
    now = timezone.now()
    ended(agent, now - 31 * DAY)
    ended(agent, now - 500 * DAY)
    ended(agent, now - 1 * DAY)
    would = purging.would_purge(agent.brand, now)
    call_command("purge", dry_run=True)
    dry = capsys.readouterr().out
    assert Message.objects.count() == 9
    call_command("purge", brand=str(agent.brand.pk))
    wet = capsys.readouterr().out
    assert dry.splitlines()[0] == wet.splitlines()[0]
    assert dry.replace("Would be deleted", "Deleted") == wet
    assert (would.texts, would.conversations, Message.objects.count()) == (1, 1, 3)


@pytest.mark.django_db
def test_the_task_of_each_hour_purges_all_brands(agent: Agent) -> None:
    ended(agent, timezone.now() - 31 * DAY)
    tasks.purge()
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_a_task_that_is_handed_out_again_purges_nothing(agent: Agent) -> None:
    tasks.purge()
    handoff = ended(agent, timezone.now() - 31 * DAY)
    tasks.purge()
    assert has_words(handoff)
    Heartbeat.objects.filter(name=heartbeats.PURGE).update(at=Now() - timedelta(minutes=51))
    tasks.purge()
    assert not has_words(handoff)


@pytest.mark.django_db
def test_one_brand_s_trouble_with_the_database_stops_nobody_else_s_purge(agent: Agent, caplog: Any) -> None:
    """Whichever of the two comes first."""
    brand = a_brand()
    a_provider(brand)
    troubled, fine = (ended(one, timezone.now() - 31 * DAY) for one in (agent, an_agent(brand)))
    for brand_id, other in ((troubled.brand_id, fine), (fine.brand_id, troubled)):
        with connection.execute_wrapper(failing_for(brand_id)):
            purging.purge_some()
        assert not has_words(other)
        assert f"Purge of Brand {brand_id}" in caplog.text
    assert WORDS not in caplog.text


def failing_for(brand_id: UUID) -> Callable[..., Any]:
    def run(execute: Callable[..., Any], statement: str, values: Any, many: bool, context: Any) -> Any:
        if any(str(value).replace("-", "") == brand_id.hex for value in values or ()):
            raise OperationalError(WORDS)
        return execute(statement, values, many, context)

    return run


@pytest.mark.django_db
def test_a_web_servers_clock_that_jumped_deletes_nothing(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    handoff, now = ended(agent, timezone.now() - 29 * DAY), timezone.now()
    monkeypatch.setattr(purging.timezone, "now", lambda: now + 3000 * DAY)
    tasks.purge()
    assert has_words(handoff)


@pytest.mark.django_db
def test_one_that_is_sent_again_just_now_keeps_its_words(agent: Agent) -> None:
    """Between the look at the conversations and the look at their handoffs a person presses Send again."""
    handoff = ended(agent, NOW - 31 * DAY, context_status=ContextStatus.FAILED)
    assert transitions.redrive(handoff, by="ann")
    assert purging._held(Conversation.objects.filter(pk=handoff.conversation_id)) == []


@pytest.mark.django_db
def test_what_failed_is_not_sent_again_without_its_words(agent: Agent) -> None:
    handoff = ended(agent, NOW - 31 * DAY, context_status=ContextStatus.FAILED)
    purge(agent.brand, NOW)
    assert not transitions.redrive(handoff, by="ann")


# In numbers


def many(agent: Agent, count: int, at: datetime) -> None:
    rows = Conversation.objects.bulk_create(
        Conversation(brand=agent.brand, agent=agent, external_id=f"c{number}", customer={"email": "a@b.example"})
        for number in range(count)
    )
    Message.objects.bulk_create(
        Message(conversation=row, position=place, role="customer", text="Words") for row in rows for place in range(2)
    )
    handoffs = Handoff.objects.bulk_create(
        Handoff(
            brand=agent.brand,
            conversation=row,
            provider="zendesk",
            reason="customer_request",
            trigger="customer_request",
            turn_count=2,
            context_status=ContextStatus.DELIVERED,
            started_at=at,
            expires_at=at,
            ended_at=at,
        )
        for row in rows
    )
    HandoffEvent.objects.bulk_create(
        HandoffEvent(handoff=row, name="chat", detail={"status": "failed", "reason": "A browser's words"}, at=at)
        for row in handoffs
    )
    Conversation.objects.update(updated_at=at)


@pytest.mark.django_db
def test_ten_thousand_go_in_batches_of_so_many_statements(agent: Agent) -> None:
    count = 10_000
    many(agent, count, NOW - 31 * DAY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # nobody else sees these rows, who would: a plan for empty tables takes minutes
    with CaptureQueriesContext(connection) as one:
        assert purge(agent.brand, NOW, batches=1).texts == purging.BATCH
    with CaptureQueriesContext(connection) as rest:
        assert purge(agent.brand, NOW).texts == count - purging.BATCH
    batches = count // purging.BATCH
    assert len(one) < 50
    assert len(rest) <= len(one) * batches
    assert not Message.objects.exists()
    assert not HandoffEvent.objects.filter(detail__reason="A browser's words").exists()
    assert HandoffEvent.objects.count() == count
    with CaptureQueriesContext(connection) as gone:
        purged = purge(agent.brand, NOW + 400 * DAY)
    assert (purged.conversations, purged.handoffs, purged.events) == (count, count, count)
    assert len(gone) < 60 * batches


@pytest.mark.django_db
@given(
    ages=st.lists(st.integers(min_value=-1, max_value=6), max_size=12),
    texts=st.integers(min_value=1, max_value=4),
    more=st.integers(min_value=0, max_value=3),
)
def test_whatever_the_ages_are(ages: list[int], texts: int, more: int) -> None:
    """Of each conversation is kept exactly what its Brand keeps of that age."""
    with transaction.atomic():
        brand = Brand.objects.create(name="B", texts_kept_days=texts, rest_kept_days=texts + more)
        agent = an_agent(brand)
        for number, age in enumerate(ages):
            row = Conversation.objects.create(brand=brand, agent=agent, external_id=f"{number}")
            Message.objects.create(conversation=row, position=0, role="customer", text="Words")
            Conversation.objects.filter(pk=row.pk).update(updated_at=NOW - age * DAY)
        purge(brand, NOW)
        left = Conversation.objects.for_brand(brand)
        assert left.count() == sum(age < texts + more for age in ages)
        assert Message.objects.filter(conversation__in=left).count() == sum(age < texts for age in ages)
        transaction.set_rollback(True)


# The one way to delete


@pytest.mark.django_db
def test_events_and_versions_are_deleted_in_no_other_way(agent: Agent) -> None:
    handoff, playbook = ended(agent, NOW), a_playbook(agent.brand, agent)
    for rows in (HandoffEvent.objects.all(), playbook.versions.all(), Handoff.objects.filter(pk=handoff.pk)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    assert HandoffEvent.objects.exists()
    assert PlaybookVersion.objects.exists()


@pytest.mark.django_db
def test_the_permission_ends_with_its_block(agent: Agent) -> None:
    ended(agent, NOW)
    with deletions_allowed():
        pass
    with pytest.raises(DatabaseError), transaction.atomic():
        HandoffEvent.objects.all().delete()
    with pytest.raises(ZeroDivisionError), deletions_allowed():
        raise ZeroDivisionError
    with pytest.raises(DatabaseError), transaction.atomic():
        HandoffEvent.objects.all().delete()
    with deletions_allowed():
        HandoffEvent.objects.all().delete()
    assert not HandoffEvent.objects.exists()


@pytest.mark.django_db
def test_an_event_is_not_changed_even_then(agent: Agent) -> None:
    ended(agent, NOW)
    with pytest.raises(DatabaseError), deletions_allowed():
        HandoffEvent.objects.update(name="other")


@pytest.mark.django_db
def test_a_brand_goes_with_all_that_it_has(agent: Agent) -> None:
    ended(agent, NOW)
    a_playbook(agent.brand, agent)
    with deletions_allowed():
        agent.brand.delete()
    assert not Conversation.objects.exists()

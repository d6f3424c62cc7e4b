"""What an Agent reads: its playbooks in their order, and the note that it has read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.models import Agent
from playbooks.following import BETWEEN_NOTES, arrange, assignments_of, note_read, published_for
from playbooks.models import Playbook, PlaybookAssignment
from playbooks.publishing import publish
from playbooks.removing import remove
from tests.builders import a_brand, a_playbook, an_agent

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 28, 12, 4, tzinfo=UTC)


@pytest.fixture
def agent() -> Agent:
    return an_agent(a_brand())


def texts_of(agent: Agent) -> list[str]:
    return [version.text for version in published_for(agent.pk)]


def three(agent: Agent) -> list[PlaybookAssignment]:
    return [a_playbook(agent.brand, agent, text=text).assignments.get() for text in ("One.", "Two.", "Three.")]


def test_playbooks_are_read_in_the_agents_order_without_those_that_are_off(agent: Agent) -> None:
    one, two, three_ = three(agent)
    other = a_playbook(agent.brand, an_agent(agent.brand), text="Another Agent's.").assignments.get()
    arrange(agent, [three_.pk, one.pk, two.pk, other.pk], {three_.pk, two.pk, other.pk})
    assert texts_of(agent) == ["Three.", "Two."]
    assert [row.pk for row in assignments_of(agent)] == [three_.pk, one.pk, two.pk]
    other.refresh_from_db()
    assert (other.position, other.enabled) == (0, True)


def test_a_playbook_that_came_meanwhile_stays_on_behind_the_others(agent: Agent) -> None:
    one, two, new = three(agent)
    arrange(agent, [two.pk, one.pk], {two.pk, one.pk})
    assert texts_of(agent) == ["Two.", "One.", "Three."]
    new.refresh_from_db()
    assert new.enabled


def test_drafts_and_other_brands_playbooks_are_not_read(agent: Agent) -> None:
    a_playbook(a_brand("Strange"), agent, text="Strange.")
    playbook = a_playbook(agent.brand, agent, text="Published.")
    Playbook.objects.filter(pk=playbook.pk).update(draft="Drafted.")
    unpublished = Playbook.objects.create(brand=agent.brand, name="Unpublished", draft="Unread.")
    unpublished.agents.add(agent)
    assert texts_of(agent) == ["Published."]
    note_read(agent.pk, NOON)
    assert list(PlaybookAssignment.objects.filter(read_at=NOON).values_list("playbook", flat=True)) == [playbook.pk]


def test_what_is_read_costs_one_query_and_its_note_another(agent: Agent) -> None:
    three(agent)
    with CaptureQueriesContext(connection) as queries:
        names = [version.playbook.name for version in published_for(agent.pk)]
        note_read(agent.pk, NOON)
    assert len(names) == 3
    assert len(queries) == 2


def test_reading_is_noted_once_a_minute_and_at_once_for_a_new_version(agent: Agent) -> None:
    playbook = a_playbook(agent.brand, agent, text="One.")
    row = playbook.assignments.get()
    times = []
    for seconds in (0, 59, 60, 61):
        note_read(agent.pk, NOON + timedelta(seconds=seconds))
        row.refresh_from_db()
        times.append(row.read_at)
    assert times == [NOON, NOON, NOON + BETWEEN_NOTES, NOON + BETWEEN_NOTES]
    assert row.read_version == playbook.published
    Playbook.objects.filter(pk=playbook.pk).update(draft="Two.")
    version = publish(playbook)
    note_read(agent.pk, NOON + timedelta(seconds=62))
    row.refresh_from_db()
    assert (row.read_version, row.read_at) == (version, NOON + timedelta(seconds=62))


def test_a_deleted_playbook_is_read_no_more(agent: Agent) -> None:
    one, *_ = three(agent)
    note_read(agent.pk, NOON)
    remove([one.playbook])
    assert sorted(texts_of(agent)) == ["Three.", "Two."]

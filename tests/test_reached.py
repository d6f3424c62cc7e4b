from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.models import Agent
from playbooks.models import Playbook, PlaybookAssignment, PlaybookVersion
from playbooks.publishing import publish
from playbooks.reached import GRACE, directive_in, text_told
from tests import builders

TEXT = "One: /Handoff to support (reason: damaged). Two: /Handoff to support (ask first: yes)."


@pytest.mark.parametrize(
    ("reference", "reason", "asks_first"), [("v.1", "damaged", False), ("v.2", "", True), ("v.02", "", True)]
)
def test_a_reference_names_the_directive_at_its_place(reference: str, reason: str, asks_first: bool) -> None:
    directive = directive_in(TEXT, reference)
    assert directive
    assert (directive.arguments.reason, directive.asks_first) == (reason, asks_first)


@pytest.mark.parametrize(
    "reference", ["", "v", "v.", "v.0", "v.3", "v.-1", "v.1.1", "v.x", "v.\u0661", "v." + "9" * 50]
)
def test_any_other_reference_names_none(reference: str) -> None:
    assert directive_in(TEXT, reference) is None


@pytest.fixture
def followed(db: None) -> tuple[Agent, Playbook]:
    agent = builders.an_agent(builders.a_brand())
    return agent, builders.a_playbook(agent.brand, agent, text=TEXT)


def told(agent: Agent, reference: str, ahead: timedelta = timedelta(0)) -> str | None:
    told_text = text_told(reference, timezone.now() + ahead)
    return Agent.objects.filter(pk=agent.pk).values_list(told_text, flat=True).get()


def test_the_published_text_counts_for_the_agents_that_follow_it(followed: tuple[Agent, Playbook]) -> None:
    agent, playbook = followed
    reference = f"{playbook.published_id}.1"
    assert told(agent, reference) == TEXT
    assert told(builders.an_agent(agent.brand), reference) is None
    assert told(agent, "nonsense.1") is None


def test_a_playbook_that_is_off_for_an_agent_is_not_what_it_was_told(followed: tuple[Agent, Playbook]) -> None:
    agent, playbook = followed
    other = builders.an_agent(agent.brand)
    PlaybookAssignment.objects.create(playbook=playbook, agent=other, position=1)
    PlaybookAssignment.objects.filter(agent=agent).update(enabled=False)
    assert told(agent, f"{playbook.published_id}.1") is None
    assert told(other, f"{playbook.published_id}.1") == TEXT


def test_an_older_version_counts_for_a_day_more(followed: tuple[Agent, Playbook]) -> None:
    agent, playbook = followed
    before = PlaybookVersion.objects.get(pk=playbook.published_id)
    Playbook.objects.filter(pk=playbook.pk).update(draft="Nothing.")
    publish(playbook)
    assert told(agent, f"{before.pk}.1") == TEXT
    assert told(agent, f"{before.pk}.1", GRACE - timedelta(minutes=1)) == TEXT
    assert told(agent, f"{before.pk}.1", GRACE + timedelta(minutes=1)) is None

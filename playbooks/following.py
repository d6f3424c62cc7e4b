"""What an Agent follows: the published texts of its playbooks, in its order; and the note that it has read them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from agents import audit
from agents.models import Action, Agent
from playbooks.models import Playbook, PlaybookAssignment, PlaybookVersion

# Agents read before each answer: one write in so much time says enough.
BETWEEN_NOTES = timedelta(minutes=1)


def published_for(agent_pk: UUID) -> list[PlaybookVersion]:
    """In the Agent's order, without those that are switched off; each with its `playbook`. One query."""
    rows = _followed(agent_pk).select_related("playbook__published").order_by("position", "playbook__name")
    return [_version(row.playbook) for row in rows]


def note_read(agent_pk: UUID, now: datetime) -> None:
    """One conditional UPDATE: nothing is written for a text that was noted a moment ago."""
    published = Playbook.objects.filter(pk=OuterRef("playbook")).values("published")[:1]
    due = Q(read_at=None) | Q(read_at__lte=now - BETWEEN_NOTES) | ~Q(read_version=F("playbook__published"))
    _followed(agent_pk).filter(due).update(read_at=now, read_version=Subquery(published))


def assignments_of(agent: Agent) -> QuerySet[PlaybookAssignment]:
    """All playbooks of an Agent, those that are off as well, in its order."""
    rows = PlaybookAssignment.objects.filter(agent=agent, playbook__brand=agent.brand_id)
    return rows.select_related("playbook__published").order_by("position", "playbook__name")


@transaction.atomic
def arrange(agent: Agent, order: Sequence[int], enabled: Collection[int]) -> None:
    """Put the Agent's playbooks in this order, and on or off. Those that `order` does not name stay on, behind."""
    rows = {row.pk: row for row in assignments_of(agent)}
    named = [rows[pk] for pk in dict.fromkeys(order) if pk in rows]
    turned = [row for row in named if row.enabled != (row.pk in enabled)]
    for row in named:
        row.enabled = row.pk in enabled
    others = [row for row in rows.values() if row not in named]
    for position, row in enumerate([*named, *others]):
        row.position = position
    PlaybookAssignment.objects.bulk_update(rows.values(), ["position", "enabled"])
    if turned:
        on, off = ([str(row.playbook_id) for row in turned if row.enabled is state] for state in (True, False))
        audit.record(Action.FOLLOWERS_CHANGED, agent.brand, agent, on=on, off=off)


def _followed(agent_pk: UUID) -> QuerySet[PlaybookAssignment]:
    return PlaybookAssignment.objects.filter(
        agent=agent_pk,
        enabled=True,
        playbook__published__isnull=False,
        playbook__switched_off_at=None,
        playbook__brand=F("agent__brand"),
    )


def _version(playbook: Playbook) -> PlaybookVersion:
    assert playbook.published is not None
    version = playbook.published
    version.playbook = playbook
    return version

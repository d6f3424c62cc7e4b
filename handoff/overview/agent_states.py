"""What keeps each of a Brand's Agents from handing off now. So many queries, however many Agents there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch

from agents.models import Agent, Brand
from handoff import configuration, schedules
from handoff.models import SupportProvider
from handoff.overview.obstacles import Obstacle, Situation, obstacles
from playbooks import directives
from playbooks.models import Playbook, PlaybookAssignment


def agent_states(brand: Brand, agents: Iterable[Agent], now: datetime) -> Mapping[UUID, tuple[Obstacle, ...]]:
    provider, told = configuration.provider_of(brand), agents_told(brand)
    return {agent.pk: obstacles(situation_of(provider, agent, agent.pk in told, now)) for agent in agents}


def situation_of(provider: SupportProvider, agent: Agent, told: bool, now: datetime) -> Situation:
    hours = schedules.hours_of(provider.pk, provider.revision, provider.timezone, provider.hours_restricted)
    return Situation(
        now=now,
        enabled=agent.may_hand_off,
        provider=provider.kind,
        availability=hours.availability(now),
        closing_margin=timedelta(minutes=provider.closing_margin_minutes),
        told=told,
    )


def agents_told(brand: Brand) -> frozenset[UUID]:
    """Those that follow a published playbook with the command."""
    told = playbooks_with_the_command(brand)
    return frozenset(row.agent_id for playbook in told for row in playbook.assignments.all())


def playbooks_with_the_command(brand: Brand) -> tuple[Playbook, ...]:
    """The published ones that an Agent follows; of their assignments those that are on."""
    on = PlaybookAssignment.objects.filter(enabled=True)
    published = (
        Playbook.objects.for_brand(brand)
        .filter(published__isnull=False, switched_off_at=None)
        .select_related("published")
    )
    followed = published.filter(Exists(on.filter(playbook=OuterRef("pk"))))
    rows = followed.prefetch_related(Prefetch("assignments", on))
    return tuple(p for p in rows if p.published and directives.find(p.published.text))

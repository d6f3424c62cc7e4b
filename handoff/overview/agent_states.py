"""What keeps each of a Brand's Agents from handing off now. So many queries, however many Agents there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from agents.models import Agent, Brand
from handoff import configuration, schedules
from handoff.models import SupportProvider
from handoff.overview.obstacles import Obstacle, Situation, obstacles
from playbooks import directives
from playbooks.models import Playbook


def agent_states(brand: Brand, agents: Iterable[Agent], now: datetime) -> Mapping[UUID, tuple[Obstacle, ...]]:
    provider, told = configuration.provider_of(brand), agents_told(brand)
    return {agent.pk: obstacles(situation_of(provider, agent, agent.pk in told, now)) for agent in agents}


def situation_of(provider: SupportProvider, agent: Agent, told: bool, now: datetime) -> Situation:
    hours = schedules.hours_of(provider.pk, provider.revision, provider.timezone, provider.hours_restricted)
    return Situation(
        now=now,
        enabled=agent.handoff_enabled,
        provider=provider.kind,
        availability=hours.availability(now),
        closing_margin=timedelta(minutes=provider.closing_margin_minutes),
        told=told,
    )


def agents_told(brand: Brand) -> frozenset[UUID]:
    """Those that follow a published playbook with the command."""
    return frozenset(agent.pk for playbook in playbooks_with_the_command(brand) for agent in playbook.agents.all())


def playbooks_with_the_command(brand: Brand) -> tuple[Playbook, ...]:
    """The published ones that an Agent follows."""
    published = Playbook.objects.for_brand(brand).select_related("published").prefetch_related("agents")
    followed = published.filter(published__isnull=False, agents__isnull=False).distinct()
    return tuple(p for p in followed if p.published and directives.find(p.published.text))

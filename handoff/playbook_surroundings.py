"""What the check of a playbook's text has to know of the Brand: its Agents' switches, and if a provider is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from agents.models import Agent, Brand
from handoff import configuration
from playbooks.linting import FollowedBy, Surroundings


def surroundings_of(brand: Brand, agents: Iterable[Agent]) -> Surroundings:
    followed_by = tuple(FollowedBy(agent.name, agent.may_hand_off) for agent in agents)
    return Surroundings(agents=followed_by, has_provider=bool(configuration.provider_of(brand).kind))

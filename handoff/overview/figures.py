"""The first page: what is still to do, the provider and the Agents now, and the figures of the last days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from agents.models import Agent, Brand
from handoff import configuration
from handoff.days import zone_named
from handoff.overview.agent_states import agent_states
from handoff.overview.charts import Chart, chart
from handoff.overview.counts import Counts, Day, Period, counts_of
from handoff.overview.first_steps import Place, first_steps
from handoff.overview.obstacles import Obstacle, faults
from handoff.overview.progress import facts_of
from handoff.provider_state import state_of

PAGES = {
    Place.PROVIDER: "admin:handoff_supportprovider_changelist",
    Place.AGENTS: "admin:agents_agent_changelist",
    Place.PLAYBOOKS: "admin:playbooks_playbook_changelist",
    Place.STOREFRONT: "admin:storefront",
    Place.TRIAL: "admin:trial_new",
}
PERIOD_NAMES = {1: "Today", 7: "Last 7 days", 30: "Last 30 days"}
# The name of a figure, what it counts, and where it stands in a Period.
FIGURES = (
    ("Offered", "Conversations in which the Agent asked whether the customer wants a human.", "offered"),
    ("Accepted", "Of those, the ones in which the customer said yes.", "accepted"),
    ("Handed off", "Handoffs that started: accepted offers, customers who asked, and playbooks.", "started"),
    ("Chat opened", "Of those, the ones whose support chat opened in the customer's browser.", "opened"),
    ("Chat did not open", "Of those, the ones whose support chat failed to open, or was not opened in time.", "failed"),
    ("Wanted while closed", "Conversations in which a customer wanted a human outside your team's hours.", "wanted"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    counts: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AgentLine:
    """`obstacle` is the first thing that keeps it from handing off now."""

    agent: Agent
    obstacle: Obstacle | None


def overview(brand: Brand) -> dict[str, Any]:
    now, provider = timezone.now(), configuration.provider_of(brand)
    agents = list(Agent.objects.for_brand(brand).filter(switched_off_at=None))
    zone = zone_named(provider.timezone)
    counts = counts_of(brand, now, zone)
    steps = first_steps(facts_of(brand, provider, agents))
    return {
        "state": state_of(provider),
        "agents": _lines(agents, agent_states(brand, agents, now)),
        "steps": [(step, reverse(PAGES[step.place])) for step in steps],
        "steps_done": sum(step.done for step in steps),
        "zone": zone,
        "with_your_team": counts.with_your_team,
        "undelivered": counts.undelivered,
        **_figures(counts),
    }


def _lines(agents: Sequence[Agent], states: Mapping[UUID, tuple[Obstacle, ...]]) -> list[AgentLine]:
    return [AgentLine(agent, next(iter(faults(states[agent.pk])), None)) for agent in agents]


def _figures(counts: Counts) -> dict[str, Any]:
    return {
        "periods": [PERIOD_NAMES[period.days] for period in counts.periods],
        "figures": [Figure(name, told, _numbers(counts.periods, field)) for name, told, field in FIGURES],
        "days": counts.days,
        "handoffs_chart": handoffs_chart(counts.days),
        "wanted_chart": wanted_chart(counts.days),
    }


def _numbers(periods: Sequence[Period], field: str) -> tuple[int, ...]:
    return tuple(getattr(period, field) for period in periods)


def handoffs_chart(days: Sequence[Day]) -> Chart:
    """Each bar is as high as the handoffs that started; what neither opened nor failed is on top."""
    labels = [f"{_day(day)}: {day.started} handed off, {day.opened} opened, {day.failed} did not open" for day in days]
    return chart(labels, [_stack(day) for day in days])


def _stack(day: Day) -> list[tuple[str, int]]:
    rest = max(day.started - day.opened - day.failed, 0)
    return [("opened", day.opened), ("failed", day.failed), ("other", rest)]


def wanted_chart(days: Sequence[Day]) -> Chart:
    labels = [f"{_day(day)}: {day.wanted} wanted while closed" for day in days]
    return chart(labels, [[("wanted", day.wanted)] for day in days])


def _day(day: Day) -> str:
    return f"{day.day.day} {day.day:%b}"

"""How far a Brand has come with its first steps, read from its rows."""

from __future__ import annotations

from collections.abc import Sequence

from agents.models import Agent, ApiKey, Brand, StorefrontSighting
from handoff import configuration, schedules
from handoff.models import SupportProvider
from handoff.overview.agent_states import playbooks_with_the_command
from handoff.overview.first_steps import Call, Facts, Sighting, Trial
from handoff.trials import starting


def facts_of(brand: Brand, provider: SupportProvider, agents: Sequence[Agent]) -> Facts:
    hours = schedules.hours_of(provider.pk, provider.revision, provider.timezone, provider.hours_restricted)
    return Facts(
        zone=provider.timezone,
        provider=str(provider.get_kind_display()) if provider.kind else "",
        schedule=hours.schedule,
        zone_exists=configuration.is_zone(provider.timezone),
        agents_on=[agent.name for agent in agents if agent.may_hand_off],
        playbooks=[playbook.name for playbook in playbooks_with_the_command(brand)],
        call=_last_call(brand),
        sighting=_last_sighting(brand),
        trial=_last_trial(brand),
    )


def _last_call(brand: Brand) -> Call | None:
    used = ApiKey.objects.for_brand(brand).filter(last_used_at__isnull=False).order_by("-last_used_at")
    key = used.first()
    return Call(key.name, key.last_used_at) if key and key.last_used_at else None


def _last_sighting(brand: Brand) -> Sighting | None:
    """Only where the address is still the shop's."""
    seen = StorefrontSighting.objects.for_brand(brand).filter(origin__in=brand.storefront_origins).first()
    return Sighting(seen.origin, seen.last_at) if seen else None


def _last_trial(brand: Brand) -> Trial | None:
    trial = starting.last_trial(brand)
    return Trial(trial.created_at, starting.outcome(trial)) if trial else None

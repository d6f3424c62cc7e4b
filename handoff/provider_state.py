"""The state of the Brand's support chat provider, as values for the pages that show it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from agents.models import Brand
from handoff import configuration, schedules, words
from handoff.availability import Hours
from handoff.models import SupportProvider


@dataclass(frozen=True, slots=True)
class ProviderState:
    """`label` is "" where no provider is chosen, `kind` one of good, warning, quiet."""

    label: str
    hours: str
    open_now: bool
    timezone: str
    lost_zone: bool

    @property
    def kind(self) -> str:
        if not self.label:
            return "quiet"
        return "good" if self.open_now else "warning"


def hours_of_row(provider: SupportProvider) -> Hours:
    return schedules.hours_of(provider.pk, provider.revision, provider.timezone, provider.hours_restricted)


def state_of(provider: SupportProvider) -> ProviderState:
    now = timezone.now()
    found = hours_of_row(provider).availability(now)
    return ProviderState(
        label=str(provider.get_kind_display()) if provider.kind else "",
        hours=words.state(found, now, restricted=provider.hours_restricted),
        open_now=found.open_now,
        timezone=provider.timezone,
        lost_zone=found.unknown_timezone,
    )


def brand_state(brand: Brand) -> ProviderState:
    return state_of(configuration.provider_of(brand))

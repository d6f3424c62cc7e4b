"""What the pages say of contexts that did not arrive: of one handoff, and of those that the list's filters leave."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from agents.models import Brand
from handoff import configuration, redriving
from handoff.admin.handoff_filters import HandoffFilters
from handoff.models import ContextStatus, Handoff
from handoff.outcomes import UNDELIVERED
from handoff.providers import registry
from handoff.redrive_rules import Obstacle, why_not
from handoff.redriving import Plan

TITLES: dict[str, str] = {
    ContextStatus.FAILED: "The context did not reach your team",
    ContextStatus.UNKNOWN: "It is not known whether the context reached your team",
}


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A context that did not arrive, or may not have."""

    title: str
    platform: str
    reply: str
    why_not: str
    may_double: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    count: int
    platform: str
    why: str


def undelivered(handoff: Handoff) -> Undelivered | None:
    """None where there is nothing to send again."""
    if handoff.context_status not in TITLES:
        return None
    platform = str(handoff.get_provider_display())
    obstacle = redriving.obstacle(handoff, configuration.provider_of(handoff.brand))
    return Undelivered(
        title=TITLES[handoff.context_status],
        platform=platform,
        reply=handoff.context_reply,
        why_not=why_not(obstacle, platform) if obstacle else "",
        may_double=redriving.is_doubtful(handoff),
    )


def plan_shown(filters: HandoffFilters, rows: QuerySet[Handoff], brand: Brand) -> Plan | None:
    """What may be sent again of the list's rows; None where the list is not of contexts that did not arrive."""
    if not (filters.is_valid() and filters.cleaned_data["outcome"] in UNDELIVERED):
        return None
    return redriving.plan_of(rows, configuration.provider_of(brand))


def left_out(plan: Plan) -> list[LeftOut]:
    return [_left_out(count, *key) for key, count in plan.left_out.items()]


def _left_out(count: int, slug: str, obstacle: Obstacle) -> LeftOut:
    label = registry.provider_class(slug).label
    return LeftOut(count, label, why_not(obstacle, label))

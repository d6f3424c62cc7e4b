"""The draft on the page in place of what is published: what an Agent would be told. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import Http404

from agents.models import Agent, Brand
from handoff import policies
from handoff.admin.playbooks.posted_json import text_of
from handoff.instants import zone_of
from handoff.policies import Policy
from handoff.standing import HandoffStanding, standing_of
from playbooks import texts
from playbooks.following import assignments_of
from playbooks.instructions import Instructions, PublishedPlaybook, Standing, compile_playbooks
from playbooks.models import NAME_LENGTH

# The true ids are made by publishing, and nobody can guess those.
DRAFT_ID = "draft"
NEW = "This playbook"
SWITCHED_OFF = "This playbook is switched off for {agent}, who will be told nothing of it until you switch it on."
YEARS = range(1970, 2200)


@dataclass(frozen=True, slots=True)
class Drafted:
    """One Agent, as the playbooks would be if this draft were published. `off`: it is switched off for this Agent."""

    agent: Agent
    policy: Policy
    text: str
    playbooks: tuple[PublishedPlaybook, ...]
    off: bool

    def compiled(self, standing: Standing) -> Instructions:
        return compile_playbooks(self.playbooks, standing)

    def standing(self, at: datetime) -> HandoffStanding:
        return standing_of(self.policy.enabled, self.policy.provider, self.policy.hours.availability(at), at)

    @property
    def note(self) -> str:
        return SWITCHED_OFF.format(agent=self.agent.name) if self.off else ""


def drafted(brand: Brand, body: dict[str, Any]) -> Drafted:
    """Of what the page posts: text, name, playbook, agent. Raises Http404 for an Agent that is not of this Brand."""
    agent = Agent.objects.for_brand(brand).filter(pk=_uuid(body.get("agent"))).first()
    if agent is None:
        raise Http404
    text = texts.plain(text_of(body))
    name = text_of(body, "name").strip()[:NAME_LENGTH] or NEW
    draft = PublishedPlaybook(DRAFT_ID, name, text)
    followed, off = _with(draft, _uuid(body.get("playbook")), agent)
    return Drafted(agent, policies.policy_of(brand, agent.pk), text, followed, off)


def moment_asked(body: Mapping[str, Any], zone: str, now: datetime) -> datetime:
    """`at`: an instant, or a local time in the Brand's zone; now where there is none."""
    asked = body.get("at")
    if asked is None:
        return now
    try:
        moment = datetime.fromisoformat(asked) if isinstance(asked, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS:
        raise SuspiciousOperation("at is no time.")
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone_of(zone) or UTC)).astimezone(UTC)


def _with(draft: PublishedPlaybook, playbook: UUID, agent: Agent) -> tuple[tuple[PublishedPlaybook, ...], bool]:
    """In the Agent's order; one that the Agent does not follow yet comes last."""
    told: list[PublishedPlaybook] = []
    off = False
    for row in assignments_of(agent):
        if row.playbook_id == playbook:
            told.append(draft)
            off = not row.enabled
        elif row.enabled and row.playbook.published:
            told.append(
                PublishedPlaybook(str(row.playbook.published_id), row.playbook.name, row.playbook.published.text)
            )
    return tuple(told if draft in told else [*told, draft]), off


def _uuid(value: object) -> UUID:
    try:
        return UUID(value) if isinstance(value, str) else UUID(int=0)
    except ValueError:
        return UUID(int=0)

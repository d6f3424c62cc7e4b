"""The Agents of a Brand: what they are, what they were told, and when people can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from agents.models import Agent
from handoff import policies
from handoff.api import agent_outputs, openapi
from handoff.api.doors import RuntimeDoor
from handoff.api.outputs import as_json
from handoff.api.paging import page_of
from handoff.api.spans import span_asked
from handoff.policies import Policy
from handoff.standing import standing_of
from playbooks import following
from playbooks.instructions import PublishedPlaybook, compile_playbooks


class AgentsDoor(RuntimeDoor):
    scope = "read"

    @openapi.describe("list_agents", "List the Agents", agent_outputs.AgentPage, parameters=openapi.PAGE)
    def get(self, request: Request) -> Response:
        agents = Agent.objects.for_brand(self.brand)
        if self.key.agent_id:
            agents = agents.filter(pk=self.key.agent_id)
        rows, following = page_of(request, agents)
        results = [agent_outputs.Agent.of(agent) for agent in rows]
        return Response(as_json(agent_outputs.AgentPage(results=results, next=following)))


class AgentDoor(RuntimeDoor):
    scope = "read"

    @openapi.describe("get_agent", "One Agent", agent_outputs.AgentDetail, openapi.NOT_FOUND)
    def get(self, request: Request, agent: UUID) -> Response:
        row = Agent.objects.for_brand(self.brand).get(pk=agent)
        policy = policies.policy_of(self.brand, agent)
        state = agent_outputs.State.of(policy.hours.availability(timezone.now()))
        detail = agent_outputs.AgentDetail(
            id=row.pk,
            name=row.name,
            handoff_enabled=row.may_hand_off,
            provider=_provider(policy),
            availability=state,
        )
        return Response(as_json(detail))


class InstructionsDoor(RuntimeDoor):
    scope = "read"

    @openapi.describe("get_instructions", "What the Agent was told", agent_outputs.Instructions, openapi.NOT_FOUND)
    def get(self, request: Request, agent: UUID) -> Response:
        now, policy = timezone.now(), policies.policy_of(self.brand, agent)
        standing = standing_of(policy.enabled, policy.provider, policy.hours.availability(now), now)
        versions = following.published_for(policy.agent_id)
        published = [PublishedPlaybook(str(row.pk), row.playbook.name, row.text) for row in versions]
        compiled = compile_playbooks(published, standing.told())
        following.note_read(policy.agent_id, now)
        return Response(as_json(agent_outputs.Instructions.of(compiled, standing)))


class AvailabilityDoor(RuntimeDoor):
    scope = "read"

    @openapi.describe(
        "get_availability",
        "When people can be reached",
        agent_outputs.Availability,
        openapi.NOT_FOUND,
        parameters=openapi.SPAN,
    )
    def get(self, request: Request, agent: UUID) -> Response:
        hours = policies.policy_of(self.brand, agent).hours
        now = timezone.now()
        parameters: Mapping[str, str] = request.query_params
        start, until = span_asked(parameters, hours.schedule.timezone, now)
        answer = agent_outputs.Availability.of(
            hours.availability(now),
            start=start,
            until=until,
            intervals=[
                agent_outputs.Interval(opens_at=opens, closes_at=closes)
                for opens, closes in hours.open_intervals(start, until)
            ],
        )
        return Response(as_json(answer))


def _provider(policy: Policy) -> agent_outputs.Provider | None:
    if not policy.provider:
        return None
    adapter = policy.adapter()
    label = getattr(adapter, "label", policy.provider)
    return agent_outputs.Provider.model_validate(
        {"kind": policy.provider, "label": label, "context": adapter.context_via()}
    )

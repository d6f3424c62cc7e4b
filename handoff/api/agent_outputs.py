"""What the API answers about Agents: their provider, hours and instructions."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from agents import models
from handoff import availability
from handoff.standing import HandoffStanding
from playbooks import instructions, tools


class State(BaseModel):
    """Whether the human team can be reached now."""

    open_now: bool
    timezone: str
    next_open_at: datetime | None
    closes_at: datetime | None
    next_change_at: datetime | None

    @classmethod
    def of(cls, state: availability.Availability, **more: Any) -> Self:
        return cls(
            open_now=state.open_now,
            timezone=state.timezone,
            next_open_at=state.next_open_at,
            closes_at=state.closes_at,
            next_change_at=state.next_change_at,
            **more,
        )


class Interval(BaseModel):
    opens_at: datetime
    closes_at: datetime


class Availability(State):
    """The state now, and when the team can be reached from `from` on. Hours alone, whatever the toggle says."""

    model_config = ConfigDict(serialize_by_alias=True)

    start: datetime = Field(serialization_alias="from")
    until: datetime
    intervals: list[Interval] = Field(description="Half-open, merged, in order, cut at `from` and `until`.")


class Provider(BaseModel):
    """The Brand's support chat platform."""

    kind: str = Field(examples=["zendesk"])
    label: str = Field(examples=["Zendesk"])
    context: Literal["api", "browser_fields", "visible_message", "prefilled", "none"] = Field(
        description="How the summary reaches people."
    )


class Agent(BaseModel):
    """An AI agent of the Brand."""

    id: UUID
    name: str
    handoff_enabled: bool

    @classmethod
    def of(cls, agent: models.Agent) -> Self:
        return cls(id=agent.pk, name=agent.name, handoff_enabled=agent.may_hand_off)


class AgentDetail(Agent):
    provider: Provider | None
    availability: State


class AgentPage(BaseModel):
    results: list[Agent]
    next: str | None = Field(description="The address of the next page.")


class Directive(BaseModel):
    id: str = Field(description="To be named with the trigger `playbook`.")
    playbook: str
    command: str
    reason: str = Field(description="Why, in the author's words; the human agent reads it. Empty where none is given.")
    ask_first: bool = Field(description="The decision will be to offer: the customer is asked first.")
    collect: list[str] = Field(description="What to ask the customer for before, in the author's words.")


class Standing(BaseModel):
    """Whether the Agent may hand off now. The instructions say it too."""

    allowed: bool
    reason: Literal["", "handoff_disabled", "no_provider", "outside_hours"]
    next_open_at: datetime | None
    closes_at: datetime | None

    @classmethod
    def of(cls, standing: HandoffStanding) -> Self:
        hours = standing.availability
        reason = standing.reason.value if standing.reason else ""
        return cls.model_validate(
            {
                "allowed": standing.allowed,
                "reason": reason,
                "next_open_at": hours.next_open_at,
                "closes_at": hours.closes_at,
            }
        )


class Tools(BaseModel):
    """The tool once more, for whoever takes it in another form."""

    responses: dict[str, Any] = Field(description="As OpenAI's Responses API takes it.")
    chat_completions: dict[str, Any] = Field(description="As OpenAI's Chat Completions API takes it.")
    json_schema: dict[str, Any] = Field(description="Its arguments alone, as JSON Schema.")


class Instructions(BaseModel):
    """The published playbooks of an Agent, for its system prompt, and the tool that goes with them."""

    text: str
    directives: list[Directive]
    handoff: Standing
    tool: dict[str, Any] = Field(description="A function tool; the same as `tools.responses`.")
    tools: Tools

    @classmethod
    def of(cls, compiled: instructions.Instructions, standing: HandoffStanding) -> Self:
        return cls(
            text=compiled.text,
            directives=[Directive.model_validate(asdict(reference)) for reference in compiled.directives],
            handoff=Standing.of(standing),
            tool=tools.for_responses(compiled.directives),
            tools=Tools.model_validate(tools.all_forms(compiled.directives)),
        )

"""What runtimes and browsers may send. Unknown keys are ignored."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, StrictBool, ValidationInfo, field_validator

from agents import transcripts
from handoff import chats, consultations
from handoff.api import examples, shapes
from handoff.api.field_types import AsSent, ConversationId, Email, Line, Moment, PageUrl, Text, TimeZone
from handoff.decision import Trigger
from handoff.providers import base

MAX_TURNS = 1000
MAX_TEXT = 20_000


class Turn(BaseModel):
    role: Literal["customer", "agent", "human", "user", "assistant"] = Field(
        description="`user` and `assistant` are taken for `customer` and `agent`; `human` is a human agent."
    )
    text: Text = Field(max_length=MAX_TEXT)
    at: Moment | None = Field(None, description="When it was said.")

    def value(self) -> transcripts.Turn:
        return transcripts.Turn(transcripts.role_named(self.role), self.text, self.at)


class Customer(AsSent):
    """Whatever the runtime knows of the customer; all optional."""

    id: Line | None = Field(None, max_length=200)
    email: Email | None = Field(None, max_length=254)
    name: Line | None = Field(None, max_length=200)
    phone: Line | None = Field(None, max_length=50)
    locale: Line | None = Field(None, max_length=35, description="Such as `de-AT`.")
    timezone: TimeZone | None = Field(None, max_length=64)
    page_url: PageUrl | None = Field(None, max_length=2000)

    def value(self) -> base.Customer:
        return base.Customer(**{name: value for name, value in self if value})


class Consultation(BaseModel):
    """The conversation so far, and why the runtime asks."""

    model_config = examples.of(examples.CONSULTATION, **shapes.DIRECTIVE_WITH_ITS_TRIGGER)

    conversation: ConversationId = Field(description="The runtime's own id, unique for each Agent.")
    transcript: list[Turn] = Field(min_length=1, max_length=MAX_TURNS)
    trigger: Literal["agent", "playbook", "offer_accepted"] | None = Field(
        None, description="What the runtime itself knows; all other triggers are read from the transcript."
    )
    directive: Text | None = Field(
        None,
        max_length=200,
        validate_default=True,
        description="With the trigger `playbook`, and only then: an id from the instructions.",
    )
    customer: Customer | None = None

    @field_validator("directive")
    @classmethod
    def _goes_with_its_trigger(cls, directive: str | None, info: ValidationInfo) -> str | None:
        if "trigger" not in info.data:  # it has an error of its own
            return directive
        if bool(directive) != (info.data["trigger"] == Trigger.PLAYBOOK):
            raise ValueError("The trigger `playbook` needs a directive; no other takes one.")
        return directive

    def value(self) -> consultations.Consultation:
        return consultations.Consultation(
            conversation=self.conversation,
            transcript=tuple(turn.value() for turn in self.transcript),
            trigger=Trigger(self.trigger) if self.trigger else None,
            directive=self.directive or "",
            customer=self.customer.value() if self.customer else base.Customer(),
        )


class Receipt(AsSent):
    """What a browser saw."""

    model_config = examples.of(*examples.RECEIPTS, **shapes.VISITOR_WITH_ITS_EVENT)

    event: Literal["opened", "failed", "closed", "visitor"]
    reason: Line = Field("", max_length=200)
    context_passed: StrictBool = Field(False, description="With `opened`: the chat took the context.")
    visitor_id: Line = Field(
        "",
        max_length=200,
        validate_default=True,
        description="With `visitor`: the id that the chat gave this visitor.",
    )

    @field_validator("visitor_id")
    @classmethod
    def _is_named_by_its_event(cls, visitor_id: str, info: ValidationInfo) -> str:
        if info.data.get("event") == chats.VISITOR and not visitor_id:
            raise ValueError("The event `visitor` needs it.")
        return visitor_id

    def value(self) -> chats.Receipt:
        return chats.Receipt(self.event, self.reason, self.context_passed, self.visitor_id)

"""What runtimes and browsers may send. Unknown keys are ignored; texts are made storable, never lost."""

from __future__ import annotations

import re
from datetime import UTC
from functools import lru_cache
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from annotated_types import MaxLen
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    Field,
    StrictBool,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticKnownError

from agents import transcripts
from handoff import chats, consultations
from handoff.api import examples, shapes
from handoff.decision import Trigger
from handoff.providers import base

MAX_TURNS = 1000
MAX_TEXT = 20_000
YEARS = range(1970, 2200)

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def _storable(value: Any) -> Any:
    return transcripts.storable(value) if isinstance(value, str) else value


def _one_line(value: Any) -> Any:
    return _storable(_BLANKS.sub(" ", value).strip()) if isinstance(value, str) else value


def _visible(text: str) -> str:
    """Two ids must never look the same, or become the same when stored."""
    if not text.isprintable():
        raise ValueError("Use visible characters only.")
    return text


def _require_string(value: Any) -> Any:
    if value is not None and not isinstance(value, str):
        raise ValueError("Send an ISO 8601 time with its offset, such as 2026-11-22T10:00:00+01:00.")
    return value


def _email(text: str) -> str:
    if text and not _EMAIL.fullmatch(text):
        raise ValueError("This is not an e-mail address.")
    return text


def _page(text: str) -> str:
    if text and not _URL.fullmatch(text):
        raise ValueError("Send an address that begins with https:// or http://.")
    return text


@lru_cache(maxsize=1)
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones())


def _timezone(text: str) -> str:
    if text and text not in _timezones():
        raise ValueError("Unknown time zone. Use a name of the IANA database, such as Europe/Berlin.")
    return text


def _in_utc(value: AwareDatetime) -> AwareDatetime:
    """Not every offset that Python knows can be stored, nor every year."""
    if value.year not in YEARS:
        raise ValueError(f"Send a time between {YEARS[0]} and {YEARS[-1]}.")
    return value.astimezone(UTC)


Text = Annotated[str, BeforeValidator(_storable)]
Line = Annotated[str, BeforeValidator(_one_line)]
ConversationId = Annotated[
    str,
    Field(min_length=1, max_length=200),
    AfterValidator(_visible),
    BeforeValidator(lambda v: v.strip() if isinstance(v, str) else v),
    WithJsonSchema(shapes.VISIBLE_TEXT),
]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc), BeforeValidator(_require_string)]


class Turn(BaseModel):
    role: Literal["customer", "agent", "human", "user", "assistant"] = Field(
        description="`user` and `assistant` are taken for `customer` and `agent`; `human` is a human agent."
    )
    text: Text = Field(max_length=MAX_TEXT)
    at: Moment | None = Field(None, description="When it was said.")

    def value(self) -> transcripts.Turn:
        return transcripts.Turn(transcripts.role_named(self.role), self.text, self.at)


class AsSent(BaseModel):
    """A text's length is that of what was sent, as the schema has it: blanks that are taken away count too."""

    @field_validator("*", mode="before")
    @classmethod
    def _within_its_length(cls, value: Any, info: ValidationInfo) -> Any:
        limits = (bound.max_length for bound in _field(cls, info).metadata if isinstance(bound, MaxLen))
        most = next(limits, None)
        if isinstance(value, str) and most is not None and len(value) > most:
            raise PydanticKnownError("string_too_long", {"max_length": most})
        return value


def _field(model: type[BaseModel], info: ValidationInfo) -> FieldInfo:
    return model.model_fields[info.field_name or ""]


class Customer(AsSent):
    """Whatever the runtime knows of the customer; all optional."""

    id: Line | None = Field(None, max_length=200)
    email: Annotated[Line, AfterValidator(_email), WithJsonSchema(shapes.EMAIL)] | None = Field(None, max_length=254)
    name: Line | None = Field(None, max_length=200)
    phone: Line | None = Field(None, max_length=50)
    locale: Line | None = Field(None, max_length=35, description="Such as `de-AT`.")
    timezone: Annotated[Line, AfterValidator(_timezone), WithJsonSchema(shapes.TIME_ZONE)] | None = Field(
        None, max_length=64
    )
    page_url: Annotated[Line, AfterValidator(_page), WithJsonSchema(shapes.PAGE_URL)] | None = Field(
        None, max_length=2000
    )

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

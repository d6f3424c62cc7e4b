"""The check of a draft reply: does it promise what can't be kept now, and how to say it instead."""

from __future__ import annotations

from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field
from rest_framework.request import Request
from rest_framework.response import Response

from handoff import reply_checks
from handoff.api import examples, inputs, openapi
from handoff.api.doors import RuntimeDoor
from handoff.api.field_types import ConversationId, Text
from handoff.api.outputs import as_json
from handoff.providers import base
from handoff.reply_checks import Judged


class DraftReply(BaseModel):
    """What the Agent is about to say, and to whom."""

    model_config = examples.of(examples.DRAFT_REPLY)

    reply: Text = Field(max_length=inputs.MAX_TEXT)
    conversation: ConversationId | None = Field(
        None, description="With it, an open handoff of this conversation is known."
    )
    transcript: list[inputs.Turn] = Field(
        default_factory=list,
        max_length=inputs.MAX_TURNS,
        description="Without the reply. Left out, it is the conversation's as it was last told.",
    )
    customer: inputs.Customer | None = Field(None, description="Of use here: `locale` and `timezone`.")

    def value(self) -> reply_checks.Draft:
        return reply_checks.Draft(
            reply=self.reply,
            conversation=self.conversation or "",
            transcript=tuple(turn.value() for turn in self.transcript),
            customer=self.customer.value() if self.customer else base.Customer(),
        )


class PromiseFound(BaseModel):
    kind: Literal["human", "transfer", "call_back", "time"]
    start: int = Field(description="In code points of the reply.")
    end: int
    words: str = Field(description="The reply's own.")
    allowed: bool
    why: str = Field(description="Why it may not be promised now; empty where it may.")

    @classmethod
    def of(cls, judged: Judged) -> Self:
        promise = judged.promise
        return cls(
            kind=promise.kind.value,
            start=promise.start,
            end=promise.end,
            words=promise.words,
            allowed=not judged.why,
            why=judged.why,
        )


class CheckedReply(BaseModel):
    model_config = examples.of(examples.REPLY_CHECK)

    allowed: bool = Field(description="Whether the reply may be said as it is.")
    promises: list[PromiseFound] = Field(description="In the order of the reply.")
    instead: str = Field(description="What may be said in its place; empty where it is allowed.")

    @classmethod
    def of(cls, checked: reply_checks.ReplyCheck) -> Self:
        promises = [PromiseFound.of(one) for one in checked.judged]
        return cls(allowed=checked.allowed, promises=promises, instead=checked.instead)


class ReplyCheckDoor(RuntimeDoor):
    scope = "decide"

    @openapi.describe(
        "check_reply",
        "Check a draft reply for promises",
        CheckedReply,
        openapi.BAD_BODY,
        openapi.NOT_FOUND,
        request=DraftReply,
    )
    def post(self, request: Request, agent: UUID) -> Response:
        draft = DraftReply.model_validate(request.data).value()
        return Response(as_json(CheckedReply.of(reply_checks.check_reply(self.brand, agent, draft))))

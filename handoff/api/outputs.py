"""What the API answers. Times are ISO 8601 with their offset."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field

from handoff import chats, models, services, tokens
from handoff.api import examples
from handoff.sentences import Way


def as_json(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json")


class Sign(BaseModel):
    """A sign that was read in the transcript."""

    sign: str = Field(examples=["asks_for_human", "not_helped"])
    turn: int
    words: str = Field(description="The turn's own words; empty where they were a button, or the whole turn.")


class Decision(BaseModel):
    """`verdict` says what the AI agent does now: go on helping, put the offer, or stay silent as people take over."""

    model_config = examples.of(examples.DECISION)

    id: UUID | None = Field(description="For accept/ and decline/; null where nothing was recorded.")
    handoff_id: UUID | None = Field(description="The open handoff, if people have the conversation.")
    verdict: Literal["continue", "offer", "hand_off"]
    reason: str
    trigger: str | None
    evidence: list[int] = Field(description="Indexes of the turns that show the trigger.")
    signs: list[Sign] = Field(description="What was read there.")
    sentence: str = Field(description="What the customer may be told, in the conversation's language.")
    language: str = Field(description="The sentence's language, as an ISO 639-1 code; empty without a sentence.")
    open_now: bool
    next_open_at: datetime | None
    next_change_at: datetime | None
    closes_at: datetime | None
    timezone: str
    needs: list[str] = Field(description="What to ask the customer for, so that more context can be passed.")
    exit_hint: bool = Field(description="Show a way to a human, without offering it.")
    contacts: dict[Way, str] = Field(
        description="Other ways to reach people, for a customer who asked for them in vain: what the sentence names."
    )

    @classmethod
    def of(cls, decided: services.Decided) -> Self:
        decision = decided.decision
        return cls(
            id=decided.id,
            handoff_id=decided.handoff_id,
            verdict=decision.verdict.value,
            reason=decision.reason.value,
            trigger=decision.trigger.value if decision.trigger else None,
            evidence=list(decision.evidence),
            signs=[Sign(sign=sign.kind.value, turn=sign.turn, words=sign.words) for sign in decision.signs],
            sentence=decision.sentence,
            language=decision.language if decision.sentence else "",
            open_now=decision.open_now,
            next_open_at=decision.next_open_at,
            next_change_at=decision.next_change_at,
            closes_at=decision.closes_at,
            timezone=decision.timezone,
            needs=list(decision.needs),
            exit_hint=decision.exit_hint,
            contacts=decision.contacts.named(),
        )


class FieldError(BaseModel):
    field: str
    message: str


class Problem(BaseModel):
    """RFC 9457 problem details; `code` is stable. `handoff_not_allowed` adds `decision`, `missing_scope` `scope`."""

    model_config = examples.of(examples.PROBLEM)

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError] | None = None
    decision: Decision | None = None
    limit: Literal["conversation", "customer", "brand"] | None = Field(
        None, description="With `too_many_starts`: of which of them there were too many."
    )
    scope: Literal["read", "decide", "handoff"] | None = None


class Handoff(BaseModel):
    """One transfer of one conversation. The context and the chat are apart: either may work without the other."""

    id: UUID
    ref: str = Field(description="What people can search for at the platform.")
    conversation: str
    agent: UUID
    provider: str
    trigger: str
    reason: str
    context_status: Literal["pending", "delivered", "not_supported", "failed", "unknown"]
    context_reason: str = Field(description="Why it has this status, where there is more to say. In words, or a code.")
    context_via: Literal["", "api", "browser_fields", "visible_message", "prefilled", "none"] = Field(
        description="How the context travelled, or so far travels; empty while that is not known."
    )
    chat_status: Literal["pending", "opened", "failed", "closed"]
    chat_reason: str
    started_at: datetime
    opened_at: datetime | None
    ended_at: datetime | None = Field(description="From then on the AI agent helps again.")
    end_reason: str

    @classmethod
    def of(cls, handoff: models.Handoff, **more: Any) -> Self:
        own = {name: getattr(handoff, name) for name in Handoff.model_fields if name not in ("conversation", "agent")}
        conversation = handoff.conversation
        return cls(**own, conversation=conversation.external_id, agent=conversation.agent_id, **more)


class StartedHandoff(Handoff):
    """A handoff with what the browser needs to open the chat."""

    model_config = examples.of(examples.STARTED)

    sentence: str = Field(description="What the customer may be told.")
    fallback: str = Field("", description="What the customer may be told where the chat does not open.")
    launch_token: str = Field(description="For handoff.js. Ask again with the same request for a fresh one.")
    launch_token_expires_at: datetime

    @classmethod
    def started(cls, started: services.Started, now: datetime) -> Self:
        said = {"sentence": started.decision.sentence, "fallback": started.fallback}
        return cls.of(started.handoff, **said, **launch_token(started.handoff.pk, now))


def launch_token(handoff_id: UUID, now: datetime) -> dict[str, Any]:
    return {"launch_token": tokens.mint(handoff_id), "launch_token_expires_at": tokens.expiry(now)}


class Launch(BaseModel):
    """How the browser opens the chat, or how soon to ask again."""

    model_config = examples.of(*examples.LAUNCHES)

    status: Literal["ready", "preparing"]
    handoff: UUID
    ref: str
    provider: str
    options: dict[str, Any] | None = None
    settled: bool = Field(description="Asking again will not tell more.")
    wants: Literal["", "visitor_id"] = ""
    retry_after_ms: int | None = None
    fallback: str = Field(description="What the customer may be told where the chat does not open.")
    opened: bool = Field(description="The chat was opened before: it is shown again, and nothing is sent twice.")
    test: Literal[True] | None = Field(None, description="Started from the admin to try the handoff; else left out.")

    @classmethod
    def of(cls, state: chats.LaunchState) -> Self:
        values = {
            "status": state.status,
            "handoff": state.handoff.pk,
            "ref": state.handoff.ref,
            "provider": state.handoff.provider,
            "options": dict(state.launch.options) if state.launch else None,
            "settled": state.settled,
            "wants": state.wants,
            "retry_after_ms": None if state.settled else state.retry_after_ms,
            "fallback": state.fallback,
            "opened": state.handoff.opened_at is not None,
            "test": state.handoff.conversation.is_test or None,
        }
        return cls.model_validate(values)


class ReceiptAnswer(BaseModel):
    """What is known of the chat after the browser's report."""

    handoff: UUID
    chat_status: str
    context_status: str
    ended: bool
    fallback: str | None = Field(None, description="Where the chat did not open: what the customer may be told.")

    @classmethod
    def of(cls, handoff: models.Handoff) -> Self:
        return cls(
            handoff=handoff.pk,
            chat_status=handoff.chat_status,
            context_status=handoff.context_status,
            ended=handoff.ended_at is not None,
            fallback=chats.fallback_of(handoff) if handoff.chat_status == models.ChatStatus.FAILED else None,
        )

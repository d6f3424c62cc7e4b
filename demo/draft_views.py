"""A playbook is tried before it is published: what would the AI agent say? The product asks, and nothing is kept."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST
from pydantic import BaseModel, Field, ValidationError

from demo import settings
from demo.chat_views import body_of
from demo.conversations import AGENT, CUSTOMER, Line
from demo.model import draft_assistant_for

assistant = draft_assistant_for(settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL, settings.OPENAI_MODEL)


class Said(BaseModel):
    role: Literal["customer", "agent"]
    text: str = Field(max_length=4000)


class Question(BaseModel):
    """The instructions of a draft, and a conversation that has come to the customer's turn."""

    text: str = Field(max_length=400_000)
    directives: list[dict[str, Any]] = Field(max_length=500)
    tool: dict[str, Any]
    transcript: list[Said] = Field(min_length=1, max_length=100)
    may_hand_off: bool

    def lines(self) -> list[Line]:
        return [Line(CUSTOMER if said.role == "customer" else AGENT, said.text) for said in self.transcript]


@require_POST
def reply(request: HttpRequest) -> JsonResponse:
    """JSON alone: another site's page cannot send that without asking first."""
    try:
        question = Question.model_validate(body_of(request))
    except ValidationError:
        return JsonResponse({"code": "invalid_request"}, status=400)
    said = assistant.reply(question.lines(), {"text": question.text, "tool": question.tool}, question.may_hand_off)
    return JsonResponse(
        {
            "text": said.text[:20_000],
            "wants_handoff": said.wants_handoff,
            "directive": said.directive[:200],
            "engine": "model" if said.by_model else "rules",
            "model_failed": said.model_failed,
        }
    )

"""What the shop's page asks its server: thin doors to the runtime."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from demo import settings
from demo.api import HandoffApi, Json
from demo.conversations import Conversation, Conversations
from demo.model import assistant_for
from demo.runtime import Runtime
from demo.wishes import EMAIL

MOST_CHARACTERS = 4000

api = HandoffApi(settings.API_URL, settings.API_KEY)
assistant = assistant_for(settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL, settings.OPENAI_MODEL)
runtime = Runtime(api, assistant)
conversations = Conversations()

View = Callable[..., JsonResponse]


def body_of(request: HttpRequest) -> Json:
    """Only JSON declared as such: another site's form cannot send that without asking first."""
    try:
        body = json.loads(request.body) if request.content_type == "application/json" else None
    except ValueError:
        body = None
    return body if isinstance(body, dict) else {}


def conversation_door(view: Callable[[HttpRequest, Conversation], None]) -> View:
    @wraps(view)
    def answer(request: HttpRequest, key: str) -> JsonResponse:
        conversation = conversations.find(key)
        if conversation is None:
            raise Http404
        view(request, conversation)
        return JsonResponse(shown(conversation))

    return answer


@require_POST
def begin(request: HttpRequest) -> JsonResponse:
    conversation = conversations.begin(str(body_of(request).get("agent", "")))
    runtime.greet(conversation)
    return JsonResponse(shown(conversation))


@require_GET
@conversation_door
def state(request: HttpRequest, conversation: Conversation) -> None:
    runtime.look(conversation)


@require_POST
@conversation_door
def message(request: HttpRequest, conversation: Conversation) -> None:
    text = str(body_of(request).get("text", "")).strip()[:MOST_CHARACTERS]
    if text:
        runtime.hear(conversation, text)


@require_POST
@conversation_door
def accept(request: HttpRequest, conversation: Conversation) -> None:
    runtime.accept(conversation)


@require_POST
@conversation_door
def decline(request: HttpRequest, conversation: Conversation) -> None:
    runtime.decline(conversation)


@require_POST
@conversation_door
def not_opened(request: HttpRequest, conversation: Conversation) -> None:
    runtime.give_up(conversation)


@require_POST
@conversation_door
def renew(request: HttpRequest, conversation: Conversation) -> None:
    runtime.renew(conversation)


def shown(conversation: Conversation) -> dict[str, Any]:
    with conversation.lock:
        handoff = conversation.handoff
        return {
            "id": conversation.id,
            "agent": conversation.agent,
            "lines": [{"who": line.who, "text": line.text} for line in conversation.lines],
            "offer": conversation.offer and {"decision": conversation.offer.decision},
            "asks": EMAIL if conversation.wish else "",
            "exit_hint": conversation.exit_hint,
            "handoff": handoff
            and {
                "id": handoff.id,
                "ref": handoff.ref,
                "provider": handoff.provider,
                "token": handoff.launch_token,
                "chat_status": handoff.chat_status,
                "context_status": handoff.context_status,
            },
        }

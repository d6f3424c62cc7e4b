"""What the human agents' inbox asks the shop's server: which handoffs are open, and to take one back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from demo.api import ApiError
from demo.chat_views import api, body_of, conversations, runtime


@require_GET
def open_handoffs(request: HttpRequest) -> JsonResponse:
    rows = [conversation.handoff for conversation in conversations.handed_off() if conversation.handoff]
    return JsonResponse({"handoffs": [{"id": row.id, "ref": row.ref, "provider": row.provider} for row in rows]})


@require_POST
def give_back(request: HttpRequest) -> JsonResponse:
    """The human agent is done: the AI agent helps again."""
    handoff = str(body_of(request).get("handoff", ""))
    known = next((found for found in conversations.handed_off() if found.handoff and found.handoff.id == handoff), None)
    if known is None:
        raise Http404
    try:
        api.return_to_agent(handoff)
    except ApiError:
        return JsonResponse({"error": "The product's API did not take it back."}, status=502)
    runtime.look(known)
    return JsonResponse({"given_back": True})

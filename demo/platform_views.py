"""What the shop's page needs to know of the Brand, and its switch between the platforms."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from demo.api import ApiError, Json
from demo.chat_views import api, body_of


@require_GET
def agents(request: HttpRequest) -> JsonResponse:
    """Asked at each load of the page: the merchant may have chosen another platform since."""
    try:
        details = [api.agent(agent["id"]) for agent in api.agents()]
    except ApiError:
        return JsonResponse({"error": "The product's API does not answer, or refuses the demo's key."}, status=502)
    return JsonResponse({"agents": [agent_choice(agent) for agent in details]})


def agent_choice(agent: Json) -> Json:
    provider = agent.get("provider") or {}
    return {"id": agent["id"], "name": agent["name"], "provider": provider.get("kind", "")}


@require_POST
def choose(request: HttpRequest) -> JsonResponse:
    """What a merchant does under Platform Services: the Brand's real setting changes, for all its customers."""
    try:
        return JsonResponse(api.choose_platform(str(body_of(request).get("kind", ""))))
    except ApiError:
        return JsonResponse({"error": "The product did not take it."}, status=502)

"""What an Agent would be told: the draft as it is typed, among the Agent's other playbooks. Nothing is saved."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from handoff.admin.playbooks.drafted import Drafted, drafted, moment_asked
from handoff.admin.playbooks.posted_json import body_of, writing
from handoff.ruling_words import standing_words
from playbooks import texts
from playbooks.instructions import Instructions


@require_POST
@never_cache
def told(request: HttpRequest) -> JsonResponse:
    access = writing(request)
    body = body_of(request)
    found = drafted(access.brand, body)
    if problem := texts.too_long(found.text):
        return JsonResponse({"problem": problem})
    at = moment_asked(body, found.policy.hours.schedule.timezone, timezone.now())
    standing = found.standing(at)
    return JsonResponse(
        _answer(found, found.compiled(standing.told()))
        | {
            "problem": "",
            "standing": {"allowed": standing.allowed, **asdict(standing_words(standing, found.agent.name))},
        }
    )


def _answer(found: Drafted, compiled: Instructions) -> dict[str, Any]:
    return {
        "text": compiled.text,
        "parts": [{"author": part.author, "text": part.text} for part in compiled.parts],
        "note": found.note,
    }

"""Try it: a conversation with the draft, by the same rules as the API, at a chosen time. Nothing is written."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from handoff import words
from handoff.admin.playbooks.drafted import drafted, moment_asked
from handoff.admin.playbooks.posted_chat import chat_of
from handoff.admin.playbooks.posted_json import body_of, writing
from handoff.admin.playbooks.rehearsal import Rehearsal, Rehearsed
from handoff.decision import Verdict
from handoff.ruling_words import fired_words, ruling_words
from handoff.runtime_door import RuntimeUnavailable
from playbooks import texts

MODEL_REFUSED = (
    "Your Brand lets no text go to an AI model, and the runtime that answers here may ask one. "
    "An admin can change that in Settings > Privacy."
)


@require_POST
@never_cache
def reply(request: HttpRequest) -> JsonResponse:
    access = writing(request)
    body = body_of(request)
    found, chat = drafted(access.brand, body), chat_of(body)
    if problem := texts.too_long(found.text):
        return JsonResponse({"problem": problem})
    if not access.brand.model_allowed:
        return JsonResponse({"problem": MODEL_REFUSED})
    zone = found.policy.hours.schedule.timezone
    at = moment_asked(body, zone, timezone.now())
    try:
        rehearsed = Rehearsal(found, chat, at).next_turn()
    except RuntimeUnavailable as unavailable:
        return JsonResponse({"problem": str(unavailable)})
    return JsonResponse({"problem": "", "at": words.day_and_moment(at, zone), **_answer(rehearsed)})


def _answer(rehearsed: Rehearsed) -> dict[str, Any]:
    decided, fired = rehearsed.decided, rehearsed.fired
    return {
        "reply": rehearsed.reply,
        "engine": rehearsed.engine,
        "limits": rehearsed.limits,
        "fired": asdict(fired) | {"words": fired_words(fired)} if fired else None,
        "decision": {
            "verdict": decided.verdict,
            "reason": decided.reason,
            "trigger": decided.trigger,
            **asdict(ruling_words(decided)),
        },
        "over": decided.verdict is Verdict.HAND_OFF,
    }

"""Start a handoff, look at it, give the conversation back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import partial
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from handoff import idempotency, models, services
from handoff.api import inputs, openapi, outputs
from handoff.api.doors import RuntimeDoor
from handoff.api.outputs import as_json
from handoff.api.problems import at_field
from handoff.consultations import Consultation
from handoff.idempotency import Answer

KEY_HEADER = "Idempotency-Key"
MAX_KEY = 255


class HandoffsDoor(RuntimeDoor):
    scope = "handoff"

    @openapi.describe(
        "start_handoff",
        "Start a handoff",
        openapi.STARTED,
        openapi.BAD_BODY,
        openapi.NOT_FOUND,
        openapi.NOT_ALLOWED,
        openapi.UNPROCESSABLE,
        openapi.TOO_MANY,
        request=inputs.Consultation,
        parameters=openapi.IDEMPOTENCY_KEY,
    )
    def post(self, request: Request, agent: UUID) -> Response:
        key = idempotency_key(request)
        consultation = inputs.Consultation.model_validate(request.data).value()
        start = partial(self._start, agent, consultation)
        answer = start() if not key else idempotency.answer_once(self.key, key, digest_of(agent, consultation), start)
        fresh = outputs.launch_token(UUID(answer.body["id"]), timezone.now())
        # An outputs.StartedHandoff: the kept part is JSON by now, and need not be read and written again.
        return Response({"fallback": "", **answer.body, **fresh}, answer.status)

    def _start(self, agent: UUID, consultation: Consultation) -> Answer:
        """What is kept for a repeat: without the launch token, which is made anew each time."""
        started = services.start_handoff(self.brand, agent, consultation)
        said = {"sentence": started.decision.sentence, "fallback": started.fallback}
        body = as_json(outputs.Handoff.of(started.handoff)) | said
        return Answer(201 if started.created else 200, body)


class HandoffDoor(RuntimeDoor):
    scope = "handoff"

    @openapi.describe("get_handoff", "One handoff", outputs.Handoff, openapi.NOT_FOUND)
    def get(self, request: Request, handoff: UUID) -> Response:
        row = models.Handoff.objects.for_brand(self.brand).select_related("conversation").get(pk=handoff)
        self.require_agent(row.conversation.agent_id)
        return Response(as_json(outputs.Handoff.of(row)))


class ReturnDoor(RuntimeDoor):
    scope = "handoff"

    @openapi.describe(
        "return_to_agent",
        "Give the conversation back to the AI agent",
        outputs.Handoff,
        openapi.NOT_FOUND,
        request=None,
    )
    def post(self, request: Request, handoff: UUID) -> Response:
        own = models.Handoff.objects.for_brand(self.brand).select_related("conversation")
        self.require_agent(own.get(pk=handoff).conversation.agent_id)
        return Response(as_json(outputs.Handoff.of(services.return_to_agent(self.brand, handoff))))


def idempotency_key(request: Request) -> str:
    """The header, "" where there is none."""
    key = request.headers.get(KEY_HEADER)
    if key is None:
        return ""
    if not (0 < len(key) <= MAX_KEY and key.isascii() and key.isprintable()):
        raise at_field(KEY_HEADER, f"Send 1 to {MAX_KEY} visible ASCII characters.")
    return key


def digest_of(agent: UUID, consultation: Consultation) -> str:
    """What makes two requests the same: their meaning, not their bytes."""
    meaning = json.dumps([str(agent), asdict(consultation)], default=str, sort_keys=True)
    return hashlib.sha256(meaning.encode()).hexdigest()

"""May, or should, this conversation go to people now? And the customer's answer by a button."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from handoff import metrics, services
from handoff.api import inputs, openapi, outputs
from handoff.api.doors import RuntimeDoor
from handoff.api.outputs import as_json


class DecisionsDoor(RuntimeDoor):
    scope = "decide"

    @openapi.describe(
        "decide",
        "Decide",
        outputs.Decision,
        openapi.BAD_BODY,
        openapi.NOT_FOUND,
        openapi.UNPROCESSABLE,
        request=inputs.Consultation,
    )
    def post(self, request: Request, agent: UUID) -> Response:
        consultation = inputs.Consultation.model_validate(request.data).value()
        decided = services.decide(self.brand, agent, consultation)
        metrics.decided(decided.decision.verdict, decided.decision.reason)
        return Response(as_json(outputs.Decision.of(decided)))


class AcceptDoor(RuntimeDoor):
    scope = "handoff"

    @openapi.describe(
        "accept_offer",
        "The customer accepts: start the handoff",
        openapi.STARTED,
        openapi.NOT_FOUND,
        openapi.NOT_ALLOWED,
        openapi.TOO_MANY,
        request=None,
    )
    def post(self, request: Request, decision: UUID) -> Response:
        started = services.accept_offer(self.brand, decision, self.key.agent_id)
        answer = outputs.StartedHandoff.started(started, timezone.now())
        return Response(as_json(answer), 201 if started.created else 200)


class DeclineDoor(RuntimeDoor):
    scope = "decide"

    @openapi.describe("decline_offer", "The customer declines", outputs.Decision, openapi.NOT_FOUND, request=None)
    def post(self, request: Request, decision: UUID) -> Response:
        decided = services.decline_offer(self.brand, decision, self.key.agent_id)
        return Response(as_json(outputs.Decision.of(decided)))

"""The browser's doors: the launch token opens them, from the Brand's own pages only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.response import Response

from agents import owned, scopes
from agents.models import Brand
from handoff import chats, tokens
from handoff.api import inputs, openapi, outputs
from handoff.api.doors import Door
from handoff.api.problems import Problem
from handoff.api.throttling import BrowserThrottle
from handoff.models import Handoff

PREFLIGHT_SECONDS = 600


class BrowserDoor(Door):
    throttle_classes = [BrowserThrottle]
    handoff_id: UUID
    token_lifetime = tokens.LIFETIME
    # An error that comes before the Brand is known tells nothing, and handoff.js must be able to read it.
    origin_shown = "*"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.handoff_id = tokens.read(kwargs["token"], self.token_lifetime)
        self._require_allowed_origin(request)

    def _require_allowed_origin(self, request: Request) -> None:
        """A request without `Origin` comes from no other web page: the token alone decides."""
        origin = request.headers.get("Origin")
        brand_id = owned.owner_of(Handoff, self.handoff_id)
        if brand_id is None:
            raise Brand.DoesNotExist
        scopes.work_for(brand_id)
        addresses = Brand.objects.values_list("storefront_origins", flat=True).get(pk=brand_id)
        if origin is None:
            return
        if origin not in addresses:
            self.origin_shown = ""
            raise Problem("origin_not_allowed")
        self.origin_shown = origin

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """The browser asks before it posts JSON."""
        headers = {
            "Access-Control-Allow-Methods": ", ".join(self.allowed_methods),
            "Access-Control-Allow-Headers": "Content-Type",
            "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
        }
        return Response(status=204, headers=headers)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.origin_shown and "Origin" in request.headers:
            response.headers["Access-Control-Allow-Origin"] = self.origin_shown
            response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        response.headers["Vary"] = "Origin"
        return response


class LaunchDoor(BrowserDoor):
    # A chat that is open comes back on the shop's next page however long people have talked.
    token_lifetime = tokens.REPORTING_LIFETIME

    @openapi.describe(
        "get_launch", "How the chat opens", outputs.Launch, openapi.BAD_TOKEN, openapi.ENDED, tag="storefront"
    )
    def get(self, request: Request, token: str) -> Response:
        if not chats.was_opened(self.handoff_id):
            tokens.read(token)
        state = chats.chat_launch(self.handoff_id)
        return Response(outputs.Launch.of(state).model_dump(mode="json", exclude_none=True))


class ReceiptsDoor(BrowserDoor):
    token_lifetime = tokens.REPORTING_LIFETIME

    @openapi.describe(
        "send_receipt",
        "What the browser saw",
        outputs.ReceiptAnswer,
        openapi.BAD_BODY,
        openapi.BAD_TOKEN,
        request=inputs.Receipt,
        tag="storefront",
    )
    def post(self, request: Request, token: str) -> Response:
        receipt = inputs.Receipt.model_validate(request.data).value()
        answer = outputs.ReceiptAnswer.of(chats.record_receipt(self.handoff_id, receipt))
        return Response(answer.model_dump(mode="json", exclude_none=True))

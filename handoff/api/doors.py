"""What all API views share: JSON in and out, problems for errors, nothing kept in caches on the way."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, ClassVar, NoReturn
from uuid import UUID

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agents import credentials
from agents.models import Agent, ApiKey, Brand
from handoff import tasks
from handoff.api import errors
from handoff.api.authentication import ApiKeyAuthentication
from handoff.api.body import JsonBody
from handoff.api.json_answers import JsonAnswer
from handoff.api.problems import Problem
from handoff.api.throttling import RuntimeThrottle


class AlwaysJson(BaseContentNegotiation):
    """Whatever `Accept` says: there is one form, and an error must be readable too."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        declared = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == declared), None)

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class Door(APIView):
    authentication_classes = []
    permission_classes = []
    parser_classes = [JsonBody]
    renderer_classes = [JsonAnswer]
    content_negotiation_class = AlwaysJson
    metadata_class = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if "Transfer-Encoding" in request.headers:
            # Django would take a body that comes in chunks for an empty one.
            raise Problem("length_required")

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response]:
        return errors.answer

    def throttled(self, request: Request, wait: float | None) -> NoReturn:
        raise Problem("throttled", headers={"Retry-After": str(max(1, math.ceil(wait or 1)))})

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


class RuntimeDoor(Door):
    """A door for the runtime of one Brand, or of one Agent where the key says so."""

    # One of agents.keys.SCOPES: each door names the one that opens it. One that names none stays shut.
    scope: ClassVar[str] = ""
    authentication_classes = [ApiKeyAuthentication]
    throttle_classes = [RuntimeThrottle]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.scope not in self.key.scopes:
            raise Problem("missing_scope", scope=self.scope)
        if credentials.is_use_news(self.key):
            # By the worker: a request has no statement to spare for it.
            tasks.wake_note_of_use(self.key.pk)
        if "agent" in kwargs:
            self.require_agent(kwargs["agent"])

    @property
    def key(self) -> ApiKey:
        key = self.request.auth
        assert isinstance(key, ApiKey)
        return key

    @property
    def brand(self) -> Brand:
        return self.key.brand

    def require_agent(self, agent: UUID | None) -> None:
        """A key of one Agent sees no other. What the Brand may see is the services' to tell."""
        if self.key.agent_id not in (None, agent):
            raise Agent.DoesNotExist


class NothingHere(Door):
    """Any other address below the API."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Problem("not_found")

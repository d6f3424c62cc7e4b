"""The product's addresses under `rundemo`: its own, and a door by which the demo shop changes the Brand's platform."""

from __future__ import annotations

from django.urls import path
from pydantic import BaseModel
from rest_framework.request import Request
from rest_framework.response import Response

from agents.models import Brand
from demo import seed
from demo.platforms import PLATFORMS
from handoff.api.doors import RuntimeDoor
from handoff.api.problems import Problem
from handoff_project import urls


class Choice(BaseModel):
    kind: str


class PlatformDoor(RuntimeDoor):
    """POST {"kind"}. For the demo Brand's own key alone: a runtime is not to change what its merchant has set."""

    schema = None
    scope = "handoff"

    def post(self, request: Request) -> Response:
        self.require_agent(None)
        if self.brand.pk != seed.BRAND_ID:
            raise Brand.DoesNotExist
        kind = Choice.model_validate(request.data).kind
        if kind not in PLATFORMS:
            raise Problem("invalid_request", errors=[{"field": "kind", "message": "Unknown platform."}])
        seed.choose_platform(self.brand, kind)
        return Response({"kind": kind})


urlpatterns = [path("demo/platform/", PlatformDoor.as_view()), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500

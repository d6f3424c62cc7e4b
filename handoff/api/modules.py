"""handoff.js, its parts and the platforms' modules at an address that never changes, for pages of any origin."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from agents import sightings
from agents.windows import count_in
from handoff import tasks

# A page asks again after five minutes, so that a shop which uses the script is seen to.
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "public, max-age=300",
}


@require_safe
def sdk(request: HttpRequest) -> HttpResponseBase:
    """The script; and once it is sent, so that nothing can slow it, a note of the page's origin."""
    response: Any = _module(request, "handoff/handoff.js")
    response._resource_closers.append(partial(_note_sighting, request.headers.get("Origin", "")))
    return response  # type: ignore[no-any-return]


@require_safe
def sdk_part(request: HttpRequest, name: str) -> HttpResponseBase:
    return _module(request, f"handoff/sdk/{name}.js")


@require_safe
def provider_module(request: HttpRequest, name: str) -> HttpResponseBase:
    return _module(request, f"handoff/providers/{name}.js")


def _module(request: HttpRequest, name: str) -> HttpResponseBase:
    path = finders.find(name)
    if not path:
        raise Http404
    content = Path(path).read_bytes()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    fresh = HttpResponse(content, content_type="text/javascript; charset=utf-8")
    response = get_conditional_response(request, etag=etag, response=fresh) or fresh
    for header, value in {**HEADERS, "ETag": etag}.items():
        response.headers[header] = value
    return response


def _note_sighting(origin: str) -> None:
    """At most once an hour for each origin; not at all while the cache cannot count."""
    if sightings.is_origin(origin):
        place = sightings.place_of(origin, timezone.now())
        if count_in(place, sightings.STEP_SECONDS) == 1:
            tasks.wake_note_of_sighting(origin)

"""handoff.js and the platforms' modules at an address that never changes, for pages of any origin."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "public, max-age=300",
}


@require_safe
def sdk(request: HttpRequest) -> HttpResponseBase:
    return _module(request, "handoff/handoff.js")


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

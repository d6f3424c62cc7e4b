"""The headers that tell a browser how little it may do with an answer: on every answer, whoever made it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from handoff_project import content_policy

_UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
# A view that knows better has set its own: handoff.js is for pages of any origin, and may be kept for a while.
DEFAULTS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FIXED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "X-Content-Type-Options": "nosniff",
}


class BrowserHeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in DEFAULTS.items():
            response.headers.setdefault(name, value)
        for name, value in FIXED.items():
            response.headers[name] = value
        is_admin = _is_admin(request) or getattr(response, "is_in_admin_frame", False)
        policy = content_policy.policy_of(response.headers.get("Content-Type", ""), is_admin)
        response.headers["Content-Security-Policy"] = content_policy.written(policy, _form_targets(response))
        return response


def _is_admin(request: HttpRequest) -> bool:
    return request.resolver_match is not None and "admin" in request.resolver_match.app_names


def _form_targets(response: HttpResponseBase) -> tuple[str, ...]:
    """See agents/admin/form_targets.py."""
    targets: tuple[str, ...] = getattr(response, "form_targets", ())
    return targets

"""Bodies that are refused at the door, before anything is read of them: too large, packed, or of no said length."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from handoff.api import errors


class BodyLimitMiddleware:
    """For every address alike: what a view reads later is as long as its `Content-Length` says, and no longer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = refusal_of(request)
        return errors.refusal(request, code) if code else self.get_response(request)


def refusal_of(request: HttpRequest) -> str:
    """The code of the problem; "" for a body that may be read, or none."""
    if "Transfer-Encoding" in request.headers:
        # Django would take a body that comes in chunks for an empty one.
        return "length_required"
    if request.headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
        # Unpacking could make a small body huge.
        return "packed"
    told = request.META.get("CONTENT_LENGTH") or "0"
    if not (told.isascii() and told.isdigit()):
        return "bad_request"
    return "too_large" if len(told) > _MOST_DIGITS or int(told) > _most(request) else ""


_MOST_DIGITS = 15


def _most(request: HttpRequest) -> int:
    """Pages take a calendar's file and a playbook's text at once; the API and the storefront take JSON."""
    if errors.is_api(request):
        return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return int(settings.LIMIT_PAGE_BYTES)

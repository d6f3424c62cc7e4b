"""Which HTTP is spoken here: methods that somebody answers, and for programs HTTPS alone."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from handoff.api import errors

Next = Callable[[HttpRequest], HttpResponseBase]
PROGRAMS = ("/api/v1/", "/storefront/", "/webhooks/")
PAGE_METHODS = ("GET", "HEAD", "POST")


class MethodMiddleware:
    """TRACE would send cookies back as a text; Django's views take a method that they don't know for GET.

    The doors for programs themselves refuse what they don't take, and say what they do.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in PAGE_METHODS or request.path_info.startswith(PROGRAMS):
            return self.get_response(request)
        return HttpResponseNotAllowed(PAGE_METHODS)


class HttpsMiddleware:
    """A page is led to HTTPS. A program would follow, and send its key in the clear each time: it is told instead."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and request.path_info.startswith(PROGRAMS):
            return errors.refusal(request, "https_required")
        return self.get_response(request)

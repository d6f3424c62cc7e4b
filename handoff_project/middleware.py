"""The id of each request: the caller's own where it has one that may stand in a log, else a new one."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from agents import acting
from handoff import request_ids

HEADER = "X-Request-ID"
_USABLE = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestIdMiddleware:
    """The answer tells it, the log says it on each line, and a handoff that begins here keeps it for the worker."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = usable(request.headers.get(HEADER, "")) or uuid.uuid4().hex
        with request_ids.bound(request_id):
            response = self.get_response(request)
        response[HEADER] = request_id
        return response


class ActingMiddleware:
    """Below the login: what is written to the audit log says who asked for it, from where, and in which request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting.bound(request, request_ids.current()):
            return self.get_response(request)


def usable(told: str) -> str:
    return told if _USABLE.fullmatch(told) else ""

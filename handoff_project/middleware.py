"""How each request begins: with an id, the caller's own where it may stand in a log; and for no Brand yet."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from agents import acting, scopes
from agents.gate import ADMIN
from agents.scopes import Scope
from handoff import request_ids
from handoff_project.health import healthz, readyz
from handoff_project.prometheus import metrics

HEADER = "X-Request-ID"
_USABLE = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestIdMiddleware:
    """The answer tells it, the log says it on each line, and a handoff that begins here keeps it for the worker."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = told_by(request) or uuid.uuid4().hex
        with request_ids.bound(request_id):
            response = self.get_response(request)
        response[HEADER] = request_id
        return response


class ProbesMiddleware:
    """Kubelets, load balancers and Prometheus ask at a machine's own address, which is none of ALLOWED_HOSTS.

    None of these answers holds a link or anything else made of the Host.
    """

    ANSWERS = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.ANSWERS.get(request.path_info, self.get_response)(request)


class ActingMiddleware:
    """Below the login: what is written to the audit log says who asked for it, from where, and in which request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting.bound(request, request_ids.current()):
            return self.get_response(request)


def told_by(request: HttpRequest) -> str:
    """Below the login never the caller's own: the audit log keeps it, and nobody chooses what that says."""
    return "" if request.path_info.startswith(ADMIN) else usable(request.headers.get(HEADER, ""))


def usable(told: str) -> str:
    return told if _USABLE.fullmatch(told) else ""


class ScopeMiddleware:
    """A request works for nobody until its door says for whom; and what it said ends with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with scopes.nothing():
            response = self.get_response(request)
            if isinstance(response, StreamingHttpResponse):
                # What is sent line by line is read after this.
                lines = cast("Iterable[bytes]", response.streaming_content)
                response.streaming_content = still_within(scopes.current(), lines)
        return response


def still_within(scope: Scope, parts: Iterable[bytes]) -> Iterator[bytes]:
    waiting = iter(parts)
    while True:
        with scopes.within(scope):
            part = next(waiting, None)
        if part is None:
            return
        yield part

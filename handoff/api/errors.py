"""Whatever goes wrong behind a door becomes a problem: one table from exceptions to codes."""

from __future__ import annotations

import logging
import math
import sys
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.views import defaults
from pydantic import ValidationError
from rest_framework import exceptions
from rest_framework.response import Response

from agents import refusals
from handoff import attention, backlog, chats, idempotency, notices, services, tokens
from handoff.api import outputs
from handoff.api.problems import CONTENT_TYPE, KINDS, Problem, at_field, of_validation
from handoff.log_safety import without_text

logger = logging.getLogger(__name__)

BUSY_RETRY_SECONDS = 1
API_PATHS = ("/api/", "/storefront/", "/webhooks/")

_PLAIN: tuple[tuple[type[Exception], str], ...] = (
    (ObjectDoesNotExist, "not_found"),
    (Http404, "not_found"),
    (exceptions.NotFound, "not_found"),
    (exceptions.MethodNotAllowed, "method_not_allowed"),
    (exceptions.UnsupportedMediaType, "unsupported_media_type"),
    (exceptions.PermissionDenied, "forbidden"),
    (PermissionDenied, "forbidden"),
    (chats.HandoffEnded, "handoff_ended"),
    (tokens.ExpiredToken, "expired_token"),
    (tokens.InvalidToken, "invalid_token"),
    (notices.Unproven, "invalid_signature"),
    (notices.NobodyActs, "not_ready"),
    (idempotency.InProgress, "idempotency_in_progress"),
    (idempotency.KeyReused, "idempotency_key_reused"),
    (SuspiciousOperation, "bad_request"),
    (UnreadablePostError, "bad_request"),
    (exceptions.APIException, "bad_request"),
)


def problem_of(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case ValidationError():
            return of_validation(error)
        case services.UnknownDirective():
            return at_field("directive", "This is no directive of the Agent's instructions.", "unknown_directive")
        case services.NotAllowed():
            return Problem("handoff_not_allowed", decision=outputs.as_json(outputs.Decision.of(error.decided)))
        case backlog.TooManyWaiting():
            return Problem("too_many_waiting", headers={"Retry-After": str(backlog.RETRY_AFTER_SECONDS)})
        case attention.TooManyStarts():
            wait = str(max(1, math.ceil(error.retry_after)))
            return Problem("too_many_starts", headers={"Retry-After": wait}, limit=error.whose)
        case OperationalError() | InterfaceError():
            logger.warning("The database could not answer a request in time: %s", error)
            return Problem("busy", headers={"Retry-After": str(BUSY_RETRY_SECONDS)})
    for kind, code in _PLAIN:
        if isinstance(error, kind):
            return Problem(code)
    logger.error("A request failed.", exc_info=without_text(error) if isinstance(error, DatabaseError) else error)
    return Problem("internal_error")


def answer(error: Exception, context: dict[str, Any]) -> Response:
    """The exception handler of every API view."""
    problem = problem_of(error)
    response = Response(problem.body, problem.status_code, content_type=CONTENT_TYPE)
    for name, value in problem.headers.items():
        response[name] = value
    return response


# Django's own error pages, for what fails before a view is reached (handler400 and so on in the root URLconf).


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain("bad_request") if is_api(request) else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return _plain("forbidden")
    refusals.note(request)
    return defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain("not_found") if is_api(request) else defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return _busy(request)
    return _plain("internal_error") if is_api(request) else defaults.server_error(request)


def _busy(request: HttpRequest) -> HttpResponse:
    """A database that is away, or a row that others write, is no fault of ours: whoever asks may come back."""
    kind = KINDS["busy"]
    page = render_to_string("error_page.html", {"title": kind.title, "says": kind.page_detail})
    response = _plain("busy") if is_api(request) else HttpResponse(page, status=kind.status)
    response["Retry-After"] = str(BUSY_RETRY_SECONDS)
    return response


def is_api(request: HttpRequest) -> bool:
    """Below the script prefix, where there is one."""
    return request.path_info.startswith(API_PATHS)


def refusal(request: HttpRequest, code: str) -> HttpResponse:
    """What is refused before a view is looked for."""
    if is_api(request):
        return _plain(code)
    kind = KINDS[code]
    return HttpResponse(f"{kind.title}. {kind.page_detail or kind.detail}", "text/plain; charset=utf-8", kind.status)


def _plain(code: str) -> HttpResponse:
    problem = Problem(code)
    return JsonResponse(problem.body, status=problem.status_code, content_type=CONTENT_TYPE)

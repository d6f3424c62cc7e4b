"""How the doors are described at /api/schema/: one line at each, the rest here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from handoff.api import outputs, shapes, spans
from handoff.api.paging import MOST
from handoff.api.paging import PAGE as PAGE_SIZE
from handoff.api.problems import CONTENT_TYPE, KINDS

F = TypeVar("F", bound=Callable[..., Any])
Responses = dict[int, tuple[Any, str]]


def _problems(*codes: str) -> dict[int, list[str]]:
    by_status: dict[int, list[str]] = {}
    for code in codes:
        by_status.setdefault(KINDS[code].status, []).append(code)
    return by_status


BAD_BODY = _problems("invalid_json", "invalid_request", "unsupported_media_type")
REFUSED_UNREAD = ("length_required", "too_large", "packed")
NOT_FOUND = _problems("not_found")
NOT_ALLOWED = _problems("handoff_not_allowed", "idempotency_in_progress")
UNPROCESSABLE = _problems("unknown_directive", "idempotency_key_reused")
BAD_TOKEN = _problems("invalid_token", "expired_token", "origin_not_allowed", "not_found")
TOO_MANY = _problems("throttled", "too_many_starts", "too_many_waiting")
ENDED = _problems("handoff_ended")
STARTED = {201: outputs.StartedHandoff, 200: outputs.StartedHandoff}

RETRY_AFTER = OpenApiParameter(
    "Retry-After",
    {"type": "integer", "minimum": 1},
    OpenApiParameter.HEADER,
    description="Seconds to wait. What the limits are: docs/limits.md.",
    response=[429, 503],
)
PAGE = [
    OpenApiParameter("cursor", shapes.CURSOR, description="From the address in `next`."),
    OpenApiParameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE_SIZE}),
]
SPAN = [
    OpenApiParameter(
        "from",
        shapes.DATE_OR_TIME,
        description="A date in the provider's time zone, or a time (ISO 8601); now where left out.",
    ),
    OpenApiParameter("days", {"type": "integer", "minimum": 1, "maximum": spans.MOST_DAYS, "default": spans.DAYS}),
]
IDEMPOTENCY_KEY = [
    OpenApiParameter(
        "Idempotency-Key",
        shapes.IDEMPOTENCY_KEY,
        OpenApiParameter.HEADER,
        description="The same request under the same key is done once and answered alike, with a fresh launch token.",
    )
]


def describe(
    name: str,
    summary: str,
    success: Any,
    *problems: dict[int, list[str]],
    request: Any = None,
    parameters: list[OpenApiParameter] | None = None,
    tag: str = "runtime",
) -> Callable[[F], F]:
    """`success` is the model of the 200 answer, or models by status."""
    responses: dict[Any, Any] = dict(success) if isinstance(success, dict) else {200: success}
    for status, codes in sorted(_with_common(problems, tag).items()):
        description = ", ".join(f"`{code}`" for code in codes)
        responses[status, CONTENT_TYPE] = OpenApiResponse(outputs.Problem, description)
    return extend_schema(
        operation_id=name,
        summary=summary,
        description="",
        tags=[tag],
        request=request,
        responses=responses,
        parameters=[*(parameters or []), RETRY_AFTER],
    )


def _with_common(problems: tuple[dict[int, list[str]], ...], tag: str) -> dict[int, list[str]]:
    """What every door may answer besides; whoever sends a body where none is asked for is told of that too."""
    own = [code for problem in problems for codes in problem.values() for code in codes]
    common = ["invalid_request", *REFUSED_UNREAD, "throttled", "busy", "internal_error"]
    return _problems(*dict.fromkeys([*own, *common, *(["invalid_key", "missing_scope"] if tag == "runtime" else [])]))

"""Errors as RFC 9457 problem details, each with a stable `code` and, where a field is wrong, its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError
from rest_framework.exceptions import APIException

CONTENT_TYPE = "application/problem+json"
MAX_ERRORS = 20


class Kind(NamedTuple):
    """`page_detail`: what a person is told on a page, where it is something else."""

    status: int
    title: str
    detail: str
    page_detail: str = ""


KINDS = {
    "invalid_json": Kind(400, "The body is not JSON", "Send one JSON object, in UTF-8."),
    "invalid_request": Kind(400, "Something in the request is not right", "See `errors`: each names its field."),
    "bad_request": Kind(400, "The request cannot be read", "Check its address, headers and body."),
    "invalid_key": Kind(401, "No valid API key", "Send the header `Authorization: Api-Key <prefix>.<secret>`."),
    "invalid_signature": Kind(401, "The notice is not proved", "Check its address, its secret and the sender's clock."),
    "invalid_token": Kind(401, "No valid launch token", "Start the handoff again for a fresh token."),
    "expired_token": Kind(401, "The launch token has expired", "Start the handoff again for a fresh token."),
    "https_required": Kind(
        403, "HTTPS only", "Send it to the https:// address. A key that was sent in the clear should be replaced."
    ),
    "origin_not_allowed": Kind(
        403, "This page may not use the token", "Add its address under Developer Settings > Storefront."
    ),
    "missing_scope": Kind(
        403, "The API key may not do this", "See `scope`: make a key with it under Developer Settings > Storefront."
    ),
    "forbidden": Kind(403, "Not allowed", "You may not do this."),
    "not_found": Kind(
        404, "Not found", "Nothing is at this address (it ends with a slash), or your key may not see it."
    ),
    "method_not_allowed": Kind(405, "This address has no such method", "See the header `Allow`."),
    "handoff_not_allowed": Kind(409, "No handoff now", "See `decision`: the AI agent goes on helping."),
    "idempotency_in_progress": Kind(409, "The same request is being answered", "Send it again in a moment."),
    "handoff_ended": Kind(410, "The handoff has ended", "The AI agent is helping the customer again."),
    "length_required": Kind(411, "The body's length is not said", "Send the header `Content-Length`."),
    "too_large": Kind(413, "The body is too large", "Send at most 1 MiB.", "Go back and send less at once."),
    "packed": Kind(415, "The body is packed", "Send it without `Content-Encoding`."),
    "unsupported_media_type": Kind(415, "The body is not declared as JSON", "Send `Content-Type: application/json`."),
    "unknown_directive": Kind(422, "Unknown directive", "Name a directive of this Agent's instructions."),
    "idempotency_key_reused": Kind(
        422, "The Idempotency-Key was used for another request", "Use a new key for each new request."
    ),
    "throttled": Kind(429, "Too many requests", "Wait as long as the header `Retry-After` says."),
    "too_many_waiting": Kind(
        429, "Too many handoffs of your Brand are waiting", "Wait as long as the header `Retry-After` says."
    ),
    "too_many_starts": Kind(
        429, "Too many handoffs were started", "Wait as long as the header `Retry-After` says; see `limit`."
    ),
    "internal_error": Kind(500, "Something went wrong here", "Nothing was changed. Send the request again later."),
    "not_ready": Kind(503, "This cannot be done yet", "Nothing was changed. Send it again later."),
    "busy": Kind(
        503,
        "The database is busy",
        "Nothing was changed. Send the request again in a moment.",
        page_detail="It did not answer in time. Try again in a moment.",
    ),
}


class Problem(APIException):
    """Raise it anywhere below a view: the answer says exactly this."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        **extra: Any,
    ) -> None:
        self.kind = KINDS[code]
        self.status_code = self.kind.status
        self.code = code
        self.headers = dict(headers or {})
        self.body: dict[str, Any] = {
            "type": f"urn:handoff:problem:{code}",
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": detail or self.kind.detail,
            "code": code,
        }
        if errors:
            self.body["errors"] = list(errors)
        self.body.update(extra)
        super().__init__(self.body["detail"], code)


def at_field(field: str, message: str, code: str = "invalid_request") -> Problem:
    return Problem(code, errors=[{"field": field, "message": message}])


def of_validation(error: ValidationError) -> Problem:
    """Names each field, and never repeats what was sent."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    errors = [
        {
            "field": ".".join(str(part) for part in detail["loc"]) or "body",
            "message": _message(detail["type"], detail["msg"]),
        }
        for detail in details[:MAX_ERRORS]
    ]
    return Problem("invalid_request", errors=errors)


def _message(kind: str, text: str) -> str:
    if kind == "model_type":  # pydantic would name our class
        return "Send an object."
    return text.removeprefix("Value error, ")

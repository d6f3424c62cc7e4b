"""Sprinklr's REST API 2.0, as far as a handoff needs it: https://dev.sprinklr.com/search-by-entity, /add-comment.

Nothing makes a repeated request safe. Its gateway and its application refuse in two different shapes.
"""

from __future__ import annotations

import re
import time
import uuid

from django.http import HttpRequest

from demo.standins import rest
from demo.standins.credentials import bearer, is_good
from demo.standins.refusals import Refusal
from demo.standins.rest import Answer, Call
from demo.standins.sprinklr.rows import add_comment, case_with_number
from demo.standins.sprinklr.search import cases_found, comments_found, following, page_of
from demo.standins.sprinklr.shapes import USER_ID, case_json, comment_json
from demo.standins.store import Row
from demo.standins.throttle import Limit, Usage

HOST = r"api3\.sprinklr\.com"
# Not published; a usual contract's, for an hour.
RATE_LIMIT = Limit(1_000, 3_600)
_ENVIRONMENT = r"(?:/([a-z0-9]+))?"
_GATEWAY = "gateway"


def _check(request: HttpRequest, path: str) -> str:
    """A key that names an environment, as stand-in-prod2-..., is good there alone; the others are good in all."""
    key, token = request.headers.get("Key", ""), bearer(request)
    if not is_good(key):
        raise Refusal(403, _GATEWAY, "Developer Inactive")
    if not is_good(token):
        raise Refusal(401, _GATEWAY, "Unauthorized")
    found = re.match(rf"{_ENVIRONMENT}/api/v2/", path)
    environment = (found and found[1]) or ""
    bound = re.match(r"stand-in-(prod\d*|sandbox)-", key)
    if environment != bound[1] if bound else not re.fullmatch(r"(prod\d{0,2}|sandbox)?", environment):
        raise Refusal(421, _GATEWAY, "Misdirected Request")
    if request.method in ("POST", "PUT") and not request.META.get("CONTENT_LENGTH"):
        raise Refusal(411, _GATEWAY, "Length Required")
    if request.META.get("CONTENT_LENGTH", "0") not in ("", "0") and request.content_type != "application/json":
        raise Refusal(415, _GATEWAY, "Unsupported Media Type")
    return key


def _error(refusal: Refusal) -> Row:
    if refusal.code == _GATEWAY:
        return {"data": [], "errors": [{"id": str(uuid.uuid4()), "code": refusal.status, "message": refusal.message}]}
    return {
        "success": False,
        "errors": [{"code": refusal.code, "message": refusal.message, "details": {"field": refusal.about}}],
    }


def _limit_headers(usage: Usage) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(usage.limit.most),
        "X-RateLimit-Remaining": str(usage.left),
        "X-RateLimit-Reset": str(int(time.time()) + usage.wait),
    }


def _over_limit(usage: Usage) -> Refusal:
    """By turns in the application's words and in the gateway's."""
    headers = {"Retry-After": str(usage.wait)}
    if (usage.used - usage.limit.most) % 2:
        return Refusal(429, "RATE_LIMIT_EXCEEDED", "Too Many Requests", headers=headers)
    return Refusal(403, _GATEWAY, "Developer Over Rate", headers=headers)


def _me(call: Call) -> Answer:
    user = {"id": USER_ID, "displayName": "Hoban", "email": "hoban@example.com", "userType": "CLNTUSR"}
    return Answer({"data": user, "errors": []})


def _search(call: Call) -> Answer:
    _, entity = call.ids
    return Answer(_data(page_of(entity, call.said, _FOUND[entity](call))))


def _search_on(call: Call) -> Answer:
    return Answer(_data(following(call.query("id"))))


def _data(data: Row) -> Row:
    return {"data": data, "errors": []}


def _comment(call: Call) -> Answer:
    _, number = call.ids
    case = case_with_number(number)
    if case is None:
        raise Refusal(404, "RESOURCE_NOT_FOUND", "Resource Not Found", "entityId")
    text = rest.text_of(call.said, "text")
    if not text:
        raise Refusal(400, "BAD_REQUEST", "text is required", "text")
    return Answer(_data(comment_json(case, add_comment(case, text))))


def _cases(call: Call) -> list[Row]:
    return [case_json(row) for row in cases_found(call)]


def _comments(call: Call) -> list[Row]:
    return [comment_json(case, comment) for case, comment in comments_found(call)]


_FOUND = {"CASE": _cases, "COMMENT": _comments}

api = rest.door(
    rest.Platform(
        slug="sprinklr",
        check=_check,
        operations=(
            ("GET", f"{_ENVIRONMENT}/api/v2/me", _me),
            ("POST", f"{_ENVIRONMENT}/api/v2/search/(CASE|COMMENT)", _search),
            ("GET", f"{_ENVIRONMENT}/api/v2/search/(CASE|COMMENT)", _search_on),
            ("POST", f"{_ENVIRONMENT}/api/v2/comment/CASE/([^/]+)", _comment),
        ),
        error=_error,
        limit=RATE_LIMIT,
        limit_headers=_limit_headers,
        over_limit=_over_limit,
        not_found=("RESOURCE_NOT_FOUND", "Resource Not Found"),
    )
)

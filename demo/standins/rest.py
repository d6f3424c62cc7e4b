"""What all REST stand-ins share: faults, credentials, rate limits, JSON, refusals in the platform's words, the log."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from demo.standins import faults, throttle, weather
from demo.standins.refusals import Refusal
from demo.standins.store import Row, store
from demo.standins.throttle import Limit, Usage

KEPT_REQUESTS = 200


@dataclass(frozen=True, slots=True)
class Call:
    """One request as an operation sees it. `who` is whose credential it has, `ids` what its path names."""

    request: HttpRequest
    host: str
    path: str
    who: str
    said: Row
    ids: tuple[str, ...]
    lag_s: float

    def query(self, name: str, default: str = "") -> str:
        return str(self.request.GET.get(name, default))

    def header(self, name: str) -> str:
        return str(self.request.headers.get(name, ""))

    def finds(self, row: Row) -> bool:
        """Whether the search index has it yet."""
        return datetime.fromisoformat(row["at"]) <= datetime.now(UTC) - timedelta(seconds=self.lag_s)


@dataclass(frozen=True, slots=True)
class Answer:
    """With `json` None the body is empty."""

    json: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Operation = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Platform:
    slug: str
    # Whose the credential is. Raises Refusal.
    check: Callable[[HttpRequest, str], str]
    operations: tuple[tuple[str, str, Operation], ...]
    error: Callable[[Refusal], Row]
    limit: Limit
    limit_headers: Callable[[Usage], dict[str, str]]
    over_limit: Callable[[Usage], Refusal]
    not_found: tuple[str, str] = ("not_found", "Not found")
    # Whether one account's credentials share the limit.
    limited_together: bool = False


def door(platform: Platform) -> Callable[..., HttpResponseBase]:
    @csrf_exempt
    def api(request: HttpRequest, host: str, path: str) -> HttpResponseBase:
        method, path = request.method or "", f"/{path}"
        fault = faults.taken(method, host, path) or weather.taken()
        lag_s = float(fault["lag_s"]) if fault else 0.0

        def done() -> HttpResponseBase:
            with store.lock:
                return _answered(platform, request, host, path, lag_s)

        answer = faults.suffered(fault, done)
        with store.lock:
            store.request_count += 1
            store.requests.append({"method": method, "host": host, "path": path, "status": answer.status_code})
            del store.requests[:-KEPT_REQUESTS]
        return answer

    return api


def _answered(platform: Platform, request: HttpRequest, host: str, path: str, lag_s: float) -> HttpResponse:
    headers: dict[str, str] = {}
    try:
        who = platform.check(request, path)
        usage = _counted(platform, host, who)
        headers = platform.limit_headers(usage)
        if usage.is_over:
            raise platform.over_limit(usage)
        operation, ids = _operation(platform, request.method or "", path)
        answer = operation(Call(request, host, path, who, _said(request), ids, lag_s))
    except Refusal as refusal:
        answer = Answer(platform.error(refusal), refusal.status, refusal.headers)
    return _response(answer, headers)


def _counted(platform: Platform, host: str, who: str) -> Usage:
    key = f"{platform.slug} {host} {'' if platform.limited_together else who}"
    return throttle.counted(key, throttle.limit_of(platform.slug, platform.limit))


def _operation(platform: Platform, method: str, path: str) -> tuple[Operation, tuple[str, ...]]:
    known = False
    for wanted, pattern, operation in platform.operations:
        found = re.fullmatch(pattern, path)
        known = known or bool(found)
        if found and method == wanted:
            return operation, tuple(group or "" for group in found.groups())
    if known:
        raise Refusal(405, "method_not_allowed", "This method is not allowed here")
    raise Refusal(404, *platform.not_found)


def _said(request: HttpRequest) -> Row:
    try:
        said = json.loads(request.body or b"{}")
    except RequestDataTooBig:
        raise Refusal(413, "payload_too_large", "The request body is too large") from None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Refusal(400, "bad_request", "The request body could not be parsed as JSON")
    return said


def _response(answer: Answer, headers: Mapping[str, str]) -> HttpResponse:
    response = HttpResponse(status=answer.status) if answer.json is None else JsonResponse(answer.json, safe=False)
    response.status_code = answer.status
    for name, value in {**headers, **answer.headers}.items():
        response.headers[name] = value
    return response


def text_of(said: Row, *names: str) -> str:
    """The first of these that has words in it."""
    texts = (said.get(name) for name in names)
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")

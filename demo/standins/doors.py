"""What all stand-ins' views share: JSON in, JSON out, one at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from demo.standins.store import Row, store

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def door(*methods: str) -> Callable[[View[P]], View[P]]:
    """For the browser's and the tests' endpoints: these methods only, under the store's lock."""

    def decorated(view: View[P]) -> View[P]:
        @csrf_exempt
        @wraps(view)
        def locked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponse(status=405)
            try:
                with store.lock:
                    return view(request, *args, **kwargs)
            except (ValueError, KeyError) as error:
                return JsonResponse({"error": f"bad request: {error}"}, status=400)

        return locked

    return decorated


def body_of(request: HttpRequest) -> Row:
    said: Any = json.loads(request.body or b"{}")
    if not isinstance(said, dict):
        raise ValueError("an object is expected")
    return said


def held(rows: dict[str, Row], id: str) -> Row:
    if id not in rows:
        raise Http404
    return rows[id]


def answer(said: object, status: int = 200) -> JsonResponse:
    return JsonResponse(said, status=status)

"""The body of a request: JSON only, of limited size and depth. Nothing in it can make the server fail."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from django.conf import settings
from django.http import HttpRequest
from rest_framework.parsers import BaseParser

from handoff.api.problems import Problem

MAX_DEPTH = 20
MAX_KEYS = 500


class JsonBody(BaseParser):
    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if _announced_length(parser_context) > limit:
            raise Problem("too_large")
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise Problem("too_large")
        return read_json(raw)


def _announced_length(parser_context: Any) -> int:
    request: HttpRequest = parser_context["request"]
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def read_json(raw: bytes) -> Any:
    try:
        value = _DECODER.decode(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Problem("invalid_json", "The body is not valid UTF-8.") from None
    except json.JSONDecodeError as error:
        raise Problem("invalid_json", f"{error.msg}: line {error.lineno}, column {error.colno}.") from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:  # a number of thousands of digits
        raise Problem("invalid_json", "The body holds a number that is too long.") from None
    # Each level begins with a bracket; those in texts only make it look deeper than it is.
    if raw.count(b"{") + raw.count(b"[") > MAX_DEPTH:
        _require_shallow(value, MAX_DEPTH)
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise Problem("invalid_json", f"{name} is not JSON.")


def _finite(text: str) -> float:
    """`1e999` is a number of JSON, but none of Python: it would become infinite."""
    number = float(text)
    if not math.isfinite(number):
        raise Problem("invalid_json", "The body holds a number that is too large.")
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a key that comes twice every program takes another one: a check before us may have seen the first."""
    if len(pairs) > MAX_KEYS:
        raise Problem("invalid_json", f"An object has more than {MAX_KEYS} keys.")
    made = dict(pairs)
    if len(made) < len(pairs):
        raise Problem("invalid_json", "An object has the same key twice.")
    return made


def _require_shallow(value: Any, depth_left: int) -> None:
    if not isinstance(value, dict | list):
        return
    if not depth_left:
        raise _too_deep()
    for item in value.values() if isinstance(value, dict) else value:
        _require_shallow(item, depth_left - 1)


def _too_deep() -> Problem:
    return Problem("invalid_json", f"The body is nested more than {MAX_DEPTH} levels deep.")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite, object_pairs_hook=_object)

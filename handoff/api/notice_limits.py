"""How many notices are taken: of a platform that proves them, and of whoever proves none. Counted in the cache.

Platforms send for all their customers from the same few addresses. So what proves nothing is counted for the one URL
that it was sent to: somebody else's account there can't shut out this Brand's notices without knowing their URL.
"""

from __future__ import annotations

import hashlib
import math
import time

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from handoff.api.problems import Problem
from handoff.api.throttling import count_in, parse_rate


class UnprovenThrottle(BaseThrottle):
    """Looks before any work is done. Only what turns out to prove nothing is counted."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        most, seconds = parse_rate(settings.LIMIT_UNPROVEN_NOTICES)
        try:
            return int(cache.get(_window(self._who(request), seconds), 0)) < most
        except (RedisError, OSError):
            return True

    def wait(self) -> float:
        return _left(parse_rate(settings.LIMIT_UNPROVEN_NOTICES)[1])

    def count(self, request: Request) -> None:
        _count(self._who(request), settings.LIMIT_UNPROVEN_NOTICES)

    def count_unknown(self, request: Request) -> None:
        """Sent to nobody's URL: by the sender alone, who may try many. Raises Problem."""
        _require_room(f"unknown {self.get_ident(request)}", settings.LIMIT_UNPROVEN_NOTICES)

    def _who(self, request: Request) -> str:
        return f"unproven {self.get_ident(request)} {request.path}"


def require_room(source: int) -> None:
    """Counts this proven one too. Raises Problem."""
    _require_room(f"proven {source}", settings.LIMIT_NOTICES)


def _require_room(who: str, rate: str) -> None:
    most, seconds = parse_rate(rate)
    if _count(who, rate) > most:
        raise Problem("throttled", headers={"Retry-After": str(math.ceil(_left(seconds)))})


def _count(who: str, rate: str) -> int:
    seconds = parse_rate(rate)[1]
    return count_in(_window(who, seconds), seconds)


def _window(who: str, seconds: int) -> str:
    digest = hashlib.sha256(who.encode(errors="replace")).hexdigest()[:32]
    return f"throttle:notices:{digest}:{int(time.time() // seconds)}"


def _left(seconds: int) -> float:
    return seconds - time.time() % seconds

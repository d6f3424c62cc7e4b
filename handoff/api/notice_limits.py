"""How many notices are taken: of a platform that proves them, and of whoever proves none. Counted in the cache.

Platforms send for all their customers from the same few addresses. So what proves nothing is counted for the one URL
that it was sent to: somebody else's account there can't shut out this Brand's notices without knowing their URL. Who
sends to URLs that are nobody's is counted by address, and soon no URL is looked up for them but those that proved
something here before.
"""

from __future__ import annotations

import math

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from agents import windows
from agents.callers import network_of
from handoff.api.problems import Problem

# A URL is remembered for so long since it last proved something.
_KNOWN_SECONDS = 30 * 86_400


class UnprovenThrottle(BaseThrottle):
    """Looks before any work is done. Only what turns out to prove nothing is counted."""

    retry_after = 0.0

    def allow_request(self, request: Request, view: APIView) -> bool:
        rate = settings.LIMIT_UNPROVEN_NOTICES
        self.retry_after = windows.is_over(rate, *_unproven(request)) or _strangers_wait(rate, request)
        return not self.retry_after

    def wait(self) -> float:
        return self.retry_after

    def count(self, request: Request) -> None:
        windows.seconds_to_wait(settings.LIMIT_UNPROVEN_NOTICES, *_unproven(request))

    def count_unknown(self, request: Request) -> None:
        """Sent to nobody's URL: by the sender alone, who may try many."""
        windows.seconds_to_wait(settings.LIMIT_UNPROVEN_NOTICES, *_unknown(request))


def require_room(source: int, request: Request) -> None:
    """Counts this proven one too. Raises Problem."""
    windows.remember(_place_of(request), _KNOWN_SECONDS)
    wait = windows.seconds_to_wait(settings.LIMIT_NOTICES, "proven notices", source)
    if wait:
        raise Problem("throttled", headers={"Retry-After": str(math.ceil(wait))})


def _strangers_wait(rate: str, request: Request) -> float:
    wait = windows.is_over(rate, *_unknown(request))
    return 0.0 if wait and windows.count_so_far(_place_of(request)) else wait


def _place_of(request: Request) -> str:
    return f"known_notices:{windows.digest_of(request.path)}"


def _unknown(request: Request) -> tuple[str, str]:
    return "unknown notices", network_of(request)


def _unproven(request: Request) -> tuple[str, str, str]:
    return "unproven notices", network_of(request), request.path

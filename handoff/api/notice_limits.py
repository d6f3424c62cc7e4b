"""How many notices are taken: of a platform that proves them, and of whoever proves none. Counted in the cache.

Platforms send for all their customers from the same few addresses. So what proves nothing is counted for the one URL
that it was sent to: somebody else's account there can't shut out this Brand's notices without knowing their URL.
"""

from __future__ import annotations

import math

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from handoff import windows
from handoff.api.problems import Problem
from handoff.api.throttling import address_of


class UnprovenThrottle(BaseThrottle):
    """Looks before any work is done. Only what turns out to prove nothing is counted."""

    retry_after = 0.0

    def allow_request(self, request: Request, view: APIView) -> bool:
        self.retry_after = windows.is_over(settings.LIMIT_UNPROVEN_NOTICES, *_unproven(request))
        return not self.retry_after

    def wait(self) -> float:
        return self.retry_after

    def count(self, request: Request) -> None:
        windows.seconds_to_wait(settings.LIMIT_UNPROVEN_NOTICES, *_unproven(request))

    def count_unknown(self, request: Request) -> None:
        """Sent to nobody's URL: by the sender alone, who may try many. Raises Problem."""
        _require_room(settings.LIMIT_UNPROVEN_NOTICES, "unknown notices", address_of(request))


def require_room(source: int) -> None:
    """Counts this proven one too. Raises Problem."""
    _require_room(settings.LIMIT_NOTICES, "proven notices", source)


def _unproven(request: Request) -> tuple[str, str, str]:
    return "unproven notices", address_of(request), request.path


def _require_room(rate: str, *who: object) -> None:
    wait = windows.seconds_to_wait(rate, *who)
    if wait:
        raise Problem("throttled", headers={"Retry-After": str(math.ceil(wait))})

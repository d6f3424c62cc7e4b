"""How often one key, or one browser, may ask. Counted in the cache, never in the database."""

from __future__ import annotations

import hashlib
import logging
import time

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

logger = logging.getLogger(__name__)

PERIODS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
# While the cache is gone nobody is counted; after this pause it is asked again, so that few requests wait in vain.
PAUSE_SECONDS = 5.0
_paused_until = 0.0


def parse_rate(rate: str) -> tuple[int, int]:
    """`600/min` -> 600 requests in 60 seconds."""
    number, _, period = rate.partition("/")
    return int(number), PERIODS[period[:1]]


def count_in(window: str, seconds: int) -> int:
    """How many requests this window has seen with this one; 0 where the cache cannot tell."""
    global _paused_until
    if time.monotonic() < _paused_until:
        return 0
    try:
        cache.add(window, 0, seconds + 1)
        return int(cache.incr(window))
    except ValueError:  # forgotten between the two calls
        return 0
    except (RedisError, OSError):
        _paused_until = time.monotonic() + PAUSE_SECONDS
        logger.warning("The cache is out of reach: requests are not throttled.")
        return 0


class WindowThrottle(BaseThrottle):
    """A fixed window: at most so many requests in each."""

    scope = ""
    retry_after = 1.0

    def rate(self) -> str:
        raise NotImplementedError

    def who(self, request: Request, view: APIView) -> str:
        raise NotImplementedError

    def allow_request(self, request: Request, view: APIView) -> bool:
        most, seconds = parse_rate(self.rate())
        now = time.time()
        self.retry_after = seconds - now % seconds
        window = f"throttle:{self.scope}:{self.who(request, view)}:{int(now // seconds)}"
        return count_in(window, seconds) <= most

    def wait(self) -> float:
        return self.retry_after


class KeyThrottle(WindowThrottle):
    scope = "key"

    def rate(self) -> str:
        return str(settings.API_THROTTLE)

    def who(self, request: Request, view: APIView) -> str:
        return str(request.auth.pk) if request.auth else str(self.get_ident(request))


class BrowserThrottle(WindowThrottle):
    """By address and token: one shopper's loop does not shut out another behind the same address."""

    scope = "browser"

    def rate(self) -> str:
        return str(settings.STOREFRONT_THROTTLE)

    def who(self, request: Request, view: APIView) -> str:
        browser = f"{self.get_ident(request)} {view.kwargs.get('token', '')}"
        return hashlib.sha256(browser.encode(errors="replace")).hexdigest()[:32]

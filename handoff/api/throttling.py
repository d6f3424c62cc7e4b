"""How often one key, one Brand, one browser or one address may ask. What is counted where: agents/windows.py."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from agents import windows
from agents.callers import network_of
from agents.models import ApiKey
from agents.windows import Limit


class WindowThrottle(BaseThrottle):
    """Fixed windows: at most so many requests in each. Who is held back by one of them takes nothing of the others."""

    retry_after = 0.0

    def limits(self, request: Request, view: APIView) -> Iterator[Limit]:
        """Narrowest first: of several that are full the first one tells how long to wait."""
        raise NotImplementedError

    def allow_request(self, request: Request, view: APIView) -> bool:
        full = windows.first_full(list(self.limits(request, view)))
        self.retry_after = full.seconds_to_wait if full else 0.0
        return full is None

    def wait(self) -> float:
        return self.retry_after


class RuntimeThrottle(WindowThrottle):
    """One key; and all keys of a Brand together: more keys are no more requests."""

    def limits(self, request: Request, view: APIView) -> Iterator[Limit]:
        key: object = request.auth
        assert isinstance(key, ApiKey)
        yield Limit(settings.API_THROTTLE, ("API_THROTTLE", key.pk))
        yield Limit(settings.LIMIT_BRAND, ("LIMIT_BRAND", key.brand_id))


class BrowserThrottle(WindowThrottle):
    """By address and token: one shopper's loop does not shut out another behind the same address. Then by handoff,
    whatever the address, and however often its token was made anew; and by address, whatever the token."""

    def limits(self, request: Request, view: APIView) -> Iterator[Limit]:
        address, token = network_of(request), str(view.kwargs.get("token", ""))
        yield Limit(settings.STOREFRONT_THROTTLE, ("STOREFRONT_THROTTLE", address, token))
        yield Limit(settings.LIMIT_TOKEN, ("LIMIT_TOKEN", token.partition(":")[0]))
        yield Limit(settings.LIMIT_ADDRESS, ("LIMIT_ADDRESS", address))

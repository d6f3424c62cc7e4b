"""How often one key, one Brand, one browser or one address may ask. What is counted where: agents/windows.py."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from agents import windows
from agents.callers import network_of
from agents.models import ApiKey


class WindowThrottle(BaseThrottle):
    """A fixed window: at most so many requests in each."""

    rate_setting: ClassVar[str]
    retry_after = 0.0

    def who(self, request: Request, view: APIView) -> str:
        raise NotImplementedError

    def allow_request(self, request: Request, view: APIView) -> bool:
        rate = str(getattr(settings, self.rate_setting))
        self.retry_after = windows.seconds_to_wait(rate, self.rate_setting, self.who(request, view))
        return not self.retry_after

    def wait(self) -> float:
        return self.retry_after


class KeyThrottle(WindowThrottle):
    rate_setting = "API_THROTTLE"

    def who(self, request: Request, view: APIView) -> str:
        return str(request.auth.pk) if request.auth else network_of(request)


class BrandThrottle(WindowThrottle):
    """All keys of a Brand together: more keys are no more requests."""

    rate_setting = "LIMIT_BRAND"

    def who(self, request: Request, view: APIView) -> str:
        key: object = request.auth
        return str(key.brand_id) if isinstance(key, ApiKey) else ""


class BrowserThrottle(WindowThrottle):
    """By address and token: one shopper's loop does not shut out another behind the same address."""

    rate_setting = "STOREFRONT_THROTTLE"

    def who(self, request: Request, view: APIView) -> str:
        return f"{network_of(request)} {view.kwargs.get('token', '')}"


class TokenThrottle(WindowThrottle):
    """By handoff, whatever the address, and however often its token was made anew."""

    rate_setting = "LIMIT_TOKEN"

    def who(self, request: Request, view: APIView) -> str:
        return str(view.kwargs.get("token", "")).partition(":")[0]


class AddressThrottle(WindowThrottle):
    """By address, whatever the token."""

    rate_setting = "LIMIT_ADDRESS"

    def who(self, request: Request, view: APIView) -> str:
        return network_of(request)

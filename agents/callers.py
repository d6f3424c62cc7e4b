"""Who asks, as far as it cannot be made up: the address of a request, and the network that is counted for it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from agents.addresses import HOUSEHOLD, network_around


def address_of(request: HttpRequest) -> str:
    """Without a proxy of ours, anybody could write X-Forwarded-For; ours writes its last entry."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")


def network_of(request: HttpRequest, prefix: int = HOUSEHOLD) -> str:
    return network_around(address_of(request), prefix)

"""Whoever tries out keys: after so many wrong ones from an address no key is looked up for it, but those known here."""

from __future__ import annotations

import math

from django.conf import settings
from rest_framework.request import Request

from agents import credentials, keys, windows
from agents.addresses import SITE
from agents.callers import network_of
from agents.models import ApiKey
from handoff.api.problems import Problem

_GUESSES = "LIMIT_GUESSES"
# Keys that this process has let in: a runtime goes on, though another behind its address guesses. Prefixes, no secrets.
_MOST_KNOWN = 10_000
_known: dict[str, None] = {}


def key_in(text: str, request: Request) -> ApiKey | None:
    """The live key, or None. Raises a Problem where too many were wrong from this address."""
    who = network_of(request, SITE)
    named = keys.parse(text)
    if named is None or named.prefix not in _known:
        _require(windows.is_over(settings.LIMIT_GUESSES, _GUESSES, who))
    row = credentials.api_key_in(text)
    if row is None:
        _require(windows.seconds_to_wait(settings.LIMIT_GUESSES, _GUESSES, who))
        return None
    _remember(row.prefix)
    return row


def _require(wait: float) -> None:
    if wait:
        raise Problem("throttled", headers={"Retry-After": str(max(1, math.ceil(wait)))})


def _remember(prefix: str) -> None:
    _known[prefix] = None
    while len(_known) > _MOST_KNOWN:
        _known.pop(next(iter(_known)), None)

"""What a platform's answer means: a reply, or an error that says whether trying again may help. Pure."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Any

from handoff.providers import said as said_for_people
from handoff.providers.base import ProviderError, Reply
from handoff.retries import LONGEST_RETRY_AFTER

_PASSING = (408, 425, 429)
# How a platform that counts requests at its gateway says so with a 403.
_TOO_MANY = b"over rate"
_LOOKED_AT = 2_000
_CODE = re.compile(r"[a-z][a-z_]{2,40}", re.IGNORECASE)


def reply(status: int, body: bytes, host: str) -> Reply:
    """From a 2xx answer. One that can't be read may all the same have done what was asked."""
    if not body.strip():
        return Reply(status, {})
    try:
        return Reply(status, json.loads(body))
    except (ValueError, RecursionError):
        raise ProviderError(f"{host} sent an answer that can't be read.", ambiguous=True, status=status) from None


def refusal(
    status: int,
    body: bytes,
    wait: str,
    host: str,
    now: float,
    words: str = "",
    sent: Mapping[str, str] = MappingProxyType({}),
) -> ProviderError:
    """From any other answer. `wait` is the Retry-After header, `words` what the body says for people.

    `sent` are the headers of our request: a code that repeats a credential is none.
    """
    if status < 400:
        return ProviderError(f"{host} sent us elsewhere, which we don't follow.", permanent=True, status=status)
    code = _code(body)
    if said_for_people.repeats_credentials(code, sent):
        code = ""
    said = f"{status}, {code}" if code else str(status)
    if status == 403 and _TOO_MANY in body[:_LOOKED_AT].lower():
        status = 429
    return ProviderError(
        f"{host} refused the request ({said}).",
        permanent=status < 500 and status not in _PASSING,
        status=status,
        retry_after=retry_after(wait, now),
        code=code,
        reply=words,
    )


def until_reset(value: str, now: float) -> str:
    """For platforms that tell when their limit begins anew, in Unix time, and not how long that is: a Retry-After."""
    if not re.fullmatch(r"[0-9]{10}", value, re.ASCII) or float(value) < now:
        return ""
    return str(math.ceil(float(value) - now))


def retry_after(value: str, now: float) -> float | None:
    """Seconds to wait, from a number of seconds or a date; None where it says nothing that makes sense."""
    seconds = _seconds(value.strip(), now)
    if seconds is None or math.isnan(seconds) or seconds < 0:
        return None
    return min(seconds, LONGEST_RETRY_AFTER)


def _seconds(value: str, now: float) -> float | None:
    if re.fullmatch(r"[0-9]+", value, re.ASCII):
        return float(value[:12])
    try:
        return parsedate_to_datetime(value).timestamp() - now
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _code(body: bytes) -> str:
    """The platform's own short name for the error. Its sentences may quote the customer, so they stay out."""
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    candidates = (_at(said, "errors", 0, "code"), _at(said, "error"))
    return next((code for code in candidates if isinstance(code, str) and _CODE.fullmatch(code)), "")


def _at(said: Any, *path: str | int) -> Any:
    """What stands at this place of the answer, or None."""
    try:
        for step in path:
            said = said[step]
    except (LookupError, TypeError):
        return None
    return said

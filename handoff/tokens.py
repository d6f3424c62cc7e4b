"""Launch tokens: what the browser holds for one handoff. Signed, good for 30 minutes and until the handoff ends.

Whoever opened the chat may open it again and report with the token for a day: people talk for longer than half an hour,
and a chat whose end nobody can report would keep the AI agent silent.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

LIFETIME = timedelta(minutes=30)
REPORTING_LIFETIME = timedelta(hours=24)
SALT = "handoff.launch"


class InvalidToken(ValueError):
    """Not a token of ours."""


class ExpiredToken(InvalidToken):
    """Once good; repeating the start gives a fresh one."""


def mint(handoff_id: UUID) -> str:
    return _signer().sign(handoff_id.hex)


def expiry(now: datetime) -> datetime:
    return now + LIFETIME


def read(token: str, lifetime: timedelta = LIFETIME) -> UUID:
    """The handoff that the token opens."""
    try:
        return UUID(_signer().unsign(token, max_age=lifetime))
    except signing.SignatureExpired as error:
        raise ExpiredToken("This launch token has expired.") from error
    except (signing.BadSignature, ValueError) as error:
        raise InvalidToken("This is not a launch token.") from error


def _signer() -> signing.TimestampSigner:
    """HMAC-SHA256 under SECRET_KEY; what SECRET_KEY_FALLBACKS signed is still read."""
    return signing.TimestampSigner(salt=SALT)

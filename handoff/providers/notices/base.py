"""A platform's notices: how one is proved over its raw body, and what it says. Values only. Pure."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from agents.transcripts import storable

# What a notice may ask for.
CLOSED = "closed"
EXPORT_CUSTOMER = "export_customer"
ERASE_CUSTOMER = "erase_customer"
ERASE_SHOP = "erase_shop"

# Where the platform signs the time of sending.
FRESH = timedelta(minutes=5)
# Where a notice tells only when it was first sent: repeats come for hours, and ids are kept for longer than this.
REPEATED_FOR = timedelta(hours=24)
# An entered secret: one long word.
ONE_WORD = r"[!-~]{8,500}"
_ID = re.compile(r"[A-Za-z0-9_.:\-]{1,200}")

Headers = Mapping[str, str]
Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Notice:
    """`event` tells one notice from the others, and is the same when it is sent again. Without `kind` it asks nothing.

    `told_at` is when the platform made it, where that is proved with the rest.
    """

    event: str
    kind: str = ""
    conversation: str = ""
    customer_id: str = ""
    customer_email: str = ""
    customer_phone: str = ""
    told_at: datetime | None = None


class NoticeForm:
    """How one platform's notices look. `steps` are for merchants: what to set up there, in order."""

    kinds: ClassVar[tuple[str, ...]] = (CLOSED,)
    title: ClassVar[str] = "Tell Handoff when a chat is closed"
    steps: ClassVar[tuple[str, ...]] = ()
    # What is pasted there besides the address: the request's body.
    paste: ClassVar[str] = ""
    # Where the secret is the platform's: what it is called there. "" where it is made here.
    entered: ClassVar[str] = ""
    entered_help: ClassVar[str] = ""

    def proven(self, secret: str, headers: Headers, raw: bytes, now: datetime) -> bool:
        """Whether it comes from whoever knows the secret, and just now. Compares in constant time."""
        raise NotImplementedError

    def read(self, headers: Headers, raw: bytes, said: Said) -> Notice:
        """`said` is the raw body as JSON. Only what is proved counts: a header that is not signed tells nothing."""
        raise NotImplementedError


def same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode())


def mac(algorithm: str, secret: str, message: bytes) -> hmac.HMAC:
    return hmac.new(secret.encode(), message, algorithm)


def is_fresh(told: str, now: datetime) -> bool:
    """`told` is a time as in RFC 3339, of the last or, as clocks differ, the next five minutes."""
    try:
        at = datetime.fromisoformat(told)
        return at.tzinfo is not None and abs(now - at) <= FRESH
    except (ValueError, OverflowError):
        return False


def digest(raw: bytes) -> str:
    """For platforms whose notices have no id that is proved: the body itself tells them apart."""
    return hashlib.sha256(raw).hexdigest()


def id_in(said: Said, name: str) -> str:
    value = said.get(name)
    found = str(value) if type(value) in (str, int) and not isinstance(value, bool) else ""
    return found if _ID.fullmatch(found) else ""


def text_in(said: Said, name: str, most: int = 254) -> str:
    """What no database can hold is no text of theirs."""
    value = said.get(name)
    return value if isinstance(value, str) and len(value) <= most and value == storable(value) else ""


def part(said: Said, name: str) -> Said:
    value = said.get(name)
    return value if isinstance(value, dict) else {}


def unix_time(said: Said, name: str) -> datetime | None:
    value = said.get(name)
    try:
        return datetime.fromtimestamp(value, UTC) if type(value) is int else None
    except (ValueError, OverflowError, OSError):
        return None

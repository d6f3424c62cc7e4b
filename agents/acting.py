"""On whose behalf the code runs: whoever sent the request, and whence. A middleware says so, the audit log reads it."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.http import HttpRequest

from agents.throttling import address_of


@dataclass(frozen=True, slots=True)
class Origin:
    """No request where nobody asked: a command, a worker."""

    request: HttpRequest | None = None
    request_id: str = ""

    @property
    def person(self) -> User | None:
        """As it is now: a login changes it in the middle of a request."""
        user = getattr(self.request, "user", None)
        return user if isinstance(user, User) else None

    @property
    def address(self) -> str | None:
        """None where a proxy tells something that is none. Without the zone of a link, which PostgreSQL refuses."""
        try:
            told = ipaddress.ip_address(address_of(self.request)) if self.request else None
        except ValueError:
            return None
        return str(ipaddress.ip_address(told.packed)) if told else None


_current: ContextVar[Origin] = ContextVar("acting", default=Origin())  # noqa: B039 - frozen


def current() -> Origin:
    return _current.get()


@contextmanager
def bound(request: HttpRequest, request_id: str) -> Iterator[None]:
    token = _current.set(Origin(request, request_id))
    try:
        yield
    finally:
        _current.reset(token)

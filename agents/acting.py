"""On whose behalf the code runs: whoever sent the request, and whence. A middleware says so, the audit log reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib.auth.models import User
from django.http import HttpRequest

from agents.addresses import parsed
from agents.callers import address_of


def _nobody() -> User | None:
    return None


@dataclass(frozen=True, slots=True)
class Origin:
    """As it stands here where nobody asked: a command, a worker."""

    was_asked: bool = False
    request_id: str = ""
    address: str | None = None
    # As it is now: a login changes it in the middle of a request.
    person_now: Callable[[], User | None] = _nobody
    # Where it is told later than it was.
    at: datetime | None = None


_current: ContextVar[Origin] = ContextVar("acting", default=Origin())  # noqa: B039 - frozen


def current() -> Origin:
    return _current.get()


def bound(request: HttpRequest, request_id: str) -> AbstractContextManager[None]:
    return _within(Origin(True, request_id, _address_of(request), partial(_person_of, request)))


def earlier(person: User | None, address: str | None, request_id: str, at: datetime) -> AbstractContextManager[None]:
    """For a worker that writes what a request left to it."""
    return _within(Origin(True, request_id, address, lambda: person, at))


@contextmanager
def _within(origin: Origin) -> Iterator[None]:
    token = _current.set(origin)
    try:
        yield
    finally:
        _current.reset(token)


def _person_of(request: HttpRequest) -> User | None:
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None


def _address_of(request: HttpRequest) -> str | None:
    """None where a proxy tells something that is none."""
    told = parsed(address_of(request))
    return str(told) if told else None

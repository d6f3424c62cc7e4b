"""Whom the work at hand is for. Until that is said, no row of any Brand is read or written (`agents/walls.py`).

A request, a task and a thread begin with nothing said. Each door says it once; what lies behind need not know.
On PostgreSQL each statement carries the scope along, and the database itself holds to it (`agents/row_security.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    NOTHING = ""
    BRAND = "brand"
    # Questions with an answer of a few rows, asked before the Brand is known.
    KEY = "key"  # the API key with this prefix
    PERSON = "person"  # the Brands that this user belongs to; all of them for an operator
    INVITATION = "invitation"  # the one with this hash
    ORIGIN = "origin"  # the Brands that list this address of a shop
    NOTICE = "notice"  # the platform that tells of its own accord at this address
    # What names a person, in each Brand: for the accounts pages of this operator (`agents/admin/account_scope.py`).
    ACCOUNTS = "accounts"
    SITE = "site"  # rows of no Brand, where a table has such: what concerns the installation as a whole
    # Over all Brands: ids, times, numbers and states; no texts, and nothing is written.
    SWEEP = "sweep"
    # Commands of the operator. PostgreSQL allows it to the tables' owner alone.
    MAINTENANCE = "maintenance"


@dataclass(frozen=True, slots=True)
class Scope:
    kind: Kind = Kind.NOTHING
    value: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}" if self.kind else ""


_NOTHING = Scope()
# A door within another one does not narrow these.
_STAY = frozenset({Kind.MAINTENANCE, Kind.ACCOUNTS})
_current: ContextVar[Scope] = ContextVar("handoff_scope", default=_NOTHING)
# Whether what is only ever added to may be taken away: see agents/purging.py, which alone says so.
_deleting: ContextVar[bool] = ContextVar("handoff_deleting", default=False)


def current() -> Scope:
    return _current.get()


@contextmanager
def within(scope: Scope) -> Iterator[None]:
    token = _current.set(scope)
    try:
        yield
    finally:
        _current.reset(token)


def nothing() -> AbstractContextManager[None]:
    """How requests and tasks begin, whatever their thread did before. What is said within is forgotten at the end."""
    return within(_NOTHING)


def work_for(brand_id: UUID) -> None:
    """From here to the end of the request or task. Maintenance stays what it is, as do pages of accounts: the Brand
    that an operator has open stands in their sidebar, and no more."""
    if current().kind not in _STAY:
        _current.set(brand_scope(brand_id))


def brand_scope(brand_id: UUID) -> Scope:
    return Scope(Kind.BRAND, str(UUID(str(brand_id))))


def brand(brand_id: UUID) -> AbstractContextManager[None]:
    return within(brand_scope(brand_id))


def key(prefix: str) -> AbstractContextManager[None]:
    return within(Scope(Kind.KEY, prefix))


def person(user_id: int) -> AbstractContextManager[None]:
    return within(Scope(Kind.PERSON, str(int(user_id))))


def accounts(operator_id: int) -> AbstractContextManager[None]:
    return within(Scope(Kind.ACCOUNTS, str(int(operator_id))))


def invitation(token_hash: str) -> AbstractContextManager[None]:
    return within(Scope(Kind.INVITATION, token_hash))


def origin(address: str) -> AbstractContextManager[None]:
    return within(Scope(Kind.ORIGIN, address))


def notice(address: str) -> AbstractContextManager[None]:
    return within(Scope(Kind.NOTICE, address))


def site() -> AbstractContextManager[None]:
    return within(Scope(Kind.SITE, "rows"))


def work_for_site() -> None:
    """As `work_for`: to the end of the request."""
    if current().kind not in _STAY:
        _current.set(Scope(Kind.SITE, "rows"))


@contextmanager
def deleting() -> Iterator[None]:
    token = _deleting.set(True)
    try:
        yield
    finally:
        _deleting.reset(token)


def may_delete() -> bool:
    return _deleting.get()


@contextmanager
def across_brands(reason: str) -> Iterator[None]:
    """Also a decorator; what it decorates must not hand out a query that is yet to be asked. `reason`: who needs it."""
    with within(Scope(Kind.SWEEP, reason)):
        yield


def maintenance(reason: str) -> AbstractContextManager[None]:
    return within(Scope(Kind.MAINTENANCE, reason))

"""The sign-in that a request belongs to: begun at its first request, looked up at each, ended where it is over.

The session holds the row's id alone, so that a new session key, which a login brings, changes nothing here.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest

from agents import audit, browsers, session_ends
from agents.models import Action, SignIn

SESSION_KEY = "sign_in"
_MEMO = "_handoff_sign_in"
# Written no more often: a person who reads one page after the other is not written with each.
SEEN_STEP = timedelta(minutes=1)
OVER = "You are logged out: you did not use these pages for a while, or ended this elsewhere. Log in to go on."

logger = logging.getLogger(__name__)


def of(request: HttpRequest) -> SignIn | None:
    """That of this request, once `follow` has looked. None where nobody is signed in."""
    row: SignIn | None = getattr(request, _MEMO, None)
    return row


def follow(request: HttpRequest, now: datetime) -> None:
    """Ends the session whose sign-in is over; begins a sign-in for one that has none yet."""
    if not isinstance(request.user, User):
        return
    row = _row_of(request, request.user) if SESSION_KEY in request.session else begin(request, request.user, now)
    if row is None or session_ends.is_over(row, now):
        end(request, row)
        messages.info(request, OVER)
        return
    if now - row.seen_at >= SEEN_STEP:
        SignIn.objects.filter(pk=row.pk).update(seen_at=now)
    setattr(request, _MEMO, row)


def settle(request: HttpRequest, now: datetime) -> bool:
    """After a view that may have logged somebody in or out. Whether a sign-in is yet to begin."""
    row = of(request)
    if row is not None and row.user_id != request.user.pk:
        _left(row)
        setattr(request, _MEMO, None)
    return isinstance(request.user, User) and of(request) is None


def begin(request: HttpRequest, user: User, now: datetime) -> SignIn:
    name = browsers.name_of(request.headers.get("User-Agent", ""))
    row = SignIn.objects.create(user=user, began_at=now, seen_at=now, browser=name)
    request.session[SESSION_KEY] = str(row.pk)
    logger.info("Person %s is logged in.", user.pk)
    setattr(request, _MEMO, row)
    return row


def end(request: HttpRequest, row: SignIn | None) -> None:
    if row is not None:
        forget(row)
    setattr(request, _MEMO, None)
    logout(request)


def end_others(request: HttpRequest, user: User) -> int:
    return session_ends.end_all(user, but=_own(request))


def end_others_as_asked(request: HttpRequest, user: User) -> int:
    return session_ends.end_as_asked(user, but=_own(request))


def second_step_done(request: HttpRequest, user: User, now: datetime) -> None:
    _note_second_step(of(request) or begin(request, user, now), now)


def second_step_undone(request: HttpRequest) -> None:
    row = of(request)
    if row is not None:
        _note_second_step(row, None)


def _note_second_step(row: SignIn, at: datetime | None) -> None:
    SignIn.objects.filter(pk=row.pk).update(second_step_at=at)
    row.second_step_at = at


def forget(row: SignIn) -> bool:
    return bool(SignIn.objects.filter(pk=row.pk).delete()[0])


@transaction.atomic
def _left(row: SignIn) -> None:
    """What ended elsewhere meanwhile was told there."""
    if forget(row):
        audit.record_of_person(Action.SIGNED_OUT, row.user, by=row.user)


def _own(request: HttpRequest) -> UUID | None:
    row = of(request)
    return row.pk if row else None


def _row_of(request: HttpRequest, user: User) -> SignIn | None:
    try:
        pk = UUID(str(request.session[SESSION_KEY]))
    except ValueError:
        return None
    return SignIn.objects.filter(pk=pk, user=user).first()

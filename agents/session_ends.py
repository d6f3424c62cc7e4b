"""When a sign-in is over: after a while without use, after a working day, or since the person ended it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from agents import audit
from agents.models import Action, SignIn

logger = logging.getLogger(__name__)

# A clock that was set back a little ends nobody's work.
CLOCKS_DIFFER = timedelta(minutes=5)


def is_over(row: SignIn, now: datetime) -> bool:
    """Also where it began in the future: a clock was wrong then, and how old it is nobody knows."""
    idle, age = now - row.seen_at, now - row.began_at
    return (
        idle > timedelta(seconds=settings.SESSION_IDLE_SECONDS)
        or age > timedelta(seconds=settings.SESSION_COOKIE_AGE)
        or min(idle, age) < -CLOCKS_DIFFER
    )


def end_all(user: User, but: UUID | None = None) -> int:
    """Everywhere else at once: a session whose row is gone signs nobody in. How many ended."""
    rows = SignIn.objects.filter(user=user)
    ended = (rows.exclude(pk=but) if but else rows).delete()[0]
    logger.info("Person %s is logged out everywhere%s.", user.pk, " else" if but else "")
    return ended


@transaction.atomic
def end_as_asked(user: User, but: UUID | None = None) -> int:
    """Told to the audit log. What ends them besides, such as a new password, has an entry of its own there."""
    ended = end_all(user, but)
    if ended:
        audit.record_of_person(Action.SESSIONS_ENDED, user, count=ended)
    return ended


@transaction.atomic
def end_one(user: User, pk: UUID) -> bool:
    ended = SignIn.objects.filter(user=user, pk=pk).delete()[0]
    if ended:
        audit.record_of_person(Action.SESSIONS_ENDED, user, count=ended)
    return bool(ended)


def forget_old(now: datetime) -> None:
    SignIn.objects.filter(began_at__lt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE)).delete()

"""Forgotten passwords. A page only notes for which address; the worker finds out whether there is an account.

So what the page answers, and how long it takes, is the same for every address.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from agents import mail, passwords
from agents.models import PasswordAsk

MOST_PER_INBOX = 3
PER = timedelta(hours=1)
# By then its own wake-up has been taken.
LOST_AFTER = timedelta(seconds=10)
TEMPLATE = "registration/password_reset"


def ask(email: str, origin: str, now: datetime) -> int:
    """The row that a worker is to be woken for."""
    return PasswordAsk.objects.create(email=email.lower()[:254], origin=origin[:300], asked_at=now).pk


def waiting(now: datetime, limit: int) -> Iterable[int]:
    """Those whose wake-up was lost."""
    rows = PasswordAsk.objects.filter(done_at=None, asked_at__gt=now - PER, asked_at__lt=now - LOST_AFTER)
    return rows.order_by("pk").values_list("pk", flat=True)[:limit]


def answer(pk: int) -> None:
    """At most once: a worker that dies meanwhile sends none, and the person asks again."""
    now = timezone.now()
    if not PasswordAsk.objects.filter(pk=pk, done_at=None).update(done_at=now):
        return
    row = PasswordAsk.objects.get(pk=pk)
    if not _is_too_often(row, now):
        for user in _accounts(row.email):
            _send(user, row.origin)


def forget_old(now: datetime) -> None:
    PasswordAsk.objects.filter(asked_at__lt=now - PER).delete()


def _is_too_often(row: PasswordAsk, now: datetime) -> bool:
    earlier = PasswordAsk.objects.filter(email=row.email, pk__lt=row.pk, asked_at__gt=now - PER)
    return earlier.count() >= MOST_PER_INBOX


def _accounts(email: str) -> list[User]:
    """Compared here once more: databases take some letters of other scripts for Latin ones."""
    found = User.objects.filter(email__iexact=email, is_active=True)
    return [user for user in found if user.email.lower() == email and user.has_usable_password()]


def _send(user: User, origin: str) -> None:
    link = origin + reverse("password_reset_confirm", kwargs=passwords.link_parts(user))
    mail.send(user.email, TEMPLATE, user=user, link=link)

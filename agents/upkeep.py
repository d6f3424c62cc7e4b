"""What logging in leaves behind is forgotten once it says nothing any more."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session

from agents import attempts, resetting, session_ends


def tidy(now: datetime) -> None:
    attempts.forget_old(now)
    resetting.forget_old(now)
    session_ends.forget_old(now)
    Session.objects.filter(expire_date__lt=now).delete()

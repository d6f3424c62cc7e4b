"""Wrong passwords and wrong codes: counted by django-axes, in the database, until somebody is locked out for a while.

Passwords are counted by name and network, so that nobody locks a colleague out from elsewhere; codes by person alone,
since who is asked for one knows the password. A network that tries many names is locked out too.
Each try counts as a wrong one before it is compared, and is forgotten where it was right: of many that come at the same
moment no more are compared than of those that come one after another.
What axes is told holds nothing that was typed: names are kept as keyed hashes, and a request as its address.
"""

from __future__ import annotations

import logging
from datetime import datetime
from ipaddress import IPv6Address
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from agents.addresses import parsed
from agents.callers import network_of

logger = logging.getLogger(__name__)

PASSWORD, CODE = "password", "code"
_SHOWN = 12
# Counts for whoever has no address. Empty would not do: two empty ones are never the same to a unique constraint.
_NOWHERE = IPv6Address(0)

Credentials = dict[str, Any]


def credentials_of(kind: str, name: str) -> Credentials:
    return {"username": name, "kind": kind}


def is_locked(request: HttpRequest, who: Credentials) -> bool:
    return _of(request, who) >= int(settings.AXES_FAILURE_LIMIT) or _is_too_much_for(address_counted(request))


def begin(request: HttpRequest, who: Credentials) -> int:
    """Counts a try before anything is compared: it is the nth of those that count. 0 for who is locked out."""
    if is_locked(request, who):
        return 0
    forget_old(timezone.now())
    nth = _counted(request, who)
    return nth if nth <= settings.AXES_FAILURE_LIMIT else 0


def failed(request: HttpRequest, who: Credentials, nth: int) -> bool:
    """Whether this try, which is counted already, was the last one for a while."""
    was_last = nth == int(settings.AXES_FAILURE_LIMIT) or _is_too_much_for(address_counted(request))
    by = in_log(name_of(request, who), address_counted(request))
    logger.warning("A wrong %s.", by)
    if was_last:
        logger.warning("Locked out: %s.", by)
    return was_last


def succeeded(request: HttpRequest, who: Credentials) -> None:
    AccessAttempt.objects.filter(**_same(request, who)).delete()


def wait_in_words(request: HttpRequest, who: Credentials) -> str:
    """Of one who is locked out. A moment more than it takes, never less."""
    minutes = int(max(_seconds_left(request, who), 1) // 60) + 1
    return "a minute" if minutes == 1 else f"{minutes} minutes"


def bare(request: HttpRequest) -> HttpRequest:
    """All that axes may know of a request: it would keep addresses with their tokens, and whatever was posted."""
    told = HttpRequest()
    told.method = "POST"
    told.META = {n: v for n, v in request.META.items() if n in ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR")}
    return told


def forget_old(now: datetime) -> None:
    """Axes forgets them too, but only when somebody logs in."""
    AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()


# What axes asks for; the settings name these


def address_counted(request: HttpRequest) -> str:
    """The first of the caller's network, as a column of addresses takes it."""
    return str(parsed(network_of(request).partition("/")[0]) or _NOWHERE)


def name_of(request: HttpRequest, who: Credentials | None = None) -> str:
    """The same for any spelling. A name may be a password that was typed into the wrong field: nobody can read it."""
    given = who or {}
    kind, name = given.get("kind", PASSWORD), str(given.get("username") or "").strip().lower()
    return f"{kind}:{salted_hmac('agents.attempts', name, algorithm='sha256').hexdigest()}"


def counted_by(request: HttpRequest, who: Credentials | None = None) -> list[str | list[str]]:
    kind = (who or {}).get("kind", PASSWORD)
    return ["username"] if kind == CODE else [["username", "ip_address"]]


def in_log(name: str | None, address: str | None, *more: object) -> str:
    return f"{str(name)[: len(PASSWORD) + _SHOWN]} from {address}"


class Handler(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    def user_login_failed(self, *args: Any, **kwargs: Any) -> None:
        """It was counted before it was compared."""


# The rest is ours


@transaction.atomic
def _counted(request: HttpRequest, who: Credentials) -> int:
    """Those of one name, or of one name and network, come one after another."""
    if who.get("kind") == CODE:
        list(User.objects.select_for_update(no_key=True).filter(pk=who["username"]).values("pk"))
    where = {"username": name_of(request, who), "ip_address": address_counted(request), "user_agent": ""}
    # Locked, since a right try beside it would take the row away before this one is counted in it.
    AccessAttempt.objects.select_for_update().get_or_create(**where, defaults={"failures_since_start": 0})
    one_more = {"failures_since_start": F("failures_since_start") + 1, "attempt_time": timezone.now()}
    AccessAttempt.objects.filter(**where).update(**one_more)
    return _of(request, who)


def _of(request: HttpRequest, who: Credentials) -> int:
    return _sum(_fresh(AccessAttempt.objects.filter(**_same(request, who))))


def _is_too_much_for(network: str) -> bool:
    wrong = _sum(_fresh(AccessAttempt.objects.filter(ip_address=network)))
    return wrong >= int(settings.LOCK_OUT_NETWORK_AFTER)


def _seconds_left(request: HttpRequest, who: Credentials) -> float:
    """Until the newest of what counts is forgotten."""
    counted = _same(request, who)
    if _of(request, who) < settings.AXES_FAILURE_LIMIT:
        counted = {"ip_address": address_counted(request)}
    rows = _fresh(AccessAttempt.objects.filter(**counted))
    newest = rows.aggregate(newest=Max("attempt_time"))["newest"] or timezone.now()
    return float((newest + settings.AXES_COOLOFF_TIME - timezone.now()).total_seconds())


def _same(request: HttpRequest, who: Credentials) -> dict[str, Any]:
    by_network = {} if who.get("kind") == CODE else {"ip_address": address_counted(request)}
    return {"username": name_of(request, who), **by_network}


def _fresh(rows: QuerySet[AccessAttempt]) -> QuerySet[AccessAttempt]:
    return rows.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)


def _sum(rows: QuerySet[AccessAttempt]) -> int:
    return int(rows.aggregate(wrong=Sum("failures_since_start"))["wrong"] or 0)

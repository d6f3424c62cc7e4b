"""Wrong passwords and wrong codes in the audit log: so many an hour, since whoever guesses must not fill the disk.

The page leaves them to a worker: how many entries there are, and whether any, would tell of an account by the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from agents import acting, attempts, audit, windows
from agents.models import Action, WrongTry

_ACTIONS = {attempts.PASSWORD: Action.SIGN_IN_FAILED, attempts.CODE: Action.TWO_FACTOR_FAILED}
# Of one account, and of all names together that nobody has.
MOST, MOST_OF_NOBODY = "30/hour", "100/hour"
# By then its own wake-up has been taken.
LOST_AFTER = timedelta(seconds=10)


def note(kind: str, person: User | None, was_last: bool) -> int:
    """The row that a worker is to be woken for. `was_last`: of those that come next nothing is compared, or noted."""
    origin = acting.current()
    by = origin.person_now()
    return WrongTry.objects.create(
        kind=kind,
        person_id=person.pk if person else None,
        by_id=by.pk if by else None,
        was_last=was_last,
        address=origin.address,
        request_id=origin.request_id,
        at=timezone.now(),
    ).pk


def waiting(now: datetime, limit: int) -> Iterable[int]:
    """Those whose wake-up was lost."""
    rows = WrongTry.objects.filter(at__lt=now - LOST_AFTER)
    return rows.order_by("pk").values_list("pk", flat=True)[:limit]


@transaction.atomic
def tell(pk: int) -> None:
    """Its entries are there and it is gone, or neither. Nothing of an account that was deleted meanwhile."""
    row = WrongTry.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return
    row.delete()
    people = User.objects.in_bulk([row.person_id, row.by_id])
    person = people.get(row.person_id or 0)
    if person or not row.person_id:
        with acting.earlier(people.get(row.by_id or 0), row.address, row.request_id, row.at):
            _tell(_ACTIONS[row.kind], person)
            if row.was_last:
                _tell(Action.LOCKED_OUT, person)


def _tell(action: Action, person: User | None) -> None:
    who, most = (person.pk, MOST) if person else (0, MOST_OF_NOBODY)
    if not windows.seconds_to_wait(most, "wrong tries", action, who):
        audit.record_of_person(action, person)

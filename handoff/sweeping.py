"""One pass over what nobody looks after: handoffs that are due, abandoned or over. Needs neither Redis nor beat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from agents import owned
from handoff import after_attempt, claiming, expiry, idempotency, notices
from handoff.alarms import alarm_mail, watching
from handoff.models import Handoff
from handoff.trials import credential_check

PASS_LIMIT = 200
ANSWERS_KEPT = timedelta(hours=48)


def due() -> Iterable[UUID]:
    """The handoffs whose context is to be delivered now."""
    return claiming.due(PASS_LIMIT)


def due_checks() -> Iterable[UUID]:
    """The tests whose wake-up was lost before the credentials were checked."""
    return credential_check.due(timezone.now(), PASS_LIMIT)


def alarms_to_mail() -> Iterable[int]:
    """The alarms that the Brand's admins are to be told of now."""
    return alarm_mail.due(PASS_LIMIT)


def tidy() -> int:
    """End what is over, and forget answers and notices that nobody repeats any more. How many handoffs ended."""
    for handoff_id in claiming.past_their_time(PASS_LIMIT):
        _give_up(handoff_id)
    ended = [bool(_end(handoff_id)) for handoff_id in expiry.overdue(PASS_LIMIT)]
    idempotency.forget_before(timezone.now() - ANSWERS_KEPT)
    notices.forget_before(timezone.now() - notices.KEPT)
    return sum(ended)


@owned.works_for_owner_of(Handoff)
def _give_up(handoff_id: UUID) -> None:
    after_attempt.out_of_time(Handoff.objects.select_related("conversation").get(pk=handoff_id))


@owned.works_for_owner_of(Handoff)
def _end(handoff_id: UUID) -> bool:
    handoff = Handoff.objects.get(pk=handoff_id)
    ended = expiry.end_overdue(handoff)
    if ended:
        watching.note_outcome(handoff)
    return ended

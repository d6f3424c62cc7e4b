"""What is broken and takes a person to mend: raised where handoffs fail, cleared where they work or a setting changes.

An alarm must never harm the handoff that it is about. Callers are past their own transaction; trouble here is logged.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from agents.models import Brand, BrandQuerySet
from handoff import transitions, words
from handoff.log_safety import without_text
from handoff.models import Alarm, AlarmKind, ChatStatus, ContextStatus, Handoff, SupportProvider
from handoff.providers import base

logger = logging.getLogger(__name__)

# How a platform answers whose credential is wrong, or may not do what is asked.
REJECTED = (401, 403)
IN_A_ROW = 3
LOOKED_AT = 50
DETAIL_LENGTH = 300

# Customers who leave before the chat opens say nothing about the platform, nor does what their browsers did not carry.
_CONTEXT_REFUSED = Q(context_status=ContextStatus.FAILED) & ~Q(context_reason=transitions.NOT_CONFIRMED)
_OUTCOME_KNOWN = ~Q(chat_status=ChatStatus.PENDING) | _CONTEXT_REFUSED


def open_alarm(brand: Brand) -> Alarm | None:
    return Alarm.objects.for_brand(brand).filter(cleared_at=None).first()


def note_rejection(handoff: Handoff, error: base.ProviderError) -> None:
    """The platform refused the Brand's credential: no further proof is needed."""
    if error.status in REJECTED and not handoff.conversation.is_test:
        with _aside(handoff):
            _raise(handoff, AlarmKind.CREDENTIALS, str(error))


def note_outcome(handoff: Handoff) -> None:
    """Something was learnt of this handoff: it may be the last of a row of failures, or the proof that all is well."""
    with _aside(handoff):
        if _failed(handoff.chat_status, handoff.context_status):
            _note_failure(handoff)
        else:
            _note_success(handoff)


def clear(brand_id: UUID) -> None:
    """The merchant has changed how the platform is reached. Whether that mended it, the next handoffs show."""
    _clear(_open(brand_id))


def fails_in_a_row(newest_first: Iterable[tuple[int, bool]]) -> bool:
    """Of each handoff its conversation, and whether it failed. A conversation counts once, as it went last."""
    latest: dict[int, bool] = {}
    for conversation, failed in newest_first:
        latest.setdefault(conversation, failed)
    row = list(latest.values())[:IN_A_ROW]
    return len(row) == IN_A_ROW and all(row)


@contextmanager
def _aside(handoff: Handoff) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        logger.exception("Alarm about %s", handoff.ref, exc_info=without_text(error))


def _open(brand_id: UUID) -> BrandQuerySet[Alarm]:
    return Alarm.objects.filter(brand=brand_id, cleared_at=None)


def _note_failure(handoff: Handoff) -> None:
    if not handoff.conversation.is_test and _is_of_chosen_platform(handoff) and _fails_in_a_row(handoff):
        _raise(handoff, AlarmKind.FAILURES, _what_failed(handoff))


def _note_success(handoff: Handoff) -> None:
    """Read anew: the worker that passed the context has not seen what the browser did meanwhile."""
    alarm = _open(handoff.brand_id).filter(provider=handoff.provider).first()
    if alarm and alarm.kind in _mended_by(Handoff.objects.select_related("conversation").get(pk=handoff.pk)):
        _clear(_open(handoff.brand_id).filter(pk=alarm.pk, kind=alarm.kind))


@transaction.atomic
def _clear(rows: BrandQuerySet[Alarm]) -> None:
    rows.update(cleared_at=timezone.now())


@transaction.atomic
def _raise(handoff: Handoff, kind: AlarmKind, said: str) -> None:
    """Where two do so at once, the second changes nothing. But a rejected credential explains more than failures."""
    now, told = timezone.now(), {"kind": kind, "provider": handoff.provider, "detail": said[:DETAIL_LENGTH]}
    alarm = Alarm(brand_id=handoff.brand_id, raised_at=now, mail_due_at=now, **told)
    Alarm.objects.bulk_create([alarm], ignore_conflicts=True)
    if kind is AlarmKind.CREDENTIALS:
        _open(handoff.brand_id).filter(kind=AlarmKind.FAILURES).update(**told)


def _is_of_chosen_platform(handoff: Handoff) -> bool:
    """What is left of a platform that the merchant has given up is nobody's concern."""
    return SupportProvider.objects.filter(brand=handoff.brand_id, kind=handoff.provider).exists()


def _fails_in_a_row(handoff: Handoff) -> bool:
    """What failed before somebody mended something does not count again."""
    known = Handoff.objects.filter(_OUTCOME_KNOWN, brand=handoff.brand_id, provider=handoff.provider)
    known = known.filter(conversation__is_test=False)
    cleared_at = Alarm.objects.filter(brand=handoff.brand_id).aggregate(at=Max("cleared_at"))["at"]
    if cleared_at:
        known = known.filter(started_at__gt=cleared_at)
    rows = known.order_by("-started_at").values_list("conversation_id", "chat_status", "context_status")[:LOOKED_AT]
    return fails_in_a_row((conversation, _failed(chat, context)) for conversation, chat, context in rows)


def _failed(chat_status: str, context_status: str) -> bool:
    return chat_status == ChatStatus.FAILED or context_status == ContextStatus.FAILED


def _what_failed(handoff: Handoff) -> str:
    """In words of ours: what a browser reports as its reason could be anybody's text."""
    if handoff.chat_status == ChatStatus.FAILED:
        return words.DETAILS.get(handoff.chat_reason, "")
    return words.DETAILS.get(handoff.context_reason, handoff.context_reason)


def _mended_by(handoff: Handoff) -> set[AlarmKind]:
    """A test proves the credentials, but not that the chat opens for customers."""
    passed = handoff.context_status == ContextStatus.DELIVERED
    mended = {AlarmKind.CREDENTIALS} if passed and handoff.context_via == base.API else set()
    arrived = handoff.context_status in (ContextStatus.DELIVERED, ContextStatus.NOT_SUPPORTED)
    well = handoff.opened_at is not None and (arrived or handoff.context_via in base.BY_BROWSER)
    return mended | ({AlarmKind.FAILURES} if well and not handoff.conversation.is_test else set())

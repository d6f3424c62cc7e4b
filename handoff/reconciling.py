"""Ours against the platform's: is what we think delivered there, and what we think lost not there after all?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from handoff import contexts, transitions
from handoff.models import ContextStatus, Handoff, SupportProvider
from handoff.outcomes import FOUND_THERE
from handoff.providers import base, http
from handoff.providers.base import ProviderError, Send

TOO_OFTEN = "it asks for fewer requests"
_DELIVERED = Q(context_status=ContextStatus.DELIVERED, context_via=base.API)
_UNDELIVERED = Q(context_status__in=(ContextStatus.FAILED, ContextStatus.UNKNOWN))


@dataclass(slots=True)
class Count:
    """Of one platform. `missing`: delivered, and not there. `found`: given up, and there after all.

    `not_asked`: the platform can't be asked for it, or was asked no more. `stopped`: why not, such as TOO_OFTEN.
    """

    checked: int = 0
    missing: int = 0
    found: int = 0
    settled: int = 0
    not_asked: int = 0
    stopped: str = ""
    missing_refs: list[str] = field(default_factory=list)
    found_refs: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def to_check(since: datetime) -> QuerySet[Handoff]:
    """What has come to an end, and was the server's to deliver. The newest first: a limit cuts off the others."""
    rows = Handoff.objects.filter(_DELIVERED | _UNDELIVERED, started_at__gte=since)
    return rows.select_related("brand__support_provider", "conversation__agent").order_by("-started_at", "pk")


def reconcile(rows: Iterable[Handoff], *, settle: bool, door: Callable[[], Send] | None = None) -> dict[str, Count]:
    """By platform. With `settle`, what is there after all is delivered from now on."""
    counts: dict[str, Count] = {}
    left_alone: set[tuple[object, str]] = set()
    for handoff in rows:
        count, account = counts.setdefault(handoff.provider, Count()), (handoff.brand_id, handoff.provider)
        arrived = None
        try:
            if account not in left_alone:
                arrived = _arrived(handoff, door() if door else http.door(settings.STAND_IN_URL))
        except ProviderError as error:
            if not _is_about_this_one(error):
                left_alone.add(account)
                count.stopped = TOO_OFTEN if error.status == 429 else str(error)
        _note(count, handoff, arrived, settle=settle)
    return counts


def _is_about_this_one(error: ProviderError) -> bool:
    """The next question to a platform that is away, or that refuses whoever asks, would fare no better."""
    return error.permanent and error.status not in (None, 401, 403)


def _arrived(handoff: Handoff, send: Send) -> bool | None:
    row: SupportProvider = handoff.brand.support_provider
    return row.adapter(handoff.provider).arrived(contexts.context_of(handoff, ""), send)


def _note(count: Count, handoff: Handoff, arrived: bool | None, *, settle: bool) -> None:
    if arrived is None:
        count.not_asked += 1
        return
    count.checked += 1
    delivered = handoff.context_status == ContextStatus.DELIVERED
    if delivered and not arrived:
        count.missing += 1
        count.missing_refs.append(handoff.ref)
    elif arrived and not delivered:
        count.found += 1
        count.found_refs.append(handoff.ref)
        count.settled += settle and _settled(handoff)


def _settled(handoff: Handoff) -> bool:
    """False where it has gone on meanwhile."""
    as_seen = Q(context_status=handoff.context_status)
    return transitions.settle_context(handoff, as_seen, ContextStatus.DELIVERED, base.API, FOUND_THERE)

"""What platforms tell of their own accord: proved, heard once, and acted on in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from agents import scopes
from agents.models import Brand
from handoff import transitions
from handoff.models import ChatStatus, Handoff, HeardNotice, NoticeSource
from handoff.privacy import Nobody, Who, asking, erase, leaving
from handoff.providers import registry
from handoff.providers.notices import base
from handoff.providers.notices.base import Headers, Notice, NoticeForm, Said

# For longer than a notice may be repeated.
KEPT = timedelta(hours=48)
CLOSED_BY_TEAM = "closed_by_team"


class Unproven(Exception):
    """It is not shown to come from this Brand's platform, or is too old."""


class UnknownAddress(Unproven):
    """Nobody's. It is answered like a wrong signature."""


class NobodyActs(Exception):
    """It asks for what this installation does not do yet. It is not kept as heard: the platform sends it again."""


def form_of(platform: str) -> NoticeForm | None:
    return registry.provider_class(platform).notices if registry.known(platform) else None


def proven_source(platform: str, address: str, headers: Headers, raw: bytes, now: datetime) -> NoticeSource:
    """Raises Unproven."""
    form = form_of(platform)
    source = _source_at(platform, address)
    if form is None or source is None:
        raise UnknownAddress
    if not source.secret or not form.proven(source.secret, headers, raw, now):
        raise Unproven
    scopes.work_for(source.brand_id)
    return source


def hear(source: NoticeSource, headers: Headers, raw: bytes, said: Said, now: datetime) -> bool:
    """Whether it was new. Acted on and kept as heard, or neither. Raises Unproven where it is too old, NobodyActs."""
    form = form_of(source.platform)
    assert form is not None
    notice = form.read(headers, raw, said)
    if notice.told_at and abs(now - notice.told_at) > base.REPEATED_FOR:
        raise Unproven
    with transaction.atomic():
        if not _is_new(source, notice, now):
            return False
        NoticeSource.objects.filter(pk=source.pk).update(heard_at=now)
        if notice.kind:
            _act(source, notice)
    return True


def forget_before(moment: datetime) -> int:
    return sum(_forget_of(brand_id, moment) for brand_id in _with_notices_before(moment))


def is_offered(form: NoticeForm) -> bool:
    """Merchants are offered what is acted on, and nothing else."""
    return all(kind in _ACTS for kind in form.kinds)


def _source_at(platform: str, address: str) -> NoticeSource | None:
    with scopes.notice(address):
        return NoticeSource.objects.filter(platform=platform, address=address).select_related("brand").first()


@scopes.across_brands("whose notices are old")
def _with_notices_before(moment: datetime) -> list[UUID]:
    return list(HeardNotice.objects.filter(at__lt=moment).order_by().values_list("brand", flat=True).distinct())


def _forget_of(brand_id: UUID, moment: datetime) -> int:
    with scopes.brand(brand_id):
        return HeardNotice.objects.filter(brand=brand_id, at__lt=moment).delete()[0]


def _is_new(source: NoticeSource, notice: Notice, now: datetime) -> bool:
    event = hashlib.sha256(notice.event.encode()).hexdigest()
    key = {"brand_id": source.brand_id, "platform": source.platform, "event": event}
    return HeardNotice.objects.get_or_create(**key, defaults={"at": now})[1]


def _act(source: NoticeSource, notice: Notice) -> None:
    if notice.kind not in _ACTS:
        raise NobodyActs
    _ACTS[notice.kind](source.brand, source.platform, notice)


def _chat_closed(brand: Brand, platform: str, notice: Notice) -> None:
    """The human side is done: the AI agent helps again. A conversation that is none of ours is nobody's business."""
    open_there = Handoff.objects.for_brand(brand).filter(
        transitions.OPEN, provider=platform, provider_ref=notice.conversation
    )
    for handoff in open_there:
        if transitions.chat(handoff, ChatStatus.CLOSED, CLOSED_BY_TEAM, transitions.OPEN):
            transitions.end(handoff, "chat_closed")


def _export_asked(brand: Brand, platform: str, notice: Notice) -> None:
    if who := _who(notice):
        asking.note(brand, platform, who)


def _erasure_asked(brand: Brand, platform: str, notice: Notice) -> None:
    if who := _who(notice):
        erase(brand, who)


def _who(notice: Notice) -> Who | None:
    try:
        return Who(id=notice.customer_id, email=notice.customer_email, phone=notice.customer_phone)
    except Nobody:
        return None


# By what a notice asks for.
_ACTS: Mapping[str, Callable[[Brand, str, Notice], None]] = {
    base.CLOSED: _chat_closed,
    base.EXPORT_CUSTOMER: _export_asked,
    base.ERASE_CUSTOMER: _erasure_asked,
    base.ERASE_SHOP: lambda brand, platform, _: leaving.note(brand, platform),
}

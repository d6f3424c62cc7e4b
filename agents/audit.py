"""Writing the audit log: in the transaction of the change itself, so that neither is ever there without the other."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone

from agents import acting, owned, scopes
from agents.models import Action, ActorKind, AuditEntry, Brand
from agents.purging import deletions_allowed

logger = logging.getLogger(__name__)

# Ids, codes, names of fields, addresses of shops. Whatever a person could have said has a space or another sign in it.
_CODE = re.compile(r"[A-Za-z0-9_.:/\[\]-]{0,300}")
MOST_IN_A_LIST = 100

Code = str | UUID | int | bool | None
Detail = Code | Iterable[str]


def record(
    action: Action, brand: Brand | None, about: models.Model | None = None, *, by: User | None = None, **detail: Detail
) -> None:
    """`by`: who did it, where that is not whoever is signed in. Raises ValueError where a detail is no code."""
    origin = acting.current()
    person = by or origin.person_now()
    with _of(brand):
        entry = AuditEntry.objects.create(
            brand=brand,
            at=origin.at or timezone.now(),
            actor_kind=_kind_of(person, asked=origin.was_asked),
            actor_id=person.pk if person else None,
            action=action,
            object_kind=str(about._meta.model_name) if about else "",
            object_id=str(about.pk) if about else "",
            detail={name: _coded(value) for name, value in detail.items()},
            address=origin.address,
            request_id=origin.request_id,
        )
    if origin.was_asked:
        transaction.on_commit(lambda: _log(entry))


def record_of_person(action: Action, person: User | None, *, by: User | None = None, **detail: Detail) -> None:
    """What concerns an account: told to each Brand that it opens. None: nobody has the name that was typed in."""
    for brand in _brands_of(person) or [None]:
        record(action, brand, person, by=by, **detail)


def purge_old() -> int:
    """What has been kept for as long as this site keeps it."""
    return purge(timezone.now() - timedelta(days=settings.RETENTION_AUDIT_DAYS))


@transaction.atomic
def purge(before: datetime) -> int:
    """Entries older than that are gone, and one says so. How many."""
    count = sum(_purged(brand, before) for brand in (*owned.brand_ids(), None))
    if count:
        record(Action.DATA_PURGED, None, what="audit_log", count=count, before=before.date().isoformat())
    return count


def _of(brand: Brand | None) -> AbstractContextManager[None]:
    return scopes.brand(brand.pk) if brand else scopes.site()


def _brands_of(person: User | None) -> list[Brand | None]:
    if person is None:
        return []
    with scopes.person(person.pk):
        return list(Brand.objects.filter(memberships__user=person).order_by("pk"))


def _purged(brand_id: UUID | None, before: datetime) -> int:
    with scopes.brand(brand_id) if brand_id else scopes.site(), deletions_allowed():
        return AuditEntry.objects.filter(brand=brand_id, at__lt=before).delete()[0]


def _kind_of(person: User | None, *, asked: bool) -> ActorKind:
    if person is None:
        return ActorKind.VISITOR if asked else ActorKind.SYSTEM
    return ActorKind.OPERATOR if person.is_superuser else ActorKind.PERSON


def _coded(value: Detail) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str | UUID):
        if not _CODE.fullmatch(str(value)):
            raise ValueError("The audit log takes ids, codes and names of fields alone.")
        return str(value)
    return [_coded(one) for one in islice(value, MOST_IN_A_LIST)]


def _log(entry: AuditEntry) -> None:
    """What people asked for, for whoever gathers logs elsewhere, where nobody here can reach them."""
    logger.info(
        "audit entry=%s action=%s brand=%s by=%s:%s about=%s:%s",
        entry.pk,
        entry.action,
        entry.brand_id or "",
        entry.actor_kind,
        entry.actor_id or "",
        entry.object_kind,
        entry.object_id,
    )

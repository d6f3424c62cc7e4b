"""API keys in the database: make one, replace it, revoke it, find the one that a request carries.

Nothing about a key is kept elsewhere: each request reads its row, so that revoking counts from the next request on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from agents import audit, keys, owned, people, scopes
from agents.compiled import CompiledQuery
from agents.models import Action, Agent, ApiKey, Brand

# A key's last use is for people to look at; a write on each request would cost more than it tells.
LAST_USED_STEP = timedelta(minutes=1)
# An old key beside the new one, while programs change from one to the other.
MOST_AT_ONCE = 2
TOO_MANY = "There are two keys of this name already. Revoke the older one first."
GONE = "This key no longer works, so that it cannot be replaced. Create a new one."


_KEY_FIELDS = [field.attname for field in ApiKey._meta.concrete_fields]
_BRAND_FIELDS = [field.attname for field in Brand._meta.concrete_fields]
# Each request of a runtime asks it first.
_KEYS = CompiledQuery(
    lambda prefix: (
        ApiKey.objects.filter(prefix=prefix)
        .order_by()
        .values_list(*_KEY_FIELDS, *(f"brand__{name}" for name in _BRAND_FIELDS))
    ),
    str,
)


class NotRotated(Exception):
    """Says why, for the person who asked."""


@transaction.atomic
def create_api_key(
    brand: Brand,
    name: str,
    agent: Agent | None = None,
    scopes: Sequence[str] = tuple(keys.SCOPES),
    expires_at: datetime | None = None,
) -> tuple[ApiKey, keys.Key]:
    """The row, and the key in clear: show it once, it cannot be read again."""
    row, key = _made(brand, name, agent, scopes, expires_at)
    audit.record(Action.KEY_MADE, brand, row, scopes=row.scopes, agent=row.agent_id, until=_day(expires_at))
    return row, key


@transaction.atomic
def rotate(old: ApiKey, old_until: datetime | None, now: datetime) -> tuple[ApiKey, keys.Key]:
    """A second key like the first, also in when it ends. The first works until `old_until` (None: until it is revoked,
    or ends by itself). Raises NotRotated."""
    people.lock(old.brand_id)
    alike = list(live(now).filter(brand=old.brand_id, agent=old.agent_id, name=old.name).values_list("pk", flat=True))
    if old.pk not in alike:
        raise NotRotated(GONE)
    if len(alike) >= MOST_AT_ONCE:
        raise NotRotated(TOO_MANY)
    row, key = _made(old.brand, old.name, old.agent, old.scopes, old.expires_at)
    if old_until and (old.expires_at is None or old_until < old.expires_at):
        ApiKey.objects.filter(pk=old.pk).update(expires_at=old_until)
    audit.record(Action.KEY_ROTATED, old.brand, row, replaces=old.pk, until=_day(old_until))
    return row, key


@transaction.atomic
def revoke(row: ApiKey) -> None:
    if ApiKey.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record(Action.KEY_REVOKED, row.brand, row)


def live(now: datetime) -> QuerySet[ApiKey]:
    return ApiKey.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)


def is_live(row: ApiKey, now: datetime) -> bool:
    return row.revoked_at is None and (row.expires_at is None or row.expires_at > now)


def api_key_in(text: str) -> ApiKey | None:
    """The live key of `<prefix>.<secret>`, with its Brand, or None. An unknown prefix takes no less time."""
    key = keys.parse(text)
    if key is None:
        return None
    with scopes.key(key.prefix):
        row = _of_prefix(key.prefix)
    is_right = keys.matches(key.secret, row.secret_hash if row else "")
    return row if row and is_right and is_live(row, timezone.now()) else None


def _of_prefix(prefix: str) -> ApiKey | None:
    for values in _KEYS.rows(prefix):
        row = ApiKey.from_db(DEFAULT_DB_ALIAS, _KEY_FIELDS, values[: len(_KEY_FIELDS)])
        row.brand = Brand.from_db(DEFAULT_DB_ALIAS, _BRAND_FIELDS, values[len(_KEY_FIELDS) :])
        return row
    return None


def is_use_news(row: ApiKey) -> bool:
    return row.last_used_at is None or timezone.now() - row.last_used_at > LAST_USED_STEP


@owned.works_for_owner_of(ApiKey)
def note_use(pk: int) -> None:
    """Many requests of one minute may have asked for it: one of them writes."""
    now = timezone.now()
    due = Q(last_used_at=None) | Q(last_used_at__lt=now - LAST_USED_STEP)
    ApiKey.objects.filter(due, pk=pk).update(last_used_at=now)


def _made(
    brand: Brand, name: str, agent: Agent | None, scopes: Sequence[str], expires_at: datetime | None
) -> tuple[ApiKey, keys.Key]:
    key = keys.new_key()
    row = ApiKey.objects.create(
        brand=brand,
        agent=agent,
        name=name,
        prefix=key.prefix,
        secret_hash=keys.hash_of(key.secret),
        scopes=[scope for scope in keys.SCOPES if scope in scopes],
        expires_at=expires_at,
    )
    return row, key


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else ""

"""API keys in the database: make one, revoke it, find the one that a request carries."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from agents import keys, owned, scopes
from agents.models import Agent, ApiKey, Brand

# A key's last use is for people to look at; a write on each request would cost more than it tells.
LAST_USED_STEP = timedelta(hours=1)


def create_api_key(brand: Brand, name: str, agent: Agent | None = None) -> tuple[ApiKey, keys.Key]:
    """The row, and the key in clear: show it once, it cannot be read again."""
    key = keys.new_key()
    row = ApiKey.objects.create(
        brand=brand, agent=agent, name=name, prefix=key.prefix, secret_hash=keys.hash_of(key.secret)
    )
    return row, key


def revoke(row: ApiKey) -> None:
    ApiKey.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=timezone.now())


def api_key_in(text: str) -> ApiKey | None:
    """The live key of `<prefix>.<secret>`, with its Brand, or None."""
    key = keys.parse(text)
    if key is None:
        return None
    with scopes.key(key.prefix):
        row = ApiKey.objects.select_related("brand").filter(prefix=key.prefix, revoked_at=None).first()
    if row is None or not keys.matches(key.secret, row.secret_hash):
        return None
    return row


def is_use_news(row: ApiKey) -> bool:
    return row.last_used_at is None or timezone.now() - row.last_used_at > LAST_USED_STEP


@owned.works_for_owner_of(ApiKey)
def note_use(pk: int) -> None:
    ApiKey.objects.filter(pk=pk).update(last_used_at=timezone.now())

"""The Brand's hours, compiled once and kept in this process until the Brand changes them."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from handoff.availability import Hours, Schedule
from handoff.models import SupportProvider

KEPT = 2048


def hours_of(provider_id: int | None, revision: UUID | None, timezone: str, restricted: bool) -> Hours:
    """From what the caller has just read of the provider's row; windows and closures are read where they are new."""
    if provider_id is None or revision is None or not restricted:
        return _always_open(timezone, restricted)
    return _compiled(provider_id, revision, timezone, restricted)


@lru_cache(maxsize=KEPT)
def _always_open(timezone: str, restricted: bool) -> Hours:
    return Hours(Schedule(timezone, restricted))


@lru_cache(maxsize=KEPT)
def _compiled(provider_id: int, revision: UUID, timezone: str, restricted: bool) -> Hours:
    """A revision is never used twice, so what is kept under it never grows old, in whichever process it was changed."""
    provider = SupportProvider(pk=provider_id, revision=revision, timezone=timezone, hours_restricted=restricted)
    return Hours(provider.schedule())

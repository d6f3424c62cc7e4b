"""Customers who asked for their data through a platform: for 30 days they stand on the page "A customer's data".

Kept is an entry of the audit log with our ids of their conversations. Who it is, is read from these: nothing more is
kept of anybody, and once they are erased nothing tells who asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from agents import audit
from agents.models import Action, AuditEntry, Brand, Conversation
from handoff.privacy.who import Nobody, Who, conversations_of
from handoff.providers import registry

# As long as a merchant has to answer.
WAITS = timedelta(days=30)
MOST = 50


@dataclass(frozen=True, slots=True)
class Ask:
    """`who` is None where nothing is kept of them, or no longer."""

    at: datetime
    platform: str
    who: Who | None


def note(brand: Brand, platform: str, who: Who) -> None:
    theirs = conversations_of(brand, who)[-audit.MOST_IN_A_LIST :]
    audit.record(Action.CUSTOMER_ASKED, brand, platform=platform, conversations=[str(pk) for pk in theirs])


def waiting(brand: Brand, now: datetime) -> list[Ask]:
    """The newest first."""
    rows = AuditEntry.objects.for_brand(brand).filter(action=Action.CUSTOMER_ASKED, at__gte=now - WAITS)
    return [_ask(brand, row) for row in rows[:MOST]]


def _ask(brand: Brand, row: AuditEntry) -> Ask:
    platform, theirs = row.detail.get("platform"), row.detail.get("conversations")
    label = registry.provider_class(platform).label if isinstance(platform, str) and registry.known(platform) else ""
    return Ask(row.at, label, _who(brand, theirs if isinstance(theirs, list) else ()))


def _who(brand: Brand, theirs: Iterable[str]) -> Who | None:
    rows = Conversation.objects.for_brand(brand).filter(pk__in=list(theirs)).exclude(customer={})
    customer = rows.order_by("-pk").values_list("customer", flat=True).first() or {}
    try:
        return Who(**{name: str(customer.get(name) or "") for name in ("id", "email", "phone")})
    except Nobody:
        return None

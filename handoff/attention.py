"""How many handoffs may begin: the attention of people is what is scarce, and what a hostile customer would take.

Only a handoff that is really begun is counted; a repeat of the request that is answered with the open one is free.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings

from agents import windows
from agents.windows import Limit
from handoff import metrics
from handoff.providers.base import Customer


class TooManyStarts(Exception):
    """Nothing was written. Come back after `retry_after` seconds."""

    def __init__(self, whose: str, retry_after: float) -> None:
        super().__init__(whose)
        self.whose = whose
        self.retry_after = retry_after


def require_attention(brand_id: UUID, conversation_id: int, customer: Customer) -> None:
    """Raises TooManyStarts. Whoever is held back by one limit takes nothing of the others."""
    if full := windows.first_full(list(_limits(brand_id, conversation_id, customer))):
        metrics.refused("too_many_starts")
        _, whose, *_ = full.limit.who
        raise TooManyStarts(str(whose), full.seconds_to_wait)


def _limits(brand_id: UUID, conversation_id: int, customer: Customer) -> Iterator[Limit]:
    yield Limit(settings.LIMIT_STARTS_CONVERSATION, ("starts", "conversation", brand_id, conversation_id))
    if known := customer.id or customer.email.lower() or customer.phone:
        yield Limit(settings.LIMIT_STARTS_CUSTOMER, ("starts", "customer", brand_id, known))
    yield Limit(settings.LIMIT_STARTS_BRAND, ("starts", "brand", brand_id, ""))

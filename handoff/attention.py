"""How many handoffs may begin: the attention of people is what is scarce, and what a hostile customer would take.

Only a handoff that is really begun is counted; a repeat of the request that is answered with the open one is free.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings

from agents import windows
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
    limits = list(_limits(brand_id, conversation_id, customer))
    for ask in (windows.is_over, windows.seconds_to_wait):  # the second one counts
        for whose, rate, who in limits:
            if wait := ask(rate, "starts", whose, brand_id, who):
                metrics.refused("too_many_starts")
                raise TooManyStarts(whose, wait)


def _limits(brand_id: UUID, conversation_id: int, customer: Customer) -> Iterator[tuple[str, str, object]]:
    yield "conversation", settings.LIMIT_STARTS_CONVERSATION, conversation_id
    if known := customer.id or customer.email.lower() or customer.phone:
        yield "customer", settings.LIMIT_STARTS_CUSTOMER, known
    yield "brand", settings.LIMIT_STARTS_BRAND, ""

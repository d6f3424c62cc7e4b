"""What the AI model has done for a Brand today and this month, for the Platform Services page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Sum

from agents.models import Brand
from handoff.models import ModelUsage

MILLION = 1_000_000
LEAST_SHOWN = MILLION // 100


@dataclass(frozen=True, slots=True)
class ModelUse:
    """As the page shows it."""

    when: str
    calls: str
    tokens: str
    cost: str


def model_use(brand: Brand, now: datetime) -> list[ModelUse]:
    """By days of UTC, as they are counted and as the budget goes."""
    today = now.astimezone(UTC).date()
    return [_since(brand, "Today", today), _since(brand, "This month", today.replace(day=1))]


def _since(brand: Brand, when: str, first: date) -> ModelUse:
    totals = (Sum(name, default=0) for name in ("calls", "input_tokens", "output_tokens", "cost"))
    used = ModelUsage.objects.for_brand(brand).filter(day__gte=first).aggregate(*totals)
    tokens = used["input_tokens__sum"] + used["output_tokens__sum"]
    return ModelUse(when, f"{used['calls__sum']:,}", f"{tokens:,}", dollars(used["cost__sum"]))


def dollars(millionths: int) -> str:
    return "under $0.01" if 0 < millionths < LEAST_SHOWN else f"${millionths / MILLION:,.2f}"

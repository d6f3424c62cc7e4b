"""What a Brand's use of the model costs, and how much of it a day allows."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from handoff import metrics
from handoff.llm import LanguageModel, LlmUnavailable
from handoff.model_breaker import GuardedModel, guarded
from handoff.models import ModelPurpose, ModelUsage, SupportProvider

MILLION = 1_000_000


def model_for(brand_id: UUID, budget_seconds: float) -> GuardedModel | None:
    """The configured model; None without a key, where the Brand wants no model, or has spent its budget of the day.

    The one way to a model: whoever has text of a Brand asks here first.

    Answers that are under way are counted when they come, so that a day may end a few answers above its budget.
    """
    if not settings.OPENAI_API_KEY or spent_today(brand_id) >= daily_budget(brand_id):
        return None
    return guarded(
        LanguageModel(settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL, settings.OPENAI_MODEL, budget_seconds)
    )


class Used(Protocol):
    """An answer, or the word that there is none."""

    @property
    def input_tokens(self) -> int: ...

    @property
    def output_tokens(self) -> int: ...


def note_use(brand_id: UUID, purpose: ModelPurpose, answered: Used) -> None:
    """Count one answer, of use or not. What was never asked, or not taken, cost nothing and is no call."""
    if isinstance(answered, LlmUnavailable) and not (answered.input_tokens or answered.output_tokens):
        return
    metrics.tokens(purpose.value, answered.input_tokens, answered.output_tokens)
    row = {"brand_id": brand_id, "day": today(), "purpose": purpose}
    used = {
        "calls": 1,
        "input_tokens": answered.input_tokens,
        "output_tokens": answered.output_tokens,
        "cost": cost_of(answered.input_tokens, answered.output_tokens),
    }
    if not (_added(row, used) or _inserted(row, used)):
        _added(row, used)


def cost_of(input_tokens: int, output_tokens: int) -> int:
    """In millionths of a US dollar, rounded up; the prices are per million tokens."""
    prices = (settings.OPENAI_INPUT_PRICE, settings.OPENAI_OUTPUT_PRICE)
    into, out = (Decimal(str(price)) for price in prices)
    return math.ceil(input_tokens * into + output_tokens * out)


def spent_today(brand_id: UUID) -> int:
    """In millionths of a US dollar."""
    rows = ModelUsage.objects.filter(brand_id=brand_id, day=today())
    return rows.aggregate(spent=Sum("cost"))["spent"] or 0


def daily_budget(brand_id: UUID) -> int:
    """In millionths of a US dollar; 0, and so no model, where the Brand has no settings yet or wants none."""
    rows = SupportProvider.objects.filter(brand_id=brand_id, brand__model_allowed=True)
    budgets = rows.values_list("daily_model_budget", flat=True)
    return int((budgets.first() or Decimal(0)) * MILLION)


def today() -> date:
    """Of UTC, for all Brands alike."""
    return timezone.now().date()


def _added(row: dict[str, Any], used: dict[str, int]) -> bool:
    return bool(ModelUsage.objects.filter(**row).update(**{name: F(name) + count for name, count in used.items()}))


def _inserted(row: dict[str, Any], used: dict[str, int]) -> bool:
    """False where another process was faster."""
    try:
        with transaction.atomic():
            ModelUsage.objects.create(**row, **used)
    except IntegrityError:
        return False
    return True

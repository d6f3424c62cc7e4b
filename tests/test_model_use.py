"""The model's tokens and cost, counted for each Brand and day, and the budget that they end."""

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from agents import scopes
from handoff import model_use
from handoff.llm import Answered
from handoff.models import ModelPurpose, ModelUsage, SupportProvider
from handoff.opinion_prompt import Opinion
from tests.builders import a_brand, a_provider

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def priced(settings: Settings) -> None:
    settings.OPENAI_API_KEY = "sk-test"
    settings.OPENAI_INPUT_PRICE, settings.OPENAI_OUTPUT_PRICE = 0.40, 1.60


def a_customer_of_the_model(budget: str = "5.00") -> SupportProvider:
    return a_provider(a_brand(), daily_model_budget=Decimal(budget))


def answered(input_tokens: int, output_tokens: int = 0) -> Answered[Opinion]:
    return Answered(Opinion(offer=True, turns=[1]), input_tokens, output_tokens)


@pytest.mark.parametrize(
    ("input_tokens", "output_tokens", "cost"),
    [(0, 0, 0), (1, 0, 1), (5, 0, 2), (1_000_000, 0, 400_000), (0, 1_000_000, 1_600_000), (1_234, 567, 1_401)],
)
def test_a_cost_is_in_millionths_of_a_dollar_and_rounded_up(input_tokens: int, output_tokens: int, cost: int) -> None:
    assert model_use.cost_of(input_tokens, output_tokens) == cost


def test_answers_of_a_day_are_counted_together_and_by_purpose() -> None:
    brand = a_customer_of_the_model().brand
    for purpose, tokens in ((ModelPurpose.SUMMARY, 100), (ModelPurpose.SUMMARY, 200), (ModelPurpose.OPINION, 50)):
        model_use.note_use(brand.pk, purpose, answered(tokens, 10))
    rows = ModelUsage.objects.for_brand(brand).order_by("purpose")
    assert list(rows.values_list("purpose", "calls", "input_tokens", "output_tokens")) == [
        ("opinion", 1, 50, 10),
        ("summary", 2, 300, 20),
    ]


def test_without_a_key_there_is_no_model(settings: Settings) -> None:
    settings.OPENAI_API_KEY = ""
    assert model_use.model_for(a_customer_of_the_model().brand_id, 1.0) is None


def test_a_spent_budget_ends_the_models_day() -> None:
    provider = a_customer_of_the_model("0.40")
    assert model_use.model_for(provider.brand_id, 1.0)
    model_use.note_use(provider.brand_id, ModelPurpose.SUMMARY, answered(999_990))
    assert model_use.model_for(provider.brand_id, 1.0)
    model_use.note_use(provider.brand_id, ModelPurpose.OPINION, answered(30))
    assert model_use.model_for(provider.brand_id, 1.0) is None


def test_tomorrow_is_another_day() -> None:
    provider = a_customer_of_the_model("0.40")
    model_use.note_use(provider.brand_id, ModelPurpose.SUMMARY, answered(2_000_000))
    ModelUsage.objects.update(day=timezone.now().date() - timedelta(days=1))
    assert model_use.model_for(provider.brand_id, 1.0)


def test_another_brands_spending_costs_this_one_nothing() -> None:
    provider = a_customer_of_the_model("0.40")
    model_use.note_use(a_customer_of_the_model("0.40").brand_id, ModelPurpose.SUMMARY, answered(2_000_000))
    assert model_use.model_for(provider.brand_id, 1.0)


def test_a_budget_of_nothing_never_asks_a_model() -> None:
    assert model_use.model_for(a_customer_of_the_model("0").brand_id, 1.0) is None


def test_a_brand_without_settings_has_no_budget() -> None:
    assert model_use.model_for(a_brand().pk, 1.0) is None


@pytest.mark.django_db(transaction=True)
def test_of_answers_that_come_at_once_each_is_counted() -> None:
    brand = a_customer_of_the_model().brand

    def one_answer() -> None:
        try:
            with scopes.brand(brand.pk):
                model_use.note_use(brand.pk, ModelPurpose.SUMMARY, answered(10, 1))
        finally:
            connection.close()

    threads = [threading.Thread(target=one_answer) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    row = ModelUsage.objects.get()
    assert (row.calls, row.input_tokens, row.output_tokens) == (8, 80, 8)

"""Platform Services: the language of the summaries, what AI may cost in a day, and what it has cost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from agents.models import Brand, Role
from handoff import configuration
from handoff.admin.agent_settings.model_use import ModelUse, dollars, model_use
from handoff.configuration import WRONG_BUDGET, Configuration, save_provider
from handoff.models import ModelPurpose, ModelUsage
from tests.admin_builders import a_client_of, provider_post, provider_url
from tests.builders import a_brand

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)


def used(brand: Brand, day: date, calls: int, cost: int, purpose: str = ModelPurpose.SUMMARY) -> None:
    counts = {"calls": calls, "input_tokens": 1000 * calls, "output_tokens": 100 * calls, "cost": cost}
    ModelUsage.objects.create(brand=brand, day=day, purpose=purpose, **counts)


def test_both_are_saved() -> None:
    brand = a_brand()
    answer = a_client_of(brand).post(
        provider_url(brand), provider_post(team_language="de", daily_model_budget=" 2.50 ")
    )
    assert answer.status_code == 302
    row = configuration.provider_of(brand)
    assert (row.team_language, row.daily_model_budget) == ("de", Decimal("2.50"))


def test_a_form_without_them_keeps_what_is_stored() -> None:
    brand = a_brand()
    save_provider(brand, Configuration(kind="", team_language="ja", daily_model_budget=Decimal(1)))
    a_client_of(brand).post(provider_url(brand), provider_post())
    row = configuration.provider_of(brand)
    assert (row.team_language, row.daily_model_budget) == ("ja", Decimal(1))


def test_no_money_is_an_amount() -> None:
    brand = a_brand()
    a_client_of(brand).post(provider_url(brand), provider_post(daily_model_budget="0"))
    assert configuration.provider_of(brand).daily_model_budget == 0


@pytest.mark.parametrize("typed", ["", "much", "-1", "1.005", "10000.01", "NaN", "Infinity", "1e99", "$5"])
def test_what_is_no_amount_is_an_error_beside_the_field_and_stays_there(typed: str) -> None:
    brand = a_brand()
    answer = a_client_of(brand).post(provider_url(brand), provider_post(daily_model_budget=typed))
    assert set(answer.context["form"].errors["daily_model_budget"]) == {WRONG_BUDGET}
    assert answer.context["form"]["daily_model_budget"].value() == typed
    assert configuration.provider_of(brand).daily_model_budget == 5


def test_an_unknown_language_is_refused() -> None:
    brand = a_brand()
    answer = a_client_of(brand).post(provider_url(brand), provider_post(team_language="tlh"))
    assert answer.context["form"].errors["team_language"] == [configuration.UNKNOWN_LANGUAGE]


@pytest.mark.parametrize(
    "wrong", [{"team_language": "tlh"}, {"daily_model_budget": Decimal(-1)}, {"daily_model_budget": Decimal(10_001)}]
)
def test_what_is_wrong_is_refused_at_every_door(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        save_provider(a_brand(), Configuration(kind="", **wrong))
    assert list(refused.value.message_dict) == list(wrong)


def test_what_was_used_is_counted_by_day_and_month() -> None:
    brand, other = a_brand(), a_brand()
    used(brand, date(2027, 3, 15), 2, 30_000)
    used(brand, date(2027, 3, 15), 1, 4_000, ModelPurpose.OPINION)
    used(brand, date(2027, 3, 1), 1000, 9_000_000)
    used(brand, date(2027, 2, 28), 7, 7_000_000)
    used(other, date(2027, 3, 15), 5, 5_000_000)
    assert model_use(brand, NOW) == [
        ModelUse("Today", "3", "3,300", "$0.03"),
        ModelUse("This month", "1,003", "1,103,300", "$9.03"),
    ]


@pytest.mark.parametrize(
    ("millionths", "shown"), [(0, "$0.00"), (9_999, "under $0.01"), (10_000, "$0.01"), (1_234_560_000, "$1,234.56")]
)
def test_money_is_shown_in_cents(millionths: int, shown: str) -> None:
    assert dollars(millionths) == shown


@pytest.mark.parametrize("key", ["", "sk-test"])
def test_the_page_says_where_no_model_is_connected(key: str, settings: Any) -> None:
    settings.OPENAI_API_KEY = key
    brand = a_brand()
    html = a_client_of(brand, Role.VIEWER).get(provider_url(brand)).content.decode()
    assert ("No AI model is connected to this installation" in html) is not bool(key)
    assert "Language of the summaries" in html
    assert "This month" in html
    assert "Nederlands" in html

"""A query whose SQL is written once answers as its queryset does, each time for the values that are asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import QuerySet

from agents.compiled import CompiledQuery
from agents.models import Agent
from handoff import backlog, policies
from handoff.models import Handoff
from tests.runtime import Shop

pytestmark = pytest.mark.django_db


def named(brand_id: UUID, name: str) -> QuerySet[Agent, Any]:
    found = Agent.objects.filter(brand=brand_id, name=name, handoff_enabled=True)
    return found.order_by("pk").values_list("pk", "name", "handoff_enabled", "brand__storefront_origins", "created_at")


def test_rows_are_those_of_the_queryset_converted_as_it_would() -> None:
    shops, query = [Shop(), Shop()], CompiledQuery(named, UUID, str)
    for shop in (*shops, *shops):
        expected = [tuple(row) for row in named(shop.brand.pk, shop.agent.name)]
        assert [tuple(row) for row in query.rows(shop.brand.pk, shop.agent.name)] == expected != []


@pytest.mark.parametrize("name", ["Nobody", "it's 100 % \\ \ue000value 1\ue000", "🙂"])
def test_a_value_is_a_value_and_never_sql(name: str) -> None:
    shop, query = Shop(), CompiledQuery(named, UUID, str)
    assert query.rows(shop.brand.pk, name) == []
    Agent.objects.filter(pk=shop.agent.pk).update(name=name)
    assert [row[0] for row in query.rows(shop.brand.pk, name)] == [shop.agent.pk]
    assert query.rows(uuid4(), name) == []


def test_the_sql_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shop, asked = Shop(), []

    def noted(brand_id: UUID, name: str) -> QuerySet[Agent, Any]:
        asked.append(name)
        return named(brand_id, name)

    query = CompiledQuery(noted, UUID, str)
    for _ in range(3):
        query.rows(shop.brand.pk, shop.agent.name)
    assert len(asked) == 1


def test_the_queries_of_a_start_tell_brands_apart() -> None:
    shop, other = Shop(), Shop()
    shop.start()
    assert [pk for (pk,) in backlog._last_place(1).rows(shop.brand.pk)] == [Handoff.objects.get().pk]
    assert backlog._last_place(2).rows(shop.brand.pk) == []
    assert backlog._last_place(1).rows(other.brand.pk) == []
    with pytest.raises(Agent.DoesNotExist):
        policies.policy_of(other.brand, shop.agent.pk)

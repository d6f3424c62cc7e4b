"""Answers kept for repeats are found by their handoff, however many are kept; those of an earlier release too."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents import scopes
from handoff.models import Handoff, IdempotentAnswer
from handoff.models.handoffs import new_ref
from handoff.privacy import Who, erase, export
from tests import builders
from tests.runtime import Shop
from tests.test_playbook_migration import migrated, walls_up_again

MANY = 5000
TABLE = IdempotentAnswer._meta.db_table
BEFORE = ("handoff", "0010_notices")


def started(shop: Shop, key: str, customer: str) -> Handoff:
    body = builders.a_body(conversation=f"of {customer}", customer={"id": customer})
    answer = shop.runtime.post(shop.path("handoffs/"), body, idempotency_key=key)
    return Handoff.objects.get(pk=answer.json()["id"])


@pytest.mark.django_db
def test_an_erasure_takes_the_answers_of_this_customer_alone() -> None:
    shop = Shop()
    handoffs = [started(shop, f"key-{name}", name) for name in ("ada", "ben")]
    [told] = export(shop.brand, Who(id="ada"))["conversations"]
    assert [answer["key"] for answer in told["answers_kept_for_repeats"]] == ["key-ada"]
    erase(shop.brand, Who(id="ada"))
    assert IdempotentAnswer.objects.get().handoff == handoffs[1]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row-level security to plan around")
def test_an_erasure_reads_no_more_than_its_own_answers() -> None:
    """As the product's role, for which row-level security forbids the planner many an index."""
    shop = Shop()
    started(shop, "key-ada", "ada")
    kept_beside(started(shop, "key-ben", "ben"))
    with scopes.brand(shop.brand.pk), CaptureQueriesContext(connection) as queries:
        erase(shop.brand, Who(id="ada"))
    begins = f'DELETE FROM "{TABLE}"'
    [deletion] = [q["sql"][q["sql"].index(begins) :] for q in queries.captured_queries if begins in q["sql"]]
    with scopes.brand(shop.brand.pk), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {deletion}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert f"Seq Scan on {TABLE}" not in plan, plan
    assert "Index Cond: (handoff_id" in plan, plan


def kept_beside(handoff: Handoff) -> None:
    """Handoffs of the same customer that ended, each with an answer."""
    kept = IdempotentAnswer.objects.get(handoff=handoff)
    ended = [copied(handoff, pk=uuid.uuid4(), ref=new_ref(), ended_at=timezone.now()) for _ in range(MANY)]
    Handoff.objects.bulk_create(ended)
    IdempotentAnswer.objects.bulk_create(copied(kept, pk=None, key=row.ref, handoff=row) for row in ended)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLE}")


def copied(row: Any, **changed: Any) -> Any:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    copy = type(row)(**values)
    for name, value in changed.items():
        setattr(copy, name, value)
    return copy


@pytest.mark.django_db(transaction=True)
def test_answers_of_an_earlier_release_find_their_handoff() -> None:
    shop = Shop()
    handoff = started(shop, "of a handoff", "ada")
    started(shop, "of one that is gone", "ben")
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        answers = migrated(BEFORE).get_model("handoff", "IdempotentAnswer").objects
        assert answers.count() == 2
        gone = answers.get(key="of one that is gone")
        gone.body["id"] = str(uuid.uuid4())
        gone.save()
    finally:
        migrated(*latest)
        walls_up_again()
    named = IdempotentAnswer.objects.order_by("key").values_list("key", "handoff")
    assert list(named) == [("of a handoff", handoff.pk), ("of one that is gone", None)]

"""The wall under the scoping: until somebody said whom the work is for, no statement on a Brand's table is sent.

Every model is tried with every kind of query, past its own manager too. Here on both databases; what PostgreSQL adds
is in test_row_security.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, models, transaction
from django.db.models import ForeignKey, Max, Model
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from agents import owned, scopes, walls
from agents.models import Agent, Brand
from agents.scopes import Kind, Scope
from agents.walls import UnscopedQuery
from handoff import tasks
from handoff_project.middleware import ScopeMiddleware
from tests.builders import a_brand, an_agent
from tests.every_row import Rows
from tests.runtime import Shop

pytestmark = pytest.mark.django_db


def raw(row: Model) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {row._meta.db_table}")
        return cursor.fetchone()


def rows_of(row: Model) -> models.QuerySet[Any]:
    return type(row)._default_manager.all()  # type: ignore[no-any-return]


def parent_of(row: Model) -> Any:
    """Follow the first relation, as `message.conversation` does."""
    keys = [field for field in row._meta.concrete_fields if isinstance(field, ForeignKey)]
    owned_ones = [field for field in keys if owned.is_owned(field.related_model)]
    fresh = type(row)(pk=row.pk, **{field.attname: getattr(row, field.attname) for field in owned_ones})
    return getattr(fresh, owned_ones[0].name) if owned_ones else list(rows_of(row))


KINDS: dict[str, Callable[[Model], Any]] = {
    "list": lambda row: list(rows_of(row)),
    "get": lambda row: rows_of(row).get(pk=row.pk),
    "first": lambda row: rows_of(row).first(),
    "values": lambda row: list(rows_of(row).values_list("pk")),
    "count": lambda row: rows_of(row).count(),
    "exists": lambda row: rows_of(row).exists(),
    "aggregate": lambda row: rows_of(row).aggregate(Max("pk")),
    "iterator": lambda row: next(rows_of(row).iterator()),
    "in_bulk": lambda row: rows_of(row).in_bulk(),
    "lock": lambda row: list(rows_of(row).select_for_update()),
    "union": lambda row: list(rows_of(row).order_by().union(rows_of(row).order_by())),
    "raw": lambda row: list(type(row)._default_manager.raw(f"SELECT * FROM {row._meta.db_table}")),
    "cursor": raw,
    "update": lambda row: rows_of(row).update(**{row._meta.pk.name: row.pk}),
    "delete": lambda row: rows_of(row).delete(),
    "save": lambda row: row.save(),
    "insert": lambda row: row.save(force_insert=True),
    "bulk_create": lambda row: type(row)._default_manager.bulk_create([row], ignore_conflicts=True),
    "get_or_create": lambda row: type(row)._default_manager.get_or_create(pk=row.pk),
    "refresh": lambda row: row.refresh_from_db(),
    "delete one": lambda row: row.delete(),
    "base manager": lambda row: list(type(row)._base_manager.all()),
    "relation": parent_of,
}


@pytest.fixture
def rows() -> Rows:
    return Rows(a_brand(), User.objects.create_user("somebody"))


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_scope_no_kind_of_query_of_any_model_is_sent(kind: str, rows: Rows) -> None:
    """A3: scoping that was forgotten finds an error, not another Brand's rows."""
    sent = []
    for model in owned.models():
        try:
            with scopes.nothing(), transaction.atomic():
                KINDS[kind](rows.of(model))
            sent.append(model._meta.label)
        except UnscopedQuery:
            continue
    assert sent == []


@pytest.mark.parametrize("kind", sorted({"list", "count", "save", "refresh", "relation", "cursor"}))
def test_within_a_scope_each_is_sent(kind: str, rows: Rows) -> None:
    """So that the test above cannot pass because a query was wrong by itself."""
    for model in owned.models():
        if not (getattr(model, "append_only", False) and kind == "save"):
            with scopes.brand(rows.of(Brand).pk):
                KINDS[kind](rows.of(model))


def test_related_managers_are_no_way_round(rows: Rows) -> None:
    brand = rows.of(Brand)
    names = [relation.get_accessor_name() for relation in Brand._meta.related_objects if relation.one_to_many]
    managers = [getattr(brand, name) for name in names if name and hasattr(brand, name)]
    assert len(managers) > 8
    for manager in managers:
        with scopes.nothing(), pytest.raises(UnscopedQuery):
            list(manager.all())


def test_each_model_with_a_way_to_a_brand_is_behind_the_wall() -> None:
    """A model that forgets `objects = BrandQuerySet[...].as_manager()` would be seen by everybody."""
    outside = [model._meta.label for model in unowned() if leads_to_a_brand(model)]
    assert outside == [], "Give it a BrandQuerySet as its manager, and `brand_path` where the Brand is no field of it"


def unowned() -> Iterator[type[Model]]:
    every = owned.apps.get_models(include_auto_created=True)
    return (model for model in every if not owned.is_owned(model) and not model._meta.proxy)


def leads_to_a_brand(model: type[Model]) -> bool:
    keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return any(owned.is_owned(field.related_model) for field in keys)


def test_tables_of_nobody_need_no_scope() -> None:
    with scopes.nothing():
        assert User.objects.count() >= 0


def test_a_table_is_known_by_its_whole_name() -> None:
    assert walls.is_of_a_brand('SELECT 1 FROM "agents_agent"')
    assert walls.is_of_a_brand("select 1 from agents_agent x")
    assert not walls.is_of_a_brand("SELECT 1 FROM agents_agents_of_old")


# A planted leak of each kind, and the wall that stops it


def view_that_forgets(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(Agent.objects.values_list("name", flat=True)))


def test_a_planted_view_that_says_nothing_is_stopped() -> None:
    an_agent(a_brand(), name="Secret agent")
    with pytest.raises(UnscopedQuery):
        ScopeMiddleware(view_that_forgets)(RequestFactory().get("/"))


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no row-level security; docs/tenants.md says so"
)
def test_a_planted_view_that_forgets_the_brand_shows_its_own_alone() -> None:
    """It said whom it works for, and then asks for all there is, without `.for_brand()`."""
    own, other = a_brand(), a_brand()
    an_agent(own, name="Our agent")
    an_agent(other, name="Secret agent")

    def view(request: HttpRequest) -> HttpResponse:
        scopes.work_for(own.pk)
        return view_that_forgets(request)

    assert ScopeMiddleware(view)(RequestFactory().get("/")).content == b"Our agent"


# Where a scope begins and ends


def test_a_request_begins_with_nothing_and_leaves_nothing_behind() -> None:
    brand, seen = a_brand(), []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(scopes.current())
        scopes.work_for(brand.pk)
        return HttpResponse()

    before = scopes.current()
    with scopes.brand(a_brand().pk):
        ScopeMiddleware(view)(RequestFactory().get("/"))
        ScopeMiddleware(view)(RequestFactory().get("/"))
    assert seen == [Scope(), Scope()]
    assert scopes.current() == before


def test_a_request_that_fails_leaves_nothing_behind() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        scopes.work_for(a_brand().pk)
        raise ValueError

    with scopes.within(Scope()), pytest.raises(UnscopedQuery):
        ScopeMiddleware(view)(RequestFactory().get("/"))
    assert scopes.current().kind is Kind.MAINTENANCE


def test_what_is_streamed_after_the_request_keeps_its_brand() -> None:
    brand = a_brand()
    an_agent(brand, name="Ours")

    def lines() -> Iterator[str]:
        yield str(scopes.current())
        yield from Agent.objects.for_brand(brand).values_list("name", flat=True)

    def view(request: HttpRequest) -> HttpResponse:
        scopes.work_for(brand.pk)
        return StreamingHttpResponse(lines())  # type: ignore[return-value]

    response = ScopeMiddleware(view)(RequestFactory().get("/"))
    with scopes.nothing():
        assert b"".join(response) == f"brand:{brand.pk}Ours".encode()
        assert scopes.current() == Scope()


def test_a_task_begins_with_nothing_and_works_for_its_rows_brand(monkeypatch: pytest.MonkeyPatch) -> None:
    shop, seen = Shop(), []
    handoff_id = shop.start().json()["id"]
    monkeypatch.setattr("handoff.claiming.claim", lambda key: seen.append(scopes.current()))
    with scopes.brand(a_brand().pk):
        tasks.deliver(handoff_id)
        tasks.deliver.apply([handoff_id])
    assert seen == [scopes.brand_scope(shop.brand.pk)] * 2


def test_a_task_whose_row_is_gone_does_nothing() -> None:
    tasks.deliver("6e0e1d5c-52a5-4a0e-9a43-6f1f6c1f7d02")
    tasks.note_use_of_key(0)
    tasks.mail_alarm(0)
    tasks.prepare_summary(0)


def test_a_thread_begins_with_nothing() -> None:
    seen: list[Scope] = []
    with scopes.brand(a_brand().pk):
        thread = threading.Thread(target=lambda: seen.append(scopes.current()))
        thread.start()
        thread.join()
    assert seen == [Scope()]

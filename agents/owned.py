"""Which tables hold rows of Brands, and how each row's Brand is found: read off the models, so that none is forgotten.

Imports no model: the database's connections, which models need to begin with, ask here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.apps import apps
from django.db.models import ForeignKey, Model, UUIDField

from agents import scopes
from agents.compiled import CompiledQuery

P = ParamSpec("P")
T = TypeVar("T")


def path_of(model: type[Model]) -> str:
    """From a row to its Brand, such as "conversation__brand"; "pk" of a Brand itself, "" where no Brand owns it."""
    if not hasattr(model._default_manager, "for_brand"):
        return ""
    return str(getattr(model, "brand_path", "brand"))


def is_owned(model: type[Model]) -> bool:
    """A table between two models, which Django makes itself, is owned where they are."""
    return bool(path_of(model)) or any(path_of(parent) for parent in linked(model))


def linked(model: type[Model]) -> list[type[Model]]:
    """What a table that Django made itself joins."""
    if not model._meta.auto_created:
        return []
    keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return [field.related_model for field in keys if isinstance(field.related_model, type)]


@cache
def models() -> tuple[type[Model], ...]:
    every = apps.get_models(include_auto_created=True)
    return tuple(model for model in every if is_owned(model) and not model._meta.proxy)


@cache
def tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in models())


def owner_of(model: type[Model], key: object) -> UUID | None:
    """The Brand of the row with this key, which alone is told; None where there is no such row."""
    with scopes.across_brands("whose a row is"):
        found = _owners(model).rows(model._meta.pk.to_python(key))
    return found[0][0] if found else None


@cache
def _owners(model: type[Model]) -> CompiledQuery:
    """In no order: a model's own may be by a text, which is not told."""
    own = model._meta.pk
    field = own.target_field if isinstance(own, ForeignKey) else own
    kind = UUID if isinstance(field, UUIDField) else int
    return CompiledQuery(lambda key: model._base_manager.filter(pk=key).order_by().values_list(path_of(model)), kind)


def works_for_owner_of(model: type[Model]) -> Callable[[Callable[..., T]], Callable[..., T | None]]:
    """Of a function that takes up the row whose key is its first argument: it works in that row's Brand alone.

    Where the row is gone, nothing is done.
    """

    def decorate(function: Callable[..., T]) -> Callable[..., T | None]:
        def in_its_brand(key: Any, *args: Any, **kwargs: Any) -> T | None:
            brand_id = owner_of(model, key)
            if brand_id is None:
                return None
            with scopes.brand(brand_id):
                return function(key, *args, **kwargs)

        return in_its_brand

    return decorate


def brand_ids() -> list[UUID]:
    rows = apps.get_model("agents", "Brand")._base_manager.order_by("pk")
    with scopes.across_brands("each Brand in turn"):
        return list(rows.values_list("pk", flat=True))

"""A row in every table that Brands own, made from the models: a new model is covered on the day that it is added."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.models import User
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
    UUIDField,
)
from django.utils import timezone

from agents import owned
from agents.models import Brand

# Fields that a rule of the database holds to more than their type.
SPECIAL = {"closes": 24 * 60, "email": "somebody@shop.example", "role": "customer"}


class Rows:
    """One row of each model, of this Brand; parents first, each made once."""

    def __init__(self, brand: Brand, user: User) -> None:
        self.made: dict[type[Model], Model] = {Brand: brand, User: user}
        for model in owned.models():
            self.of(model)

    def of(self, model: type[Model]) -> Model:
        if model not in self.made:
            values = {field.name: self._value(field) for field in model._meta.concrete_fields if _is_needed(field)}
            self.made[model] = model._base_manager.create(**values)
        return self.made[model]

    def value(self, model: type[Model], column: str) -> Any:
        """As raw SQL takes it, for one more row beside the one that is there."""
        field = next(field for field in model._meta.concrete_fields if field.column == column)
        if isinstance(field, ForeignKey):
            return self._value(field).pk
        if isinstance(field, JSONField):
            return "{}"
        return self._value(field) if field.name != "position" else 99

    def _value(self, field: Field[Any, Any]) -> Any:
        if isinstance(field, ForeignKey):
            parent = field.related_model
            assert isinstance(parent, type)
            return self.of(parent)
        return SPECIAL.get(field.name, _plain(field))


def _is_needed(field: Field[Any, Any]) -> bool:
    if field.name == owned.path_of(field.model).partition("__")[0]:
        return True  # even where it may be of none
    generated = field.primary_key and not isinstance(field, ForeignKey)
    return not (generated or field.blank or field.null or field.has_default() or getattr(field, "auto_now_add", False))


def _plain(field: Field[Any, Any]) -> Any:
    if field.choices:
        return next(key for key, _ in field.flatchoices)
    if isinstance(field, DateTimeField):
        return timezone.now()
    if isinstance(field, DateField):
        return timezone.now().date()
    if isinstance(field, UUIDField):
        return uuid.uuid4()
    if isinstance(field, BooleanField):
        return False
    if isinstance(field, IntegerField | DecimalField):
        return 0
    if isinstance(field, JSONField):
        return {}
    assert isinstance(field, CharField | TextField), f"{field} needs a value in tests/every_row.py"
    return uuid.uuid4().hex[: min(field.max_length or 12, 12)]

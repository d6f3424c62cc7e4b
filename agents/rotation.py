"""Stored secrets, encrypted anew under the first key: safe beside a running product, and as often as one likes.

A column holds tokens of `agents.ciphers` where its field says `holds_ciphers`, or where its model names it in
`cipher_columns`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import F, Field, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast

from agents import audit, ciphers
from agents.models import Action

BATCH = 200
RENEWED, CURRENT, UNREADABLE = "renewed", "current", "unreadable"


@dataclass(frozen=True, slots=True)
class Column:
    model: type[Model]
    field: str

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.field}"


@dataclass(slots=True)
class Outcome:
    """How many tokens of one column were renewed, were current already, and fit no configured key."""

    renewed: int = 0
    current: int = 0
    unreadable: int = 0

    def count(self, state: str) -> None:
        setattr(self, state, getattr(self, state) + 1)


def columns() -> list[Column]:
    """Every column of every model that holds tokens."""
    return [Column(model, field.name) for model in apps.get_models() for field in _fields(model)]


def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    named = getattr(model, "cipher_columns", ())
    return [f for f in model._meta.concrete_fields if getattr(f, "holds_ciphers", False) or f.name in named]


def rotate_all() -> Iterator[tuple[Column, Outcome]]:
    """Told to the audit log once, at the end: each token is renewed for itself, so that it can be stopped."""
    renewed = 0
    for column in columns():
        outcome = rotate(column)
        renewed += outcome.renewed
        yield column, outcome
    if renewed:
        audit.record(Action.SECRETS_ROTATED, None, count=renewed)


def rotate(column: Column) -> Outcome:
    outcome = Outcome()
    for pk, token in _stored(column):
        outcome.count(_renew(column, pk, token))
    return outcome


def _stored(column: Column) -> Iterator[tuple[Any, str]]:
    """In order of the key and in batches, so that no statement holds the table for long."""
    last = None
    while batch := list(_tokens(column, last)[:BATCH]):
        yield from batch
        last = batch[-1][0]


def _tokens(column: Column, after: Any) -> QuerySet[Any, tuple[Any, str]]:
    rows = _rows(column).exclude(token="").exclude(token=None).order_by("pk")  # nosec B106 # an empty column
    later = rows if after is None else rows.filter(pk__gt=after)
    return later.values_list("pk", "token")


def _rows(column: Column) -> QuerySet[Any]:
    """`token`: the column as it is stored, whatever its field makes of it. Rows of every Brand."""
    return column.model._base_manager.annotate(token=Cast(F(column.field), TextField()))


def _renew(column: Column, pk: Any, token: str | None) -> str:
    """Written only over the very token that was read. Whoever changes the row meanwhile is not overwritten: what they
    wrote is looked at instead."""
    while token:
        if ciphers.is_current(token):
            return CURRENT
        plain = ciphers.decrypt(token)
        if plain is None:
            return UNREADABLE
        renewed = Value(ciphers.encrypt(plain), output_field=TextField())
        if _rows(column).filter(pk=pk, token=token).update(**{column.field: renewed}):
            return RENEWED
        token = _rows(column).filter(pk=pk).values_list("token", flat=True).first()
    return CURRENT

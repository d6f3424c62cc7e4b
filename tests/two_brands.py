"""Two Brands with rows in every table. Every text, key and number of the second one is a canary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models

from agents import credentials
from agents.models import Agent, Brand, Conversation
from handoff.models import Handoff
from playbooks.models import Playbook, PlaybookVersion
from tests.matrix_rows import Maker, fields_of, ours

A_MARK, B_MARK = "alfaofa", "canaryofb"
# Any number of nine digits that begins like this is one of B's.
# Rows that come later, as those of an asker do, have numbers above A's.
FIRST_OF_A, FIRST_OF_B = 770_000_000, 610_000_000
NUMBER_OF_B = re.compile(r"(?<!\d)6100\d{5}(?!\d)")
SHORTEST_CANARY = 9
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class TwoBrands:
    a: Maker
    b: Maker
    key: str
    key_of_one_agent: str
    other_agent: Agent


def two_brands() -> TwoBrands:
    a, b = a_full_brand(A_MARK, FIRST_OF_A), a_full_brand(B_MARK, FIRST_OF_B)
    agent = a.rows[Agent]
    assert isinstance(agent, Agent)
    other = a.make(Agent, name="alfaofa second")
    assert isinstance(other, Agent)
    key = str(credentials.create_api_key(a.brand, "runtime")[1])
    bound = str(credentials.create_api_key(a.brand, "runtime of one", agent)[1])
    return TwoBrands(a, b, key, bound, other)


def a_full_brand(mark: str, first: int) -> Maker:
    maker = Maker(mark, first)
    maker.make_all()
    version, playbook = maker.rows[PlaybookVersion], maker.rows[Playbook]
    Playbook._base_manager.filter(pk=playbook.pk).update(published=version.pk)
    Conversation._base_manager.filter(pk=maker.rows[Conversation].pk).update(turn_count=2)
    user = maker.rows[User]
    for model, row in [*maker.rows.items()]:
        maker.make(
            LogEntry,
            user_id=user.pk,
            content_type_id=ContentType.objects.get_for_model(model).pk,
            object_id=str(row.pk),
            object_repr=str(row)[:200],
            action_flag=CHANGE,
            change_message=f"{mark} changed it",
        )
    return maker


def brand_path(model: type[models.Model]) -> str:
    """How a table is filtered by Brand; "" for one of people."""
    if model is Brand:
        return "pk"
    has_brand = any(field.name == "brand" for field in fields_of(model))
    return getattr(model, "brand_path", "brand" if has_brand else "")


def rows_of(maker: Maker) -> Iterator[tuple[type[models.Model], models.QuerySet[Any]]]:
    for model in (*ours(), User, LogEntry):
        rows, path = model._base_manager.all(), brand_path(model)
        yield model, rows.filter(**{path: maker.brand.pk}) if path else rows.filter(**of_person(model, maker))


def of_person(model: type[models.Model], maker: Maker) -> dict[str, object]:
    if model is User:
        return {"pk": maker.rows[User].pk}
    if any(field.name == "user" for field in fields_of(model)):
        return {"user": maker.rows[User].pk}
    return {"pk": maker.rows[model].pk}


def dump(maker: Maker) -> dict[str, list[dict[str, Any]]]:
    """Each row of the Brand, as the database holds it."""
    return {model._meta.label: list(rows.order_by("pk").values()) for model, rows in rows_of(maker)}


class Watch:
    """Its rows as they were, to be compared time and again: what is asked for that is put together once."""

    def __init__(self, maker: Maker) -> None:
        asked = ((model._meta.label, rows.order_by("pk").values_list()) for model, rows in rows_of(maker))
        self.statements = [(label, *rows.query.sql_with_params()) for label, rows in asked]
        self.before = self.rows()

    def rows(self) -> dict[str, list[Row]]:
        with connection.cursor() as cursor:
            return {label: fetched(cursor, sql, params) for label, sql, params in self.statements}

    def changed(self) -> str:
        """The tables in which anything of the Brand's is not what it was."""
        return ", ".join(label for label, rows in self.rows().items() if rows != self.before[label])


def fetched(cursor: Any, sql: str, params: tuple[object, ...]) -> list[Row]:
    cursor.execute(sql, params)
    return list(map(tuple, cursor.fetchall()))


def canaries(brands: TwoBrands) -> re.Pattern[str]:
    """Whatever of B's rows no row of A's holds: texts, and ids in both spellings."""
    known = set(texts_of(dump(brands.a)))
    found = {text for text in texts_of(dump(brands.b)) if text not in known}
    return re.compile("|".join([NUMBER_OF_B.pattern, B_MARK, *map(re.escape, sorted(found, key=len, reverse=True))]))


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)
    elif isinstance(value, UUID):
        yield from (str(value), value.hex)
    elif isinstance(value, str) and len(value) >= SHORTEST_CANARY and not value.isdecimal():
        yield value


def handoff_of(maker: Maker) -> Handoff:
    row = maker.rows[Handoff]
    assert isinstance(row, Handoff)
    return row

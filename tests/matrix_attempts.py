"""What is tried at a door: B's ids in the address, in the query, in a form and in JSON, by every method."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models

from tests.matrix_bodies import Fields, an_action, bodies, marks
from tests.matrix_doors import Door
from tests.matrix_given import (
    ID,
    WHATEVER_IS_B,
    Given,
    all_of,
    given_of,
    ids_of,
    texts_of,
    tokens_like,
)
from tests.matrix_rows import ours
from tests.two_brands import TwoBrands

READ_AND_WRITE = ("GET", "POST")
OTHER_METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True, slots=True)
class Attempt:
    method: str
    path: str
    given: Given
    query: Fields = ()
    form: Fields = ()
    body: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.given.value} {[*self.query, *self.form][:4]} {self.body[:200]}"


def attempts(door: Door, brands: TwoBrands, token: str = "", most: int = 99) -> Iterator[Attempt]:
    """`most`: so many ids in each place of the address, of which the first is the one that the door is made for."""
    own = own_values(door, brands, token)
    yield from in_the_address(door, brands, own, most)
    if len(own) == len(door.kinds):
        path = door.route.format(**own)
        yield from in_the_query(door, path, brands)
        yield from in_the_body(door, path, brands)


def own_values(door: Door, brands: TwoBrands, token: str) -> dict[str, str]:
    """A's own ids for the door's parameters, as far as they are known."""
    model, values = door.model(), {}
    for name, kind in door.kinds:
        if name == "token" and token:
            values[name] = token
        elif name == "number" or name == "anything":
            values[name] = "1"
        elif model in brands.a.rows and kind in ("uuid", "int", "path", "str"):
            values[name] = str(brands.a.rows[model].pk)
    return values


def in_the_address(door: Door, brands: TwoBrands, own: dict[str, str], most: int) -> Iterator[Attempt]:
    for name, kind in door.kinds:
        found = fitting(kind, door, brands)[:most]
        others = {other: own.get(other, "1") for other, _ in door.kinds if other != name}
        path = door.route.format(**others, **{name: ID})
        for given in found:
            yield from (Attempt(method, path, given) for method in READ_AND_WRITE)
        yield from (Attempt(method, path, given) for given in found[:1] for method in OTHER_METHODS)
    if {"content_type_id", "object_id"} <= {name for name, _ in door.kinds}:
        yield from of_each_type(door, brands)


def fitting(kind: str, door: Door, brands: TwoBrands) -> list[Given]:
    """The id that the door is made for, then others that look like it."""
    row = brands.b.rows.get(door.model())  # type: ignore[arg-type]
    made_for = [given_of(row.pk)] if row is not None else []
    ids, texts = ids_of(brands), texts_of(brands)[:3]
    uuids, ints = ([given for given in ids if given.kind == wanted] for wanted in ("uuid", "int"))
    fit = {"uuid": uuids, "int": ints[:4]}.get(kind, [*uuids, *ints[:3], *texts])
    if any(name == "token" for name, _ in door.kinds):
        fit = [*fit, *tokens_like(brands)]
    return list(
        dict.fromkeys(given for given in (*made_for, *fit) if kind not in ("uuid", "int") or given.kind == kind)
    )


def of_each_type(door: Door, brands: TwoBrands) -> Iterator[Attempt]:
    """`/admin/r/<content type>/<id>/`, of each table."""
    for model, row in brands.b.rows.items():
        kind = ContentType.objects.get_for_model(model).pk
        path = door.route.format(content_type_id=kind, object_id=ID)
        yield Attempt("GET", path, given_of(row.pk))


def in_the_query(door: Door, path: str, brands: TwoBrands) -> Iterator[Attempt]:
    everything = all_of(brands)
    yield Attempt("GET", path, everything, query=tuple(marks().items()))
    for text in (WHATEVER_IS_B, *texts_of(brands)[:1]):
        yield Attempt("GET", path, text, query=(("q", ID), ("text", ID), ("agent", ID)))
    if door.name.endswith("_changelist"):
        yield from in_lookups(door, path, brands)
    if door.name == "autocomplete":
        yield from in_autocomplete(path, brands)


def in_lookups(door: Door, path: str, brands: TwoBrands) -> Iterator[Attempt]:
    """Filters that no page shows: each would be a question about a field."""
    model = door.model()
    assert model is not None
    text, brand = WHATEVER_IS_B, given_of(brands.b.brand.pk)
    for f in model._meta.get_fields():
        yield Attempt("GET", path, text, query=((f"{f.name}__startswith", ID),))
        for lookup in ("", "__id__exact") if f.is_relation else ():
            yield Attempt("GET", path, brand, query=((f.name + lookup, ID),))
        for lookup in ("__name__startswith", "__brand__name__contains") if f.is_relation else ():
            yield Attempt("GET", path, text, query=((f.name + lookup, ID),))
    for extra in (("_to_field", "id"), ("_to_field", "name"), ("all", ""), ("e", "1"), ("o", "1")):
        # With a filter that may be refused, and without: a refusal would hide what else the page shows.
        yield Attempt("GET", path, brand, query=(("_popup", "1"), extra, ("id", ID)))
        yield Attempt("GET", path, brand, query=(("_popup", "1"), extra, ("q", ID)))


def in_autocomplete(path: str, brands: TwoBrands) -> Iterator[Attempt]:
    for model in (*ours(), *admin.site._registry):
        for f in (f for f in model._meta.fields if isinstance(f, models.ForeignKey)):
            named = {
                "app_label": model._meta.app_label,
                "model_name": str(model._meta.model_name),
                "field_name": f.name,
            }
            yield Attempt("GET", path, WHATEVER_IS_B, query=(*named.items(), ("term", ID)))


def names_of(door: Door, brands: TwoBrands) -> list[Given]:
    """Where something is made or renamed, each name that a row of B has; elsewhere one is enough."""
    names = [given for given in texts_of(brands) if given.value.endswith(" name")]
    return names if door.name.endswith(("_add", "_change")) else names[:1]


def in_the_body(door: Door, path: str, brands: TwoBrands) -> Iterator[Attempt]:
    """Each id in every field that any row or message has, plain and nested."""
    everything = all_of(brands)
    # A page of the admin reads no JSON, but for those of the playbook's editor.
    some = bodies(brands)[::3] if door.is_of_the_admin and "playbook/" not in door.route else bodies(brands)
    yield from (Attempt("POST", path, everything, body=json.dumps(body)) for body in some)
    for method in ("PUT", "PATCH", "DELETE"):
        yield Attempt(method, path, everything, body=json.dumps(bodies(brands)[0]))
    if door.is_of_the_admin:
        yield Attempt("POST", path, everything, form=tuple(marks().items()))
        yield from (Attempt("POST", path, text, form=(("name", ID), ("email", ID))) for text in names_of(door, brands))
    if door.name.endswith("_changelist"):
        yield from (Attempt("POST", path, given, form=an_action()) for given in ids_of(brands))

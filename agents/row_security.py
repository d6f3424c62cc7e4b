"""Row-level security on PostgreSQL, made from the models: what a statement may see of the tables that Brands own.

Each statement says whom it is for in the setting `handoff.scope` (`agents/scopes.py`). Of another Brand's rows nothing
is there for it, whatever it asks; and where nothing is said, nothing is there at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import CASCADE, Field, Model

from agents import owned

SCOPE_SETTING = "handoff.scope"
# Taken for a statement that asks over all Brands: it sees each row, but of it only what `grants.py` lists.
SWEEP_ROLE = "handoff_sweep"


@dataclass(frozen=True, slots=True)
class Policy:
    """`rows`: those that it lets through. `written`: what a row must be after that; by itself nothing is written."""

    table: str
    name: str
    roles: tuple[str, ...]
    rows: str
    command: str = "SELECT"
    written: str = ""

    def statements(self) -> tuple[str, str]:
        checked = f" WITH CHECK ({self.written})" if self.written else ""
        return (
            f'DROP POLICY IF EXISTS {self.name} ON "{self.table}"',
            f'CREATE POLICY {self.name} ON "{self.table}" FOR {self.command}'
            f" TO {', '.join(self.roles)} USING ({self.rows}){checked}",
        )


def _asked(kind: str, as_type: str = "text") -> str:
    """What the scope says after `kind:`, or NULL where it says something else.

    A query, so that it is worked out once and not for each row. Not a function of ours, short as that would be:
    wherever it stands, and that is several times in most statements, PostgreSQL would call it or take it apart anew,
    which takes many times as long. The schema is named, so that nobody's function stands in for one of these.
    """
    told = f"pg_catalog.current_setting('{SCOPE_SETTING}', true)"
    said = f"pg_catalog.substr({told}, {len(kind) + 2})::pg_catalog.{as_type}"
    return f"(SELECT CASE WHEN pg_catalog.starts_with({told}, '{kind}:') THEN {said} END)"


# No outsider's text is in any of this SQL: the names are those of our models.
_BRAND = _asked("brand", "uuid")
_KEY, _INVITATION, _ORIGIN, _NOTICE = map(_asked, ("key", "invitation", "origin", "notice"))
_PERSON = _asked("person", "int8")
_BRANDS_OF_PERSON = f"id IN (SELECT brand_id FROM agents_membership WHERE user_id = {_PERSON})"  # noqa: S608 # nosec B608 # our own names
_OPERATOR = "EXISTS (SELECT 1 FROM auth_user WHERE id = {} AND is_superuser AND is_active)"
_IS_OPERATOR = _OPERATOR.format(_PERSON)
_FOR_ACCOUNTS = _OPERATOR.format(_asked("accounts", "int8"))
# What is asked before the Brand is known: the table, the kind of question, and the rows that are its answer.
QUESTIONS = (
    ("agents_apikey", "key", f"prefix = {_KEY}"),
    ("agents_brand", "key", f"id IN (SELECT brand_id FROM agents_apikey WHERE prefix = {_KEY})"),  # noqa: S608 # nosec B608
    ("agents_membership", "person", f"user_id = {_PERSON}"),
    ("agents_brand", "person", f"{_BRANDS_OF_PERSON} OR {_IS_OPERATOR}"),
    ("agents_brand", "accounts", _FOR_ACCOUNTS),
    ("agents_invitation", "invitation", f"token_hash = {_INVITATION}"),
    ("agents_brand", "invitation", f"id IN (SELECT brand_id FROM agents_invitation WHERE token_hash = {_INVITATION})"),  # noqa: S608 # nosec B608
    ("agents_brand", "origin", f"pg_catalog.jsonb_exists(storefront_origins, {_ORIGIN})"),
    ("handoff_noticesource", "notice", f"address = {_NOTICE}"),
    ("agents_brand", "notice", f"id IN (SELECT brand_id FROM handoff_noticesource WHERE address = {_NOTICE})"),  # noqa: S608 # nosec B608
)


def policies(roles: tuple[str, ...]) -> list[Policy]:
    """`roles`: those that the product's processes connect as."""
    own = [
        Policy(m._meta.db_table, "handoff_brand", roles, of_the_brand(m), "ALL", _writable(m)) for m in owned.models()
    ]
    swept = [Policy(m._meta.db_table, "handoff_sweep", (SWEEP_ROLE,), "true") for m in owned.models()]
    asked = [Policy(table, f"handoff_{kind}", roles, rows) for table, kind, rows in QUESTIONS]
    named = [policy for model, field in naming_people() for policy in _of_accounts(model._meta.db_table, field, roles)]
    return [*own, *swept, *asked, *named]


def naming_people() -> list[tuple[type[Model], Field[object, object]]]:
    """Each column of a Brand's table that points at an account."""
    person = get_user_model()
    return [(m, field) for m in owned.models() for field in m._meta.concrete_fields if field.related_model is person]


def _of_accounts(table: str, field: Field[object, object], roles: tuple[str, ...]) -> list[Policy]:
    """What goes with an account is an operator's to give and take. What stays only forgets who it was."""
    name = f"handoff_accounts_{field.name}"
    if getattr(field.remote_field, "on_delete", None) is CASCADE:
        return [_all(table, name, roles, _FOR_ACCOUNTS)]
    forgotten = f'{_FOR_ACCOUNTS} AND "{field.column}" IS NULL'
    return [
        Policy(table, name, roles, _FOR_ACCOUNTS),
        Policy(table, f"{name}_forgotten", roles, _FOR_ACCOUNTS, "UPDATE", forgotten),
    ]


def _all(table: str, name: str, roles: tuple[str, ...], rows: str) -> Policy:
    return Policy(table, name, roles, rows, "ALL", rows)


def of_the_brand(model: type[Model]) -> str:
    """Whether a row belongs to the Brand that is worked for, as SQL."""
    table, path = f'"{model._meta.db_table}"', owned.path_of(model)
    if path:
        return _along(model, table, path.split("__"))
    keys = [field for field in model._meta.concrete_fields if field.is_relation]
    return " AND ".join(_to_own(table, field) for field in keys)


def _writable(model: type[Model]) -> str:
    """Besides: what the row points at belongs to the Brand too. PostgreSQL checks foreign keys as the owner."""
    table = f'"{model._meta.db_table}"'
    pointed = (f'({table}."{field.column}" IS NULL OR {_to_own(table, field)})' for field in pointing(model))
    return " AND ".join((f"({of_the_brand(model)})", *pointed))


def pointing(model: type[Model]) -> list[Field[object, object]]:
    """Each column that names a row of a Brand, but for that by which the row's own Brand is found.

    And but for a playbook's published version: whether that may be seen is asked of the playbook, so that PostgreSQL
    would go round in circles.
    """
    step = owned.path_of(model).partition("__")[0]
    keys = [field for field in model._meta.concrete_fields if field.is_relation and owned.path_of(_parent(field))]
    return [field for field in keys if step not in ("", field.name) and not _leads_to(_parent(field), model)]


def _leads_to(parent: type[Model], model: type[Model]) -> bool:
    """Whether the parent's Brand is found by way of a row of this model."""
    name, _, rest = owned.path_of(parent).partition("__")
    return bool(rest) and parent._meta.get_field(name).related_model is model


def _to_own(table: str, field: Field[object, object]) -> str:
    return _of_parent(table, field, owned.path_of(_parent(field)).split("__"), 1)


def _along(model: type[Model], table: str, path: list[str], depth: int = 1) -> str:
    field = model._meta.pk if path == ["pk"] else model._meta.get_field(path[0])
    assert isinstance(field, Field)
    if len(path) > 1:
        return _of_parent(table, field, path[1:], depth)
    column = f'{table}."{field.column}"'
    return f"{column} = {_BRAND}" + (f" OR ({column} IS NULL AND {_asked('site')} IS NOT NULL)" if field.null else "")


def _of_parent(table: str, field: Field[object, object], rest: list[str], depth: int) -> str:
    parent, name = _parent(field), f"parent_{depth}"
    assert parent._meta.pk is not None
    found = f'{name}."{parent._meta.pk.column}" = {table}."{field.column}"'
    further = _along(parent, name, rest, depth + 1)
    return f'EXISTS (SELECT 1 FROM "{parent._meta.db_table}" AS {name} WHERE {found} AND ({further}))'  # noqa: S608 # nosec B608


def _parent(field: Field[object, object]) -> type[Model]:
    parent = field.related_model
    assert isinstance(parent, type)
    return parent

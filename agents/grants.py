"""What the roles of PostgreSQL may do with each table. A new model needs nothing here, unless it is special."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.models import Field, Model

from agents import owned
from agents.row_security import SWEEP_ROLE

# May take away what is append-only, and else does what the product does: for the purge alone.
PURGE_ROLE = "handoff_purge"
# Written by `manage migrate`.
ONLY_READ = frozenset({"django_migrations", "django_content_type", "auth_permission"})
# Of PostgreSQL: since then a membership itself says whether it is always in force or has to be taken up.
SINCE_MEMBERSHIPS_SAY = 16_00_00
_TOLD_TO_SWEEPS = (
    models.UUIDField,
    models.DateField,
    models.BooleanField,
    models.IntegerField,
    models.ForeignKey,
)


def tables() -> dict[str, type[Model] | None]:
    """Each table of the installation; Django's own record of migrations has no model that is installed."""
    every = apps.get_models(include_auto_created=True)
    return {"django_migrations": None, **{model._meta.db_table: model for model in every if not model._meta.proxy}}


def rights_on(table: str, model: type[Model] | None) -> tuple[str, ...]:
    """A model says `append_only = True` where the product may add rows and never change or take one.

    Of what it names in `changing_columns` it may: a trigger of its migrations sees to the others.
    """
    if table in ONLY_READ:
        return ("SELECT",)
    if getattr(model, "append_only", False):
        return ("SELECT", "INSERT", *_changes(model))
    return ("SELECT", "INSERT", "UPDATE", "DELETE")


def _changes(model: type[Model] | None) -> tuple[str, ...]:
    named = getattr(model, "changing_columns", ())
    columns = [f'"{field.column}"' for field in model._meta.concrete_fields if field.name in named] if model else []
    return (f"UPDATE ({', '.join(columns)})",) if columns else ()


def swept_columns(model: type[Model]) -> tuple[str, ...]:
    """Ids, times, numbers and states, and what the model names in `sweep_columns`. No texts, so no customer's words."""
    named = getattr(model, "sweep_columns", ())
    fields = [field for field in model._meta.concrete_fields if field.name in named or _is_told(field)]
    return tuple(str(field.column) for field in fields)


def _is_told(field: Field[object, object]) -> bool:
    return field.primary_key or isinstance(field, _TOLD_TO_SWEEPS) or bool(field.choices)


def right_to_take_up(version: int) -> str:
    """What `pg_has_role` is asked for."""
    return "SET" if version >= SINCE_MEMBERSHIPS_SAY else "MEMBER"


def statements(app_role: str, database: str) -> list[str]:
    """All as they must be in SQL, such as names in quotes."""
    roles = f"{app_role}, {PURGE_ROLE}"
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {roles}, {SWEEP_ROLE}",
        f"REVOKE ALL ON SCHEMA public FROM {roles}, {SWEEP_ROLE}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {roles}, {SWEEP_ROLE}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {roles}",
        *(f'GRANT {", ".join(rights_on(name, model))} ON "{name}" TO {roles}' for name, model in tables().items()),
        *(f'GRANT DELETE ON "{name}" TO {PURGE_ROLE}' for name, model in tables().items() if _only_added(model)),
        *(_of_sweeps(model) for model in owned.models()),
    ]


def _only_added(model: type[Model] | None) -> bool:
    return bool(getattr(model, "append_only", False))


def _of_sweeps(model: type[Model]) -> str:
    columns = ", ".join(f'"{column}"' for column in swept_columns(model))
    return f'GRANT SELECT ({columns}) ON "{model._meta.db_table}" TO {SWEEP_ROLE}'

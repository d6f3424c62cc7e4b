"""PostgreSQL's own walls between the Brands, put up or put right: roles, grants, policies. As often as one likes."""

from __future__ import annotations

from django.db import InternalError, ProgrammingError, connection, transaction
from django.db.backends.utils import CursorWrapper

from agents import grants, owned
from agents.grants import PURGE_ROLE
from agents.row_security import SWEEP_ROLE, policies

_INHERITS = "SELECT rolinherit FROM pg_roles WHERE rolname = %s"
_TAKES_UP = "SELECT pg_has_role(%s, %s, %s), pg_has_role(%s, %s, 'USAGE')"


class CannotSecure(Exception):
    """Nothing was changed. The text says what to do."""


@transaction.atomic
def secure(app_role: str) -> list[str]:
    """What was done, in words. Whoever calls owns the tables."""
    with connection.cursor() as cursor:
        made = _roles(cursor, app_role)
        database = _quoted(connection.settings_dict["NAME"])
        for statement in grants.statements(_quoted(app_role), database):
            cursor.execute(statement)
        dropped = _policies(cursor, app_role)
        _refuse_power(cursor, app_role)
        return [*made, *dropped, *_drop_functions(cursor), *_told(app_role), *_strange_tables(cursor)]


def unguarded() -> list[str]:
    """The tables of Brands whose policies the role that is connected here passes by, or could lay down."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
            " AND relname = ANY(%s) AND (NOT row_security_active(oid) OR pg_has_role(relowner, 'MEMBER'))"
            " ORDER BY relname",
            [sorted(owned.tables())],
        )
        return [name for (name,) in cursor.fetchall()]


def _roles(cursor: CursorWrapper, app_role: str) -> list[str]:
    made = [f"Made the role {role}." for role in (app_role, PURGE_ROLE, SWEEP_ROLE) if _made(cursor, role)]
    cursor.execute("SELECT current_setting('server_version_num')::int")
    version = cursor.fetchone()[0]
    for role, taken_up in ((app_role, SWEEP_ROLE), (app_role, PURGE_ROLE), (PURGE_ROLE, SWEEP_ROLE)):
        _may_take_up(cursor, role, taken_up, version)
    _owner_may_take_up(cursor, version)
    return made


def _may_take_up(cursor: CursorWrapper, role: str, taken_up: str, version: int) -> None:
    """What the other role may do is there for the statement that takes it up, and for no other."""
    cursor.execute(_INHERITS, [role])
    if cursor.fetchone()[0]:
        _of_roles(cursor, f"ALTER ROLE {_quoted(role)} NOINHERIT")
    cursor.execute(_TAKES_UP, [role, taken_up, grants.right_to_take_up(version), role, taken_up])
    if cursor.fetchone() != (True, False):
        _grant(cursor, role, taken_up, version)


def _owner_may_take_up(cursor: CursorWrapper, version: int) -> None:
    """The owner works too, before the switch to the other role; and may be no superuser, who could take up any."""
    for taken_up in (SWEEP_ROLE, PURGE_ROLE):
        cursor.execute("SELECT current_user, pg_has_role(%s, %s)", [taken_up, grants.right_to_take_up(version)])
        owner, able = cursor.fetchone()
        if not able:
            _grant(cursor, owner, taken_up, version)


def _grant(cursor: CursorWrapper, role: str, taken_up: str, version: int) -> None:
    how = " WITH INHERIT FALSE, SET TRUE" if version >= grants.SINCE_MEMBERSHIPS_SAY else ""
    _of_roles(cursor, f"GRANT {taken_up} TO {_quoted(role)}{how}")


def _made(cursor: CursorWrapper, role: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone():
        return False
    _of_roles(cursor, f"CREATE ROLE {_quoted(role)} NOLOGIN NOINHERIT")
    return True


def _of_roles(cursor: CursorWrapper, statement: str) -> None:
    """Since PostgreSQL 16 not even CREATEROLE is enough for roles that somebody else has made."""
    try:
        cursor.execute(statement)
    except ProgrammingError as error:
        raise CannotSecure(f"{error}\nLet somebody do it who may, then come again: {statement};") from error


def _policies(cursor: CursorWrapper, app_role: str) -> list[str]:
    for table in sorted(owned.tables()):
        cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')  # nosemgrep: sql-by-hand - names are quoted
    made = policies((_quoted(app_role), PURGE_ROLE))
    for policy in made:
        for statement in policy.statements():
            cursor.execute(statement)
    return _drop_all_but(cursor, {(policy.table, policy.name) for policy in made})


def _drop_all_but(cursor: CursorWrapper, made: set[tuple[str, str]]) -> list[str]:
    """One of an earlier release would go on letting through what it let through: policies are joined by OR."""
    cursor.execute(
        "SELECT tablename, policyname, 'DROP POLICY ' || quote_ident(policyname) || ' ON ' || quote_ident(tablename)"
        " FROM pg_policies WHERE schemaname = current_schema() AND tablename = ANY(%s) ORDER BY tablename, policyname",
        [sorted(owned.tables())],
    )
    others = [(table, name, drop) for table, name, drop in cursor.fetchall() if (table, name) not in made]
    for _, _, drop in others:
        cursor.execute(drop)
    return [f"Dropped the policy {name} on {table}: this release makes none such." for table, name, _ in others]


def _drop_functions(cursor: CursorWrapper) -> list[str]:
    """Policies called them up to November 2026. Something of the operator's own may still."""
    try:
        with transaction.atomic():
            cursor.execute("DROP FUNCTION IF EXISTS handoff_asked(text), handoff_brand()")
    except (InternalError, ProgrammingError) as error:
        return [f"Functions of an earlier release, which Handoff no longer needs, stay: {error}"]
    return []


def _refuse_power(cursor: CursorWrapper, app_role: str) -> None:
    cursor.execute(
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = current_schema()::regnamespace AND pg_has_role(rolname, relowner, 'MEMBER'))"
        " OR pg_has_role(rolname, %s, 'USAGE') FROM pg_roles WHERE rolname = %s",
        [SWEEP_ROLE, app_role],
    )
    if cursor.fetchone()[0]:
        raise CannotSecure(
            f"The role {app_role} owns tables, may pass by their policies, or always has what {SWEEP_ROLE} may see."
            " Name another role, which the web and the workers connect as, and stay the owner for migrations."
        )


def _told(app_role: str) -> list[str]:
    only_added = [name for name, model in grants.tables().items() if getattr(model, "append_only", False)]
    return [
        f"{len(owned.tables())} tables of Brands have their policies: {app_role} sees the Brand that it works for.",
        f"{len(grants.tables()) - len(owned.tables())} other tables have their grants.",
        f"Only added to, except by {PURGE_ROLE}: {', '.join(sorted(only_added)) or 'none'}.",
    ]


def _strange_tables(cursor: CursorWrapper) -> list[str]:
    strange = sorted(set(connection.introspection.table_names(cursor)) - set(grants.tables()))
    return [f"Of no model, and closed to the product: {', '.join(strange)}."] if strange else []


def _quoted(role: str) -> str:
    return connection.ops.quote_name(role)

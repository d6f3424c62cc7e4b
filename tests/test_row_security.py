"""PostgreSQL's own walls: what the product's role sees, writes and may not do, in raw SQL, past everything of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DataError, ProgrammingError, connection, transaction
from django.db.models import ForeignKey, Model
from psycopg import errors, sql

from agents import checks, credentials, grants, keys, owned, scopes, securing
from agents.grants import PURGE_ROLE
from agents.models import Agent, Brand, Conversation
from agents.row_security import SWEEP_ROLE, pointing, policies
from agents.scopes import Kind, Scope
from demo.child import ROOT
from playbooks.publishing import publish
from tests.builders import a_brand, a_playbook, an_agent
from tests.every_row import Rows
from tests.site import one_process_at_a_time

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no row-level security; docs/tenants.md says so"
)
pytestmark = [on_postgresql, pytest.mark.django_db(transaction=True)]
ROLE, PASSWORD = "handoff_app", "only-for-tests"


@pytest.fixture
def of_two() -> tuple[Rows, Rows]:
    """A row of each table for one Brand, and for another."""
    return Rows(a_brand(), User.objects.create_user("ann")), Rows(a_brand(), User.objects.create_user("bob"))


@pytest.fixture
def app() -> Iterator[psycopg.Connection[Any]]:
    """A connection of its own, truly logged in as the product's role."""
    with psycopg.connect(**address(), autocommit=True) as made:
        yield made


def address() -> dict[str, Any]:
    with one_process_at_a_time(), connection.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}'")
    where = connection.settings_dict
    named = {"host": where["HOST"], "port": where["PORT"], "dbname": where["NAME"]}
    return {**named, "user": ROLE, "password": PASSWORD}


def told(app: psycopg.Connection[Any], scope: Scope | None) -> None:
    app.execute("SELECT set_config('handoff.scope', %s, false)", [str(scope or "")])


def keys_in(app: psycopg.Connection[Any], model: type[Model]) -> list[Any]:
    pk, table = sql.Identifier(model._meta.pk.column), sql.Identifier(model._meta.db_table)
    return [key for (key,) in app.execute(sql.SQL("SELECT {} FROM {}").format(pk, table)).fetchall()]


def brand_of(rows: Rows) -> Scope:
    return scopes.brand_scope(rows.of(Brand).pk)


def test_of_another_brand_no_row_of_any_table_is_there(app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]) -> None:
    """A3: each table, each Brand, whatever the statement forgot."""
    for rows in of_two:
        told(app, brand_of(rows))
        assert {model: keys_in(app, model) for model in owned.models()} == {
            model: [rows.of(model).pk] for model in owned.models()
        }


def test_where_no_brand_is_told_nothing_is_there(app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]) -> None:
    for scope in ("", "nonsense", "key:", "person:0", "invitation:", "origin:", "sweep:all", "maintenance:all"):
        app.execute("SELECT set_config('handoff.scope', %s, false)", [scope])
        assert {model._meta.label: found for model in owned.models() if (found := keys_in(app, model))} == {}


def test_nothing_is_there_on_a_connection_that_was_told_nothing(
    app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]
) -> None:
    assert {model._meta.label: keys_in(app, model) for model in owned.models() if keys_in(app, model)} == {}


def test_no_row_can_be_given_to_another_brand(app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]) -> None:
    own, other = of_two
    told(app, brand_of(own))
    tried = 0
    for model in owned.models():
        field = first_step(model)
        if field is None or getattr(model, "append_only", False):
            continue
        values = [other.of(field.related_model).pk, own.of(model).pk]
        statement = "UPDATE {} SET {} = %s WHERE {} = %s"
        with pytest.raises((errors.InsufficientPrivilege, errors.RaiseException)):
            app.execute(filled(statement, model, field.column, model._meta.pk.column), values)
        tried += 1
    assert tried > 15


def test_no_row_can_be_put_into_another_brand(app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]) -> None:
    own, other = of_two
    told(app, brand_of(own))
    for table, columns in (
        ("agents_agent", "id, brand_id, name, handoff_enabled, created_at"),
        ("handoff_circuitbreaker", "brand_id, provider, failures"),
        ("agents_message", "conversation_id, position, role, text"),
        ("handoff_handoffevent", "handoff_id, name, detail, at"),
    ):
        model = next(model for model in owned.models() if model._meta.db_table == table)
        values = [other.value(model, column.strip()) for column in columns.split(",")]
        places = ", ".join(["%s"] * len(values))
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            app.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)


def test_no_row_can_point_at_a_row_of_another_brand(app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]) -> None:
    """PostgreSQL checks a foreign key as the owner, who sees every Brand."""
    own, other = of_two
    told(app, brand_of(own))
    tried = 0
    for model in owned.models():
        for field in pointing(model):
            statement = filled("UPDATE {} SET {} = %s WHERE {} = %s", model, field.column, model._meta.pk.column)
            parent, row = field.related_model, own.of(model)
            assert app.execute(statement, [own.of(parent).pk, row.pk]).rowcount == 1
            with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
                app.execute(statement, [other.of(parent).pk, row.pk])
            tried += 1
    assert tried > 10


def test_no_new_row_can_point_at_a_row_of_another_brand() -> None:
    own, other = an_agent(a_brand()), an_agent(a_brand())
    with scopes.brand(own.brand_id):
        Conversation.objects.create(brand=own.brand, agent=own, external_id="ours")
        with pytest.raises(ProgrammingError, match="row-level security"):
            Conversation.objects.create(brand=own.brand, agent=other, external_id="crossed")


def test_what_is_pointed_at_is_checked_wherever_postgresql_can() -> None:
    every = {(m, f) for m in owned.models() for f in m._meta.concrete_fields if owned.is_owned(f.related_model or User)}
    steps = {(model, first_step(model)) for model in owned.models() if not model._meta.auto_created}
    unchecked = every - steps - {(model, field) for model in owned.models() for field in pointing(model)}
    assert {str(field) for _, field in unchecked} == {"playbooks.Playbook.published"}


def test_rows_of_another_brand_are_not_changed_or_taken(
    app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]
) -> None:
    own, other = of_two
    told(app, brand_of(own))
    for model in owned.models():
        if getattr(model, "append_only", False):
            continue
        pk = model._meta.pk.column
        changed = app.execute(filled("UPDATE {} SET {} = {} WHERE {} = %s", model, pk, pk, pk), [other.of(model).pk])
        taken = app.execute(filled("DELETE FROM {} WHERE {} = %s", model, pk), [other.of(model).pk])
        assert (changed.rowcount, taken.rowcount) == (0, 0)


def test_a_published_version_is_retired_by_the_next_and_its_text_stays(app: psycopg.Connection[Any]) -> None:
    brand = a_brand()
    playbook = a_playbook(brand)
    type(playbook).objects.filter(pk=playbook.pk).update(draft="Help more. Then /Handoff to support.")
    playbook.refresh_from_db()
    with scopes.brand(brand.pk):
        publish(playbook)
    assert [version.retired_at is None for version in playbook.versions.order_by("number")] == [False, True]
    told(app, scopes.brand_scope(brand.pk))
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute("UPDATE playbooks_playbookversion SET text = 'Other.'")


def filled(statement: str, model: type[Model], *columns: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(model._meta.db_table), *map(sql.Identifier, columns))


def first_step(model: type[Model]) -> ForeignKey[Any, Any] | None:
    """The relation by which a row's Brand is found."""
    name = owned.path_of(model).partition("__")[0]
    field = None if name == "pk" else model._meta.get_field(name)
    assert field is None or isinstance(field, ForeignKey)
    return field


FORBIDDEN = (
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION starts_with(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "CREATE SCHEMA mine",
    "CREATE POLICY mine ON agents_agent USING (true)",
    "DROP POLICY handoff_brand ON agents_agent",
    "ALTER TABLE agents_agent DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE agents_agent ADD COLUMN mine int",
    "DROP TABLE agents_agent",
    "TRUNCATE agents_agent CASCADE",
    "UPDATE handoff_handoffevent SET name = ''",
    "DELETE FROM handoff_handoffevent",
    "UPDATE django_migrations SET name = ''",
    "SET row_security = off; SELECT * FROM agents_agent",
    f"ALTER ROLE {ROLE} BYPASSRLS",
    "COPY agents_agent TO PROGRAM 'cat'",
    "COPY agents_agent TO '/tmp/agents'",
)


def test_what_the_role_may_not_do(app: psycopg.Connection[Any]) -> None:
    for statement in FORBIDDEN:
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute(statement)


def test_it_cannot_become_the_owner(app: psycopg.Connection[Any]) -> None:
    owner = sql.Identifier(connection.settings_dict["USER"])
    for statement in ("SET ROLE {}", "SET SESSION AUTHORIZATION {}", "GRANT {} TO " + ROLE):
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute(sql.SQL(statement).format(owner))


def test_questions_before_the_brand_is_known_find_their_own_answer_alone(
    app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]
) -> None:
    own, other = of_two
    brand, user = own.of(Brand), own.of(User)
    row, key = credentials.create_api_key(brand, "runtime")
    seen = {"agents_apikey": [row.pk], "agents_brand": [brand.pk]}
    assert seen_by(app, Scope(Kind.KEY, key.prefix)) == seen
    assert seen_by(app, Scope(Kind.KEY, "%")) == {}
    of_person = seen_by(app, Scope(Kind.PERSON, str(user.pk)))
    assert set(of_person) == {"agents_membership", "agents_brand"}
    assert of_person["agents_brand"] == [brand.pk]
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    as_operator = seen_by(app, Scope(Kind.PERSON, str(user.pk)))
    assert set(as_operator["agents_brand"]) == {brand.pk, other.of(Brand).pk}
    assert set(as_operator) == {"agents_membership", "agents_brand"}


def test_an_invitation_and_an_address_find_their_brand_alone(
    app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]
) -> None:
    invitation = next(model for model in owned.models() if model._meta.db_table == "agents_invitation")
    own = of_two[0]
    brand, row = own.of(Brand), own.of(invitation)
    hashed = keys.hash_of("a token")
    invitation._default_manager.filter(pk=row.pk).update(token_hash=hashed)
    assert seen_by(app, Scope(Kind.INVITATION, hashed)) == {"agents_invitation": [row.pk], "agents_brand": [brand.pk]}
    Brand.objects.filter(pk=brand.pk).update(storefront_origins=["https://only.example"])
    assert seen_by(app, Scope(Kind.ORIGIN, "https://only.example")) == {"agents_brand": [brand.pk]}
    assert seen_by(app, Scope(Kind.ORIGIN, "https://only")) == {}


def seen_by(app: psycopg.Connection[Any], scope: Scope) -> dict[str, list[Any]]:
    told(app, scope)
    return {model._meta.db_table: found for model in owned.models() if (found := keys_in(app, model))}


# The sweeper's questions


def test_a_sweep_sees_ids_and_states_of_all_but_no_words(
    app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]
) -> None:
    app.execute(f"SET ROLE {SWEEP_ROLE}")
    handoffs = app.execute("SELECT id, brand_id, context_status, next_due FROM handoff_handoff").fetchall()
    assert len(handoffs) == 2
    for statement in (
        "SELECT text FROM agents_message",
        "SELECT * FROM handoff_handoff",
        "SELECT secrets FROM handoff_supportprovider",
        "SELECT secret_hash FROM agents_apikey",
        "SELECT customer FROM agents_conversation",
        "UPDATE handoff_handoff SET attempts = 0",
        "DELETE FROM handoff_idempotentanswer",
        "SELECT * FROM auth_user",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute(statement)


def test_its_role_is_in_force_only_where_it_was_taken_up(
    app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]
) -> None:
    assert app.execute("SELECT count(*) FROM handoff_handoff").fetchone() == (0,)


# No connection keeps a Brand


def scope_on_the_server() -> tuple[str | None, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT NULLIF(current_setting('handoff.scope', true), ''), current_user")
        return cursor.fetchone()


def names() -> list[str]:
    return list(Agent.objects.values_list("name", flat=True))


@pytest.fixture
def brands() -> tuple[Brand, Brand]:
    own, other = a_brand(), a_brand()
    an_agent(own, "Ours")
    an_agent(other, "Theirs")
    return own, other


def test_a_connection_forgets_with_each_statement(brands: tuple[Brand, Brand]) -> None:
    with scopes.brand(brands[0].pk):
        assert names() == ["Ours"]
        assert scope_on_the_server() == (f"brand:{brands[0].pk}", ROLE)
    with scopes.nothing():
        assert scope_on_the_server() == (None, connection.settings_dict["USER"])


def test_a_connection_forgets_with_a_rollback_too(brands: tuple[Brand, Brand]) -> None:
    with scopes.brand(brands[0].pk), transaction.atomic():
        assert names() == ["Ours"]
        transaction.set_rollback(True)
    with scopes.nothing():
        assert scope_on_the_server()[0] is None


def test_after_a_savepoint_was_rolled_back_the_brand_is_still_its_own(brands: tuple[Brand, Brand]) -> None:
    with transaction.atomic(), scopes.brand(brands[0].pk):
        with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert names() == ["Ours"]


def test_one_transaction_may_go_from_brand_to_brand(brands: tuple[Brand, Brand]) -> None:
    own, other = brands
    with transaction.atomic():
        for brand, seen in ((own, ["Ours"]), (other, ["Theirs"]), (own, ["Ours"])):
            with scopes.brand(brand.pk):
                assert names() == seen
            assert owned.owner_of(Agent, own.agents.get().pk) == own.pk
        with scopes.nothing():
            assert scope_on_the_server() == (None, ROLE)


def test_a_pooled_connection_brings_no_brand_to_the_next(brands: tuple[Brand, Brand]) -> None:
    with scopes.brand(brands[0].pk), transaction.atomic():
        names()
    with scopes.brand(brands[0].pk):
        names()
    connection.close()
    with scopes.nothing():
        for _ in range(20):
            assert scope_on_the_server()[0] is None
            connection.close()


def test_values_stay_values_beside_the_scope(brands: tuple[Brand, Brand]) -> None:
    """The scope is sent in the same text as the statement: no sign in a value ends one of the two."""
    hostile = "50 % of %s; SET LOCAL handoff.scope = ''; --"
    with scopes.brand(brands[0].pk):
        Agent.objects.filter(name="Ours").update(name=hostile)
        assert Agent.objects.get(name=hostile).name == hostile
    with scopes.origin("x'; SELECT pg_sleep(9); --"):
        assert list(Brand.objects.values_list("pk")) == []


def test_many_rows_at_once_are_each_of_the_brand(brands: tuple[Brand, Brand]) -> None:
    with scopes.brand(brands[0].pk), connection.cursor() as cursor:
        cursor.executemany("UPDATE agents_agent SET name = %s WHERE name = %s", [("A", "Ours"), ("B", "Theirs")])
    assert set(names()) == {"A", "Theirs"}


# Putting them up


def test_each_table_has_its_grant_and_each_of_a_brand_its_policies() -> None:
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        cursor.execute("SELECT tablename, policyname FROM pg_policies")
        found = set(cursor.fetchall())
    assert there - set(grants.tables()) == set(), "Of no model: agents/grants.py must say what may be done with it"
    wanted = {(policy.table, policy.name) for policy in policies((ROLE,))}
    assert wanted - found == set(), "Run manage secure_database after manage migrate"
    assert {table for table, name in found if name == "handoff_brand"} == owned.tables()


def test_putting_them_up_twice_changes_nothing() -> None:
    before = state_of_the_walls()
    with one_process_at_a_time():
        call_command("secure_database", stdout=StringIO())
    assert state_of_the_walls() == before


def test_a_policy_of_an_earlier_release_goes(app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]) -> None:
    told(app, brand_of(of_two[0]))
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE POLICY "handoff_of ""old""" ON agents_agent FOR SELECT TO {ROLE} USING (true)')
        assert len(keys_in(app, Agent)) == 2
        said = StringIO()
        with one_process_at_a_time():
            call_command("secure_database", stdout=said)
        assert keys_in(app, Agent) == [of_two[0].of(Agent).pk]
    assert 'Dropped the policy handoff_of "old" on agents_agent' in said.getvalue()


def state_of_the_walls() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2")
        found = cursor.fetchall()
        cursor.execute("SELECT relname, relacl::text FROM pg_class WHERE relkind = 'r' ORDER BY 1")
        return [*found, *cursor.fetchall()]


def test_the_owner_is_refused_as_the_products_role() -> None:
    with pytest.raises(CommandError, match="owns tables"):
        call_command("secure_database", role=connection.settings_dict["USER"])


def test_whoever_may_make_no_roles_is_told_what_to_ask_for() -> None:
    refused = manage("secure_database", "--role", "handoff_other")
    assert refused.returncode == 1
    assert refused.stderr.endswith('then come again: CREATE ROLE "handoff_other" NOLOGIN NOINHERIT;\n')
    assert "Traceback" not in refused.stderr


@pytest.fixture
def as_made() -> Iterator[psycopg.Connection[Any]]:
    """The owner's, who is a superuser here; nothing that it does stays."""
    with psycopg.connect(**{**address(), **who_owns()}) as made:
        yield made
        made.rollback()


def who_owns() -> dict[str, Any]:
    return {"user": connection.settings_dict["USER"], "password": connection.settings_dict["PASSWORD"]}


def test_an_owner_who_is_no_superuser_may_take_up_the_roles(as_made: Any) -> None:
    cursor, version = as_made.cursor(), as_made.info.server_version
    cursor.execute("CREATE ROLE handoff_plain_owner NOINHERIT CREATEROLE")
    if version >= grants.SINCE_MEMBERSHIPS_SAY:  # then it is given by whoever made the roles
        cursor.execute(f"GRANT {SWEEP_ROLE}, {PURGE_ROLE} TO handoff_plain_owner WITH ADMIN TRUE, SET FALSE")
    cursor.execute("SET ROLE handoff_plain_owner")
    for _ in range(2):
        securing._owner_may_take_up(cursor, version)
    cursor.execute("RESET ROLE; SET SESSION AUTHORIZATION handoff_plain_owner")
    for role in (SWEEP_ROLE, PURGE_ROLE):
        cursor.execute(f"SET ROLE {role}")


def test_a_role_that_always_sees_what_sweeps_see_is_refused(as_made: Any) -> None:
    cursor = as_made.cursor()
    cursor.execute(f"CREATE ROLE handoff_sees_all INHERIT; GRANT {SWEEP_ROLE} TO handoff_sees_all")
    with pytest.raises(securing.CannotSecure, match="handoff_sweep"):
        securing._refuse_power(cursor, "handoff_sees_all")
    securing._refuse_power(cursor, ROLE)


def test_a_wall_that_was_laid_down_is_seen() -> None:
    """A planted leak: the check that operators run before a deploy names it."""
    assert unguarded_for_the_role() == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE agents_message DISABLE ROW LEVEL SECURITY")
        try:
            assert unguarded_for_the_role() == ["agents_message"]
        finally:
            cursor.execute("ALTER TABLE agents_message ENABLE ROW LEVEL SECURITY")


def unguarded_for_the_role() -> list[str]:
    with scopes.brand(a_brand().pk):
        return securing.unguarded()


def test_connected_as_the_owner_the_check_warns() -> None:
    warned = checks.row_security(None, databases=["default"])
    assert [message.id for message in warned] == [checks.NO_ROW_SECURITY]
    assert "secure_database" in str(warned[0].hint)


def test_commands_work_as_the_products_role_and_maintenance_is_refused_it_loudly() -> None:
    made = manage("createbrand", "New", "--email", "new@shop.example", "--password-stdin", given="a long password 1\n")
    assert made.returncode == 0, made.stderr
    assert Brand.objects.filter(name="New").exists()
    assert manage("sweep").returncode == 0
    assert manage("reconcile").returncode == 0
    assert manage("check", "--deploy", "--database", "default").stdout.count(checks.NO_ROW_SECURITY) == 0
    refused = manage("shell", "-c", "from agents.models import Brand; Brand.objects.count()")
    assert "row-level security" in refused.stderr


def manage(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    where = address()
    url = f"postgres://{ROLE}:{PASSWORD}@{where['host']}:{where['port']}/{where['dbname']}"
    environ = {**os.environ, "DATABASE_URL": url, "DATABASE_ROLE": ""}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, input=given, capture_output=True, text=True)


OLD_FUNCTIONS = (
    "CREATE FUNCTION handoff_brand() RETURNS uuid LANGUAGE sql STABLE RETURN NULL::uuid",
    "CREATE FUNCTION handoff_asked(kind text) RETURNS text LANGUAGE sql STABLE RETURN NULL::text",
    "ALTER POLICY handoff_brand ON agents_agent USING (brand_id = handoff_brand())",
)
THOSE = "SELECT count(*) FROM pg_proc WHERE proname IN ('handoff_asked', 'handoff_brand')"


def test_the_policies_of_an_earlier_release_are_replaced_and_their_functions_go(
    app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]
) -> None:
    told(app, brand_of(of_two[0]))
    with connection.cursor() as cursor:
        for statement in OLD_FUNCTIONS:
            cursor.execute(statement)
        assert keys_in(app, Agent) == []
        with one_process_at_a_time():
            call_command("secure_database", stdout=StringIO())
        assert keys_in(app, Agent) == [of_two[0].of(Agent).pk]
        cursor.execute(THOSE)
        assert cursor.fetchone() == (0,)


def test_functions_of_an_earlier_release_that_something_else_needs_stay_and_are_told_of(
    app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]
) -> None:
    told(app, brand_of(of_two[0]))
    with connection.cursor() as cursor:
        for statement in (*OLD_FUNCTIONS, "CREATE VIEW of_the_operator AS SELECT handoff_brand()"):
            cursor.execute(statement)
        said = StringIO()
        with one_process_at_a_time():
            call_command("secure_database", stdout=said)
        assert keys_in(app, Agent) == [of_two[0].of(Agent).pk]
        cursor.execute(THOSE)
        assert cursor.fetchone() == (2,)
        cursor.execute("DROP FUNCTION handoff_asked(text), handoff_brand() CASCADE")
    assert "which Handoff no longer needs, stay: " in said.getvalue()


PLANTED = (
    "CREATE SCHEMA strange",
    "CREATE FUNCTION strange.starts_with(text, text) RETURNS boolean LANGUAGE sql RETURN true",
    "CREATE FUNCTION strange.current_setting(text, boolean) RETURNS text LANGUAGE sql RETURN 'brand:{brand}'",
    "CREATE FUNCTION strange.substr(text, int) RETURNS text LANGUAGE sql RETURN '{brand}'",
    "SET LOCAL search_path = strange, public, pg_catalog",
)


def test_no_function_of_somebody_stands_in_for_those_that_read_the_scope(
    app: psycopg.Connection[Any], of_two: tuple[Rows, Rows]
) -> None:
    """Though whoever runs the command looks there first."""
    told(app, brand_of(of_two[0]))
    other = of_two[1].of(Agent).brand_id
    made = [statement for policy in policies((ROLE,)) for statement in policy.statements()]
    with one_process_at_a_time(), connection.cursor() as cursor:
        with transaction.atomic():
            for statement in (*(planted.format(brand=other) for planted in PLANTED), *made):
                cursor.execute(statement)
        seen = keys_in(app, Agent)
        call_command("secure_database", stdout=StringIO())
        cursor.execute("DROP SCHEMA strange CASCADE")
    assert seen == [of_two[0].of(Agent).pk]

"""Operators' pages of accounts: over all Brands at once, and over nothing but what names an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import ProgrammingError, connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agents import invitations, owned, scopes
from agents.models import Action, Brand, Invitation, Membership, Role
from agents.row_security import naming_people
from playbooks.models import Playbook, PlaybookVersion
from playbooks.publishing import publish
from tests.admin_builders import a_client, a_person
from tests.audit_builders import actions_of, entries_of
from tests.builders import a_brand
from tests.every_row import Rows

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row-level security")

LIST, ADD = "admin:auth_user_changelist", "admin:auth_user_add"
CASCADING = {"agents_membership"}
REFUSED = "row-level security|permission denied"
FORGETTING = {"agents_invitation", "playbooks_playbook", "playbooks_playbookversion"}


@pytest.fixture
def two() -> tuple[Brand, Brand]:
    return a_brand(), a_brand()


@pytest.fixture
def person(two: tuple[Brand, Brand]) -> User:
    """Of both Brands, and named in rows of both that stay."""
    made = a_person(two[0], Role.VIEWER)
    Membership.objects.create(user=made, brand=two[1], role=Role.AUTHOR)
    for brand in two:
        invitations.invite(brand, "ben@example.com", Role.VIEWER, made, timezone.now())
        publish(Playbook.objects.create(brand=brand, name="Orders", draft="Help.", saved_by=made), made)
    return made


OPERATORS: dict[str, Callable[[Brand], User]] = {
    "of no Brand": lambda brand: User.objects.create_superuser("zoe"),
    "of a Brand": lambda brand: a_person(brand, is_superuser=True),
}


@pytest.fixture(params=OPERATORS)
def operator(request: pytest.FixtureRequest, two: tuple[Brand, Brand]) -> User:
    return OPERATORS[request.param](two[0])


@pytest.fixture
def client(operator: User) -> Client:
    return a_client(operator)


def page(kind: str, user: User) -> str:
    return reverse(f"admin:auth_user_{kind}", args=[user.pk])


def posted(user: User, *rows: dict[str, Any]) -> dict[str, Any]:
    """The person's page as it stands, with these memberships below."""
    known = sum("id" in row for row in rows)
    below = {"memberships-TOTAL_FORMS": len(rows), "memberships-INITIAL_FORMS": known}
    for number, row in enumerate(rows):
        below |= {f"memberships-{number}-{name}": value for name, value in ({"user": user.pk} | row).items()}
    names = {"username": user.username, "email": user.email, "is_active": "on", "is_staff": "on"}
    return names | below


def row_of(user: User, brand: Brand, **changed: Any) -> dict[str, Any]:
    member = Membership.objects.get(user=user, brand=brand)
    return {"id": member.pk, "brand": brand.pk, "role": member.role, **changed}


def test_a_persons_page_shows_their_roles_in_each_brand(client: Client, two: tuple[Brand, Brand], person: User) -> None:
    text = client.get(page("change", person)).content.decode()
    for brand in two:
        assert re.search(rf'<option value="{brand.pk}"\s+selected', text)
    assert 'name="memberships-INITIAL_FORMS" value="2"' in text


def test_the_list_and_the_sidebar_are_there(client: Client, two: tuple[Brand, Brand], person: User) -> None:
    for address in (reverse(LIST), reverse(ADD), page("change", person), page("delete", person)):
        response = client.get(address)
        assert response.status_code == 200
        assert two[0].name in response.content.decode()
    assert person.username in client.get(reverse(LIST)).content.decode()


def test_a_role_is_changed_in_one_brand_and_told_to_it(client: Client, two: tuple[Brand, Brand], person: User) -> None:
    one, other = two
    before = actions_of(one)
    sent = posted(person, row_of(person, one), row_of(person, other, role="admin"))
    assert client.post(page("change", person), sent).status_code == 302
    assert dict(person.memberships.values_list("brand", "role")) == {one.pk: "viewer", other.pk: "admin"}
    assert entries_of(other)[-1] == (Action.ROLE_CHANGED, {"before": "author", "after": "admin"})
    assert actions_of(one) == before


def test_a_role_is_taken_in_one_brand_and_given_in_another(
    client: Client, two: tuple[Brand, Brand], person: User
) -> None:
    third = a_brand()
    rows = (row_of(person, two[0], DELETE="on"), row_of(person, two[1]), {"brand": third.pk, "role": "viewer"})
    assert client.post(page("change", person), posted(person, *rows)).status_code == 302
    assert set(person.memberships.values_list("brand", flat=True)) == {two[1].pk, third.pk}
    assert actions_of(two[0])[-2:] == [Action.ROLE_TAKEN, Action.INVITATION_WITHDRAWN]
    assert actions_of(third) == [Action.ROLE_GIVEN]


def waiting_in(brand: Brand) -> int:
    return Invitation.objects.filter(brand=brand, accepted_at=None).count()


@pytest.mark.parametrize("changed", [{"DELETE": "on"}, {"role": "viewer"}, {"brand": "another"}])
def test_invitations_go_with_the_role_of_who_made_them(
    client: Client, two: tuple[Brand, Brand], person: User, changed: dict[str, Any]
) -> None:
    """As on the People page: else who may invite no longer could come back by a link that they kept."""
    Membership.objects.filter(user=person, brand=two[0]).update(role=Role.ADMIN)
    moved = {"brand": a_brand().pk} if "brand" in changed else changed
    rows = (row_of(person, two[0]) | moved, row_of(person, two[1]))
    assert client.post(page("change", person), posted(person, *rows)).status_code == 302
    told = Action.ROLE_CHANGED if "role" in changed else Action.ROLE_TAKEN
    assert actions_of(two[0])[-2:] == [told, Action.INVITATION_WITHDRAWN]
    assert (waiting_in(two[0]), waiting_in(two[1])) == (0, 1)


@pytest.mark.parametrize("lost", ["is_active", "is_staff", "is_superuser"])
def test_invitations_go_with_the_account_or_the_operator_who_made_them(
    client: Client, two: tuple[Brand, Brand], person: User, lost: str
) -> None:
    User.objects.filter(pk=person.pk).update(is_superuser=True)
    sent = posted(person, *(row_of(person, brand) for brand in two)) | {"is_superuser": "on"}
    assert client.post(page("change", person), sent).status_code == 302
    assert [waiting_in(brand) for brand in two] == [1, 1]
    del sent[lost]
    assert client.post(page("change", person), sent).status_code == 302
    assert [waiting_in(brand) for brand in two] == [0, 0]
    for brand in two:
        assert Action.INVITATION_WITHDRAWN in actions_of(brand)


def test_who_becomes_an_admin_keeps_what_they_asked(client: Client, two: tuple[Brand, Brand], person: User) -> None:
    rows = (row_of(person, two[0], role="admin"), row_of(person, two[1]))
    assert client.post(page("change", person), posted(person, *rows)).status_code == 302
    assert waiting_in(two[0]) == 1


def test_a_second_role_in_the_same_brand_is_an_error_on_the_page(
    client: Client, two: tuple[Brand, Brand], person: User
) -> None:
    rows = (*(row_of(person, brand) for brand in two), {"brand": two[1].pk, "role": "viewer"})
    response = client.post(page("change", person), posted(person, *rows))
    assert response.status_code == 200
    assert "Please correct the" in response.content.decode()


def test_an_account_is_added_with_a_role(client: Client, two: tuple[Brand, Brand]) -> None:
    new = posted(User(username="new@example.com"), {"user": "", "brand": two[1].pk, "role": "author"})
    passwords = dict.fromkeys(("password1", "password2"), "correct horse battery staple")
    assert client.post(reverse(ADD), {**new, **passwords, "usable_password": "true"}).status_code == 302
    assert Membership.objects.get(user__username="new@example.com").brand == two[1]


def deleted_on_its_page(client: Client, person: User) -> Any:
    return client.post(page("delete", person), {"post": "yes"})


def deleted_from_the_list(client: Client, person: User) -> Any:
    return client.post(
        reverse(LIST), {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes", "index": 0}
    )


@pytest.mark.parametrize("how", [deleted_on_its_page, deleted_from_the_list])
def test_a_deleted_account_is_gone_from_each_brand(
    client: Client, two: tuple[Brand, Brand], person: User, how: Callable[[Client, User], Any]
) -> None:
    Invitation.objects.filter(brand=two[0]).update(accepted_at=timezone.now())
    assert how(client, person).status_code == 302
    assert not User.objects.filter(pk=person.pk).exists()
    assert not Membership.objects.filter(user=person.pk).exists()
    for brand in two:
        assert Playbook.objects.get(brand=brand).saved_by is None
        assert PlaybookVersion.objects.get(playbook__brand=brand).published_by is None
        assert Action.ACCOUNT_DELETED in actions_of(brand)
    assert Invitation.objects.get().invited_by is None, "it was accepted; the other one is withdrawn"
    assert Action.INVITATION_WITHDRAWN in actions_of(two[1])


def test_a_second_publication_retires_the_first_one_as_the_products_role(
    two: tuple[Brand, Brand], person: User
) -> None:
    """The product's role may change this much of a version."""
    with scopes.brand(two[0].pk):
        Playbook.objects.for_brand(two[0]).update(draft="Help more.")
        publish(Playbook.objects.for_brand(two[0]).get(), person)
        assert PlaybookVersion.objects.filter(playbook__brand=two[0], retired_at=None).get().number == 2


def test_nobody_changes_what_they_themselves_may_do(client: Client, operator: User) -> None:
    """Half-way through the page they would lose the right to finish it."""
    rows = [row_of(operator, member.brand, role="viewer") for member in operator.memberships.all()]
    sent = posted(operator, *rows)
    del sent["is_active"], sent["is_staff"]
    assert client.post(page("change", operator), sent).status_code == 302
    operator.refresh_from_db()
    assert (operator.is_active, operator.is_staff, operator.is_superuser) == (True, True, True)
    assert set(operator.memberships.values_list("role", flat=True)) <= {"viewer"}


def test_an_operator_may_delete_their_own_account(client: Client, operator: User, two: tuple[Brand, Brand]) -> None:
    """The right to do it goes last of all."""
    assert client.post(page("delete", operator), {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=operator.pk).exists()
    assert client.get(reverse(LIST)).status_code == 302


def test_who_is_no_operator_sees_none_of_it(two: tuple[Brand, Brand], person: User) -> None:
    """A21."""
    for asker in (a_person(two[0]), a_person()):
        client = a_client(asker)
        for address in (reverse(LIST), page("change", person), page("delete", person)):
            assert client.get(address).status_code == 403
        assert client.post(page("delete", person), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


# What the database shows in this scope


def seen_for(user: User) -> set[str]:
    with scopes.accounts(user.pk), connection.cursor() as cursor:
        return {table for table in owned.tables() if is_seen(cursor, table)}


def is_seen(cursor: Any, table: str) -> bool:
    cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
    return cursor.fetchone() is not None


@pytest.fixture
def every_row(two: tuple[Brand, Brand]) -> None:
    for number, brand in enumerate(two):
        Rows(brand, User.objects.create_user(f"row{number}"))


@on_postgresql
@pytest.mark.usefixtures("every_row")
def test_an_operator_sees_what_names_accounts_and_the_list_of_brands(operator: User) -> None:
    assert {model._meta.db_table for model, _field in naming_people()} == CASCADING | FORGETTING
    assert seen_for(operator) == CASCADING | FORGETTING | {"agents_brand"}


@on_postgresql
@pytest.mark.usefixtures("every_row")
@pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_superuser": True, "is_active": False}])
def test_who_is_no_active_operator_sees_nothing_whatever_is_said(fields: dict[str, bool]) -> None:
    """A3: the database asks itself whether that is true."""
    assert seen_for(User.objects.create_user("ann", **fields)) == set()
    assert seen_for(User(pk=0)) == set()


@on_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE playbooks_playbookversion SET text = 'mine'",
        "UPDATE playbooks_playbook SET draft = 'mine'",
        "UPDATE agents_invitation SET role = 'admin'",
        "DELETE FROM playbooks_playbookversion",
        "INSERT INTO agents_brand SELECT * FROM agents_brand",
    ],
)
def test_what_stays_can_only_forget_who_it_was(operator: User, person: User, statement: str) -> None:
    with scopes.accounts(operator.pk), pytest.raises(ProgrammingError, match=REFUSED), transaction.atomic():
        connection.cursor().execute(statement)


@on_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM playbooks_playbook",
        "DELETE FROM agents_invitation",
        "DELETE FROM agents_brand",
        "UPDATE agents_brand SET name = 'mine'",
    ],
)
def test_nothing_but_roles_is_taken_away(operator: User, person: User, statement: str) -> None:
    with scopes.accounts(operator.pk), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 0


def test_a_row_that_is_only_added_can_forget_its_person() -> None:
    for model, field in naming_people():
        if getattr(model, "append_only", False) and field.remote_field.on_delete is models.SET_NULL:
            assert field.name in model.changing_columns


@pytest.mark.parametrize("spelt", ["{}", "0{}", "+{}"])
def test_an_operators_own_password_is_changed_with_the_present_one_alone(
    client: Client, operator: User, spelt: str
) -> None:
    address = page("change", operator).replace(f"/{operator.pk}/change/", f"/{spelt.format(operator.pk)}/password/")
    sent = {"password1": "seven green kettles sing", "password2": "seven green kettles sing", "usable_password": "true"}
    for answer in (client.get(address), client.post(address, sent)):
        assert (answer.status_code, answer["Location"]) == (302, reverse("password_change"))
    before, now = operator.password, User.objects.get(pk=operator.pk).password
    assert now == before


def test_an_operators_own_names_stay_as_they_are(client: Client, operator: User) -> None:
    """Else whoever finds the browser open could log in, or have a new password sent, under another one."""
    member = Membership.objects.filter(user=operator).first()
    rows = [row_of(operator, member.brand)] if member else []
    sent = posted(operator, *rows) | {"username": "eve", "email": "eve@example.com", "first_name": "Zoe"}
    assert client.post(page("change", operator), sent).status_code == 302
    now = User.objects.get(pk=operator.pk)
    assert (now.username, now.email, now.first_name) == (operator.username, operator.email, "Zoe")
    html = client.get(page("change", operator)).content.decode()
    assert 'name="username"' not in html
    assert 'name="email"' not in html

"""A21: nobody does more than their role allows, whatever they post to whichever page."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from agents import credentials, invitations
from agents.models import ApiKey, Brand, Invitation, Membership, Role
from handoff.models import SupportProvider
from tests.admin_addresses import admin_addresses, filled
from tests.admin_builders import SECRET, a_client
from tests.builders import a_brand, a_provider, an_agent
from tests.sign_in_builders import a_person_with_password

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
GREEDY = {
    "role": "admin",
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "on",
    "username": "mine@example.com",
    "email": "mine@example.com",
    "name": "Mine",
    "kind": "zendesk",
    "storefront_origins": "https://mine.example",
    "password1": "seven other lamps sing",
    "password2": "seven other lamps sing",
    "usable_password": "true",
    "post": "yes",
    "action": "reset_second_step",
    "memberships-TOTAL_FORMS": "0",
    "memberships-INITIAL_FORMS": "0",
}
# What a playbook author and a viewer may not touch, and what nobody may who is no operator.
CONFIGURATION = (Brand, SupportProvider, ApiKey, Membership, Invitation)
ACCOUNT_FIELDS = ("pk", "username", "email", "password", "is_superuser", "is_staff", "is_active")


@pytest.fixture
def brand() -> Brand:
    brand = a_brand("Northwind")
    a_provider(brand, "intercom", secrets={"access_token": SECRET})
    credentials.create_api_key(brand, "runtime", an_agent(brand))
    invitations.invite(brand, "waiting@example.com", Role.VIEWER, None, timezone.now())
    return brand


def rows(models: tuple[type, ...]) -> dict[str, list[dict]]:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def accounts() -> list[tuple]:
    return list(User.objects.order_by("pk").values_list(*ACCOUNT_FIELDS))


def every_address(person: User, brand: Brand) -> list[str]:
    """With the ids of what is there in each place where an id belongs."""
    kept = [*rows(CONFIGURATION).values()]
    ids = {str(row.get("id")) for model in kept for row in model} | {str(person.pk)}
    patterns = [pattern for pattern, name in admin_addresses() if name not in ("admin:logout", "password_change")]
    return sorted({filled(pattern, value) for pattern in patterns for value in ids})


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.VIEWER])
def test_authors_and_viewers_change_neither_settings_nor_keys_nor_people(brand: Brand, role: Role) -> None:
    """A21."""
    a_person_with_password(brand)
    person = a_person_with_password(brand, role)
    client, before = a_client(person), (rows(CONFIGURATION), accounts())
    addresses = every_address(person, brand)
    assert len(addresses) > 150
    for address in addresses:
        answer = client.post(address, {**GREEDY, "_selected_action": [str(person.pk)]})
        assert answer.status_code < 500, address
        assert SECRET not in answer.content.decode()
        answer = client.get(address)
        assert SECRET not in answer.content.decode()
    assert (rows(CONFIGURATION), accounts()) == before


def test_an_admin_makes_nobody_an_operator(brand: Brand) -> None:
    """A21: not themselves either. Accounts are for operators alone."""
    a_person_with_password(brand)
    person = a_person_with_password(brand)
    client, before = a_client(person), accounts()
    addresses = [address for address in every_address(person, brand) if "/auth/" in address or "/people/" in address]
    assert len(addresses) > 20
    for address in addresses:
        answer = client.post(address, {**GREEDY, "role": "owner", "_selected_action": [str(person.pk)]})
        assert answer.status_code < 500, address
        if "/auth/" in address:
            assert answer.status_code in (302, 403, 404), address
            assert person.username not in answer.content.decode()
    assert accounts() == before
    assert not User.objects.filter(is_superuser=True).exists()


def test_the_roles_of_an_operators_page_are_an_operators_to_give(brand: Brand) -> None:
    person = a_person_with_password(is_superuser=True)
    assert a_client(person).get(f"/admin/auth/user/{person.pk}/change/").status_code == 200


def test_an_invitation_gives_no_more_than_a_membership_has(brand: Brand) -> None:
    """No invitation makes an operator, and what it grants is one of the Brand's own roles."""
    row, token = invitations.invite(brand, "new@example.com", Role.ADMIN, None, timezone.now())
    _brand, user = invitations.accept_as_new(token, "New", "seven green kettles sing", timezone.now())
    assert (user.is_superuser, user.is_staff, user.memberships.get().role) == (False, True, Role.ADMIN)
    assert row.role in Role.values
    with pytest.raises(invitations.Gone):
        invitations.accept_as_new(token, "Again", "seven green kettles sing", timezone.now())

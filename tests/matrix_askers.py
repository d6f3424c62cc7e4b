"""Who asks: every role there is, each of Brand A or of none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.test import Client

from agents.models import Role
from handoff import tokens
from tests.admin_builders import a_client, a_client_of
from tests.two_brands import TwoBrands, handoff_of

# An operator sees every account, goes into each Brand, and may look up whatever the site knows.
OPERATORS_OWN = ("/admin/auth/user/", "/admin/agents/brand/switch/", "/admin/autocomplete/")

# For whoever is not let into the pages.
MANY = 7
API, STOREFRONT = ("/api/v1/",), ("/storefront/",)


@dataclass(frozen=True, slots=True)
class Asker:
    """`may_see`: what of B is no secret from this one, as regular expressions."""

    client: Client
    headers: dict[str, str] = field(default_factory=dict)
    may_see: tuple[str, ...] = ()
    # Pages that are this one's own, and show everybody.
    shut_out_of: tuple[str, ...] = ()
    # For the storefront: the token that it holds.
    token: str = ""
    # How many ids are tried in each place of an address.
    most: int = 3
    # One attempt of so many at each door: fewer of them where most answers are whole pages, which take their time.
    one_of: int = 14
    # Where this one does get in, and every attempt is made.
    at_home: tuple[str, ...] = ()


def operator(brands: TwoBrands) -> Asker:
    """An operator works in one Brand too, but may switch to each, and looks after everybody's account."""
    user = User.objects.create_superuser("operator-of-all")
    user.memberships.create(brand=brands.a.brand, role=Role.ADMIN)
    b = brands.b.brand
    return Asker(a_client(user), {}, (str(b.pk), b.name), OPERATORS_OWN)


def with_key(key: str) -> Asker:
    return Asker(Client(), {"Authorization": f"Api-Key {key}"}, one_of=MANY, at_home=API)


def with_token(token: str) -> Asker:
    return Asker(Client(), token=token, one_of=MANY, at_home=STOREFRONT)


ASKERS: dict[str, Callable[[TwoBrands], Asker]] = {
    "anonymous": lambda brands: Asker(Client(), one_of=MANY),
    "viewer": lambda brands: Asker(a_client_of(brands.a.brand, Role.VIEWER)),
    "author": lambda brands: Asker(a_client_of(brands.a.brand, Role.AUTHOR)),
    "admin": lambda brands: Asker(a_client_of(brands.a.brand, Role.ADMIN), most=6, one_of=4),
    "staff without Brand": lambda brands: Asker(a_client_of()),
    "key of the Brand": lambda brands: with_key(brands.key),
    "key of one Agent": lambda brands: with_key(brands.key_of_one_agent),
    "launch token": lambda brands: with_token(tokens.mint(handoff_of(brands.a).pk)),
    "operator": operator,
}

"""People who log in to the admin, and the form that the Platform Services page posts."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from agents.models import Brand, Membership, Role
from handoff import configuration, services
from handoff.models import Handoff
from tests.builders import a_consultation, a_provider, an_agent

_numbers = count(1)
CANARY = "Canary of another Brand"
SECRET = "dG9rOjE2ZjE2Yzk3X3NlY3JldF9zZWNyZXQ9"


def a_person(brand: Brand | None = None, role: Role = Role.ADMIN, **fields: Any) -> User:
    name = f"person{next(_numbers)}@example.com"
    user = User.objects.create_user(name, name, is_staff=True, **fields)
    if brand is not None:
        Membership.objects.create(user=user, brand=brand, role=role)
    return user


def a_client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_client_of(brand: Brand | None = None, role: Role = Role.ADMIN, **fields: Any) -> Client:
    return a_client(a_person(brand, role, **fields))


def a_started_handoff(brand: Brand, *said: str, agent: str = "") -> Handoff:
    """With a provider and an Agent of its own, the toggle on."""
    if not hasattr(brand, "support_provider"):
        a_provider(brand, "intercom", secrets={"access_token": SECRET})
    started = services.start_handoff(brand, an_agent(brand, agent).pk, a_consultation(*said))
    return started.handoff


def provider_url(brand: Brand) -> str:
    return f"/admin/handoff/supportprovider/{configuration.provider_of(brand).pk}/change/"


def provider_post(**fields: Any) -> dict[str, Any]:
    """What a browser posts: each day's times are there, checked or not."""
    times = {f"day-{day}-0-{edge}": at for day in range(7) for edge, at in (("opens", "09:00"), ("closes", "17:00"))}
    return {"kind": "", "timezone": "UTC", **times, **fields}

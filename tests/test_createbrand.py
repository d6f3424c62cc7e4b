"""The command that makes the first Brand and its admin."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from agents.models import Brand, Membership, Role

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"


def create(monkeypatch: pytest.MonkeyPatch, name: str, email: str, password: str = PASSWORD, **options: Any) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    said = io.StringIO()
    call_command("createbrand", name, email=email, stdout=said, **{"password_stdin": True, **options})
    return said.getvalue()


def test_the_admin_can_log_in_and_set_up_the_brand(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    assert "Log in at /admin/ as ada@example.com." in create(monkeypatch, "Northwind", "ada@example.com")
    membership = Membership.objects.get()
    assert (membership.brand.name, membership.role) == ("Northwind", Role.ADMIN)
    assert not membership.user.is_superuser
    answer = client.post(
        "/admin/login/?next=/admin/", {"username": "ada@example.com", "password": PASSWORD}, follow=True
    )
    assert "Northwind" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "email", "password", "said"),
    [
        ("", "ada@example.com", PASSWORD, "name: "),
        ("   ", "ada@example.com", PASSWORD, "name: "),
        ("x" * 121, "ada@example.com", PASSWORD, "name: "),
        ("Northwind", "ada", PASSWORD, "email: Enter a valid email address."),
        ("Northwind", "ada@example.com", "short", "password: "),
        ("Northwind", "ada@example.com", "", "password: "),
        ("Northwind", "taken@example.com", PASSWORD, "email: There is already a user with this e-mail address."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_created(
    monkeypatch: pytest.MonkeyPatch, name: str, email: str, password: str, said: str
) -> None:
    User.objects.create_user("Taken@example.com")
    with pytest.raises(CommandError) as raised:
        create(monkeypatch, name, email, password)
    assert said in str(raised.value)
    assert not Brand.objects.exists()
    assert User.objects.count() == 1


def test_without_a_terminal_the_password_must_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="--password-stdin"):
        create(monkeypatch, "Northwind", "ada@example.com", password_stdin=False)

"""People with a password and a phone, and the way in through the real pages."""

from __future__ import annotations

import re
import time
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from agents import ciphers, second_step, two_factor
from agents.models import Brand, Role, SecondStep
from tests.admin_builders import a_person

PASSWORD = "seven green kettles sing"
ASK, SET_UP, HOME, LOGIN = "/admin/second-step/", "/admin/second-step/set-up/", "/admin/", "/admin/login/"
RECOVERY_CODE = re.compile(r"\b(?:[A-Z2-9]{4}-){6}[A-Z2-9]{4}\b")


def a_person_with_password(brand: Brand | None = None, role: Role = Role.ADMIN, **fields: Any) -> User:
    user = a_person(brand, role, **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def with_phone(user: User) -> list[str]:
    """Their recovery codes. The phone's codes of this very moment are not used up by it."""
    seed = two_factor.new_seed()
    codes = second_step.confirm(user, seed, two_factor.code_at(seed, step_now()), timezone.now())
    SecondStep.objects.filter(user=user).update(last_step=0)
    assert codes
    return codes


def step_now() -> int:
    return two_factor.step_at(time.time())


def code_of(user: User, late: int = 0) -> str:
    """What their phone shows; `late` steps from now."""
    seed = ciphers.decrypt(SecondStep.objects.get(user=user).seed)
    assert seed
    return two_factor.code_at(seed, step_now() + late)


def key_shown(client: Client) -> str:
    """On the page where a phone is set up."""
    found = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", client.get(SET_UP).content.decode())
    assert found
    return found[0].replace(" ", "")


def first_code(client: Client) -> str:
    """Of a phone that has read the key just now."""
    return two_factor.code_at(key_shown(client), step_now())


def wrong_code(user: User) -> str:
    right = {code_of(user, late) for late in (-2, -1, 0, 1, 2)}
    return next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555") if code not in right)


def log_in(client: Client, user: User, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"username": user.username, "password": password}, **extra)


def logged_in(user: User) -> Client:
    """By the password alone."""
    client = Client()
    assert log_in(client, user).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return bool(client.get(HOME).status_code == 200)

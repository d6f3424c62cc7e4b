"""A20: a failed login takes as long for a name that nobody has; a worker writes what the audit log tells of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agents import waking, wrong_tries
from agents.models import Action, ActorKind, AuditEntry, Brand, Membership, Role, WrongTry
from agents.tasks import tell_of_wrong_try, wake_what_was_lost
from tests.audit_builders import actions_of, worker_tells
from tests.builders import a_brand
from tests.sign_in_builders import ASK, LOGIN, a_person_with_password, log_in, logged_in, with_phone, wrong_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def of_many_brands(number: int) -> User:
    person = a_person_with_password()
    for _ in range(number):
        Membership.objects.create(user=person, brand=a_brand(), role=Role.VIEWER)
    return person


def asked_by_a_failed_login(name: str) -> list[str]:
    """Statements, without what they are about."""
    with CaptureQueriesContext(connection) as queries:
        Client().post(LOGIN, {"username": name, "password": "not the one"})
    return [re.sub(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b|NULL", "?", query["sql"]) for query in queries.captured_queries]


def test_as_much_is_asked_of_the_database_whatever_the_name(person: User) -> None:
    """Else the time told of an account, and of how many Brands."""
    names = ["nobody@example.com", a_person_with_password().username, person.username, of_many_brands(9).username]
    first, *others = [asked_by_a_failed_login(name) for name in names]
    assert others == [first] * 3


def test_as_much_is_given_to_the_worker_whatever_the_name(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[str] = []
    monkeypatch.setattr("agents.tasks.wake", lambda task, _row_id: woken.append(task.name))
    for name in ("nobody@example.com", person.username, of_many_brands(9).username):
        Client().post(LOGIN, {"username": name, "password": "not the one"})
    assert woken == ["agents.tell_of_wrong_try"] * 3


def test_each_brand_is_told_when_it_was_and_from_where_and_not_when_it_was_written(person: User) -> None:
    with time_machine.travel(NOON, tick=False):
        answer = log_in(Client(), person, "not the one", REMOTE_ADDR="203.0.113.7")
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        worker_tells()
    row = AuditEntry.objects.get(object_id=str(person.pk))
    assert (row.at, row.address, row.request_id) == (NOON, "203.0.113.7", answer["X-Request-ID"])
    assert (row.actor_kind, row.actor_id) == (ActorKind.VISITOR, None)


def test_a_wrong_code_is_told_of_the_one_who_gave_it(brand: Brand, person: User) -> None:
    with_phone(person)
    logged_in(person).post(ASK, {"code": wrong_code(person)})
    worker_tells()
    row = AuditEntry.objects.get(action=Action.TWO_FACTOR_FAILED)
    assert (row.brand, row.actor_kind, row.actor_id) == (brand, ActorKind.PERSON, person.pk)


def test_it_is_told_once_and_nothing_is_left(brand: Brand, person: User) -> None:
    log_in(Client(), person, "not the one")
    [row] = WrongTry.objects.all()
    for _ in range(2):
        tell_of_wrong_try(row.pk)
    assert actions_of(brand) == [Action.SIGN_IN_FAILED]
    assert not WrongTry.objects.exists()


def test_what_fails_on_the_way_is_told_later(brand: Brand, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    log_in(Client(), person, "not the one")
    [row] = WrongTry.objects.all()
    with monkeypatch.context() as patch:
        patch.setattr(wrong_tries.audit, "record_of_person", fails)
        with pytest.raises(RuntimeError):
            tell_of_wrong_try(row.pk)
    assert actions_of(brand) == [Action.SIGN_IN_FAILED]


def fails(*_args: object) -> None:
    raise RuntimeError("the database went away")


def test_a_lost_wake_up_is_found_by_the_sweep(brand: Brand, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waking, "_asked_again_at", float("inf"))  # the broker is away
    with time_machine.travel(NOON, tick=False):
        log_in(Client(), person, "not the one")
    monkeypatch.setattr("agents.tasks.wake", lambda task, row_id: task(row_id))
    with time_machine.travel(NOON + timedelta(seconds=5), tick=False):
        wake_what_was_lost()
    assert not AuditEntry.objects.exists()
    with time_machine.travel(NOON + timedelta(seconds=11), tick=False):
        wake_what_was_lost()
    assert AuditEntry.objects.get().action == Action.SIGN_IN_FAILED


def test_of_an_account_that_was_deleted_meanwhile_nothing_is_told(person: User) -> None:
    log_in(Client(), person, "not the one")
    person.delete()
    worker_tells()
    assert not AuditEntry.objects.exists()
    assert not WrongTry.objects.exists()

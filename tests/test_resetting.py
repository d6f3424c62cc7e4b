"""Forgotten passwords: the page knows nothing, the worker sends, and the link opens no second step."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agents import resetting, upkeep
from agents.models import PasswordAsk, SignIn
from agents.tasks import send_password_link, wake_what_was_lost
from tests.sign_in_builders import HOME, PASSWORD, code_of, is_in, log_in, logged_in, with_phone

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://testserver(/admin/password/set/[^\s]+/)")
NEW = "nine quiet lamps wander"
ASKED = "admin_password_reset"


@pytest.fixture(autouse=True)
def _mail_is_set_up(settings, quick_passwords) -> None:
    settings.EMAIL_URL = "smtp://localhost"


def asks(email: str, client: Client | None = None):
    return (client or Client()).post(reverse(ASKED), {"email": email})


def the_worker_comes() -> None:
    for row in PasswordAsk.objects.filter(done_at=None).order_by("pk"):
        send_password_link(row.pk)


def a_link(person: User) -> str:
    asks(person.email)
    the_worker_comes()
    return LINK.findall(mail.outbox[-1].body)[0]


def sets(client: Client, path: str, password: str = NEW):
    form = client.get(path)
    if form.status_code != 302:
        return form
    return client.post(form["Location"], {"new_password1": password, "new_password2": password})


def test_the_page_does_the_same_for_every_address(person: User) -> None:
    """A20: the same answer, after the same statements; no mail server is waited for."""
    done = []
    for email in (person.email, "nobody@example.com"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = asks(email)
        statements = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries.captured_queries]
        done.append((answer.status_code, answer["Location"], statements))
    assert done[0] == done[1]
    assert mail.outbox == []
    the_worker_comes()
    assert [sent.to for sent in mail.outbox] == [[person.email]]


def test_one_inbox_gets_three_in_an_hour(person: User) -> None:
    with time_machine.travel("2026-03-02 10:00:00+00:00", tick=False) as clock:
        for _ in range(6):
            asks(person.email.upper())
        the_worker_comes()
        assert len(mail.outbox) == 3
        clock.shift(timedelta(minutes=61))
        asks(person.email)
        the_worker_comes()
        assert len(mail.outbox) == 4


def test_a_lost_wake_up_is_made_up_for(person: User) -> None:
    with time_machine.travel("2026-03-02 10:00:00+00:00", tick=False) as clock:
        asks(person.email)
        assert list(resetting.waiting(timezone.now(), 10)) == []
        clock.shift(timedelta(seconds=11))
        [waiting] = resetting.waiting(timezone.now(), 10)
        wake_what_was_lost()
        send_password_link(waiting)
        send_password_link(waiting)
        assert len(mail.outbox) == 1
        assert list(resetting.waiting(timezone.now(), 10)) == []


def test_what_was_asked_for_is_forgotten_after_an_hour(person: User) -> None:
    asks(person.email)
    upkeep.tidy(timezone.now() + timedelta(minutes=59))
    assert PasswordAsk.objects.exists()
    upkeep.tidy(timezone.now() + timedelta(minutes=61))
    assert not PasswordAsk.objects.exists()


@pytest.mark.parametrize(
    "email", ["", "x", "a@b@c", "\x00@example.com", "a" * 300 + "@example.com", "a@example.com\r\nBcc: b@c.d"]
)
def test_what_is_no_address_is_told_and_sends_nothing(email: str) -> None:
    assert asks(email).status_code == 200
    the_worker_comes()
    assert mail.outbox == []


@pytest.mark.parametrize("fields", [{"is_active": False}, {"password": "!"}])
def test_a_closed_account_gets_none(person: User, fields) -> None:
    User.objects.filter(pk=person.pk).update(**fields)
    asks(person.email)
    the_worker_comes()
    assert mail.outbox == []


def test_a_letter_of_another_script_is_another_address(person: User) -> None:
    User.objects.filter(pk=person.pk).update(email="mike@example.org")
    asks("mıke@example.org")
    the_worker_comes()
    assert mail.outbox == []


def test_a_link_works_once_and_for_an_hour(person: User) -> None:
    with time_machine.travel("2026-03-02 10:00:00+00:00", tick=False) as clock:
        late, path = a_link(person), a_link(person)
        clock.shift(timedelta(minutes=59))
        assert sets(Client(), path).status_code == 302
        assert "This link no longer works" in sets(Client(), path).content.decode()
        late = a_link(person)
        clock.shift(timedelta(minutes=61))
        assert "This link no longer works" in sets(Client(), late).content.decode()


def test_it_ends_all_sign_ins_and_opens_none(person: User) -> None:
    elsewhere, client = logged_in(person), Client()
    assert is_in(elsewhere)
    sets(client, a_link(person))
    assert not SignIn.objects.filter(user=person).exists()
    assert not is_in(elsewhere)
    assert not is_in(client)
    assert log_in(client, person, PASSWORD).status_code == 200
    log_in(client, person, NEW)
    assert is_in(client)


def test_a_new_password_does_not_skip_the_second_step(person: User) -> None:
    with_phone(person)
    client = Client()
    sets(client, a_link(person))
    log_in(client, person, NEW)
    assert client.get(HOME)["Location"] == "/admin/second-step/"
    client.post("/admin/second-step/", {"code": code_of(person)})
    assert is_in(client)


def test_a_person_who_waits_for_the_second_step_may_still_set_a_new_password(person: User) -> None:
    with_phone(person)
    client = logged_in(person)
    assert sets(client, a_link(person))["Location"] == reverse("password_reset_complete")

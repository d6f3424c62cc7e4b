"""A10 in e-mails: names that people chose and words of a platform are plain text, and no header of the mail."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.urls import reverse

from agents import mail
from agents.models import Brand, Role
from handoff.alarms import alarm_mail
from tests.admin_builders import a_client, a_person
from tests.builders import a_brand
from tests.hostile_people import USERNAME
from tests.hostile_rows import DETAIL
from tests.hostile_texts import NAME, Given
from tests.test_alarms import an_alarm

pytestmark = pytest.mark.django_db
HEADERS = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID"}


@pytest.fixture(autouse=True)
def _mail_server(settings: Any) -> None:
    settings.EMAIL_URL = "smtp://mail.example"


def test_an_invitation_holds_names_as_plain_text(mailoutbox: list[EmailMessage]) -> None:
    given = Given()
    for name, by in zip(given.several("brand", NAME), given.several("person-name", NAME), strict=True):
        brand = a_brand(name)
        invite(brand, a_person(brand, first_name=by))
        assert_plain(mailoutbox[-1], by, name)
        assert mailoutbox[-1].subject == f"Join {' '.join(name.split())} on Handoff"


def invite(brand: Brand, by: User) -> None:
    form = {"email": f"guest@{brand.pk}.example", "role": Role.VIEWER}
    assert a_client(by).post(reverse("admin:invite"), form).status_code == 200


def test_the_mail_with_a_new_password_holds_the_username_as_plain_text(mailoutbox: list[EmailMessage]) -> None:
    for name in Given().several("login", USERNAME):
        user = User(username=name, email="x@mail.example")
        assert mail.send(user.email, "registration/password_reset", user=user, link="https://handoff.example/")
        assert_plain(mailoutbox[-1], name)


def test_the_mail_about_an_alarm_holds_what_a_platform_said_as_plain_text(mailoutbox: list[EmailMessage]) -> None:
    for said in Given().several("alarm", DETAIL):
        brand = a_brand(said[:NAME])
        a_person(brand)
        alarm_mail.send(an_alarm(brand, detail=said).pk)
        assert_plain(mailoutbox[-1], f"Brand: {brand.name}", f"What was reported: {said}")


def assert_plain(sent: EmailMessage, *texts: str) -> None:
    """As it goes over the line, it is one part, of plain text, and has no header that a text brought along."""
    message = sent.message()
    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()
    assert set(message.keys()) == HEADERS
    assert [text for text in texts if text.strip() not in sent.body] == []

"""When something breaks: what raises an alarm, what clears it, and who is told by e-mail."""

from __future__ import annotations

import logging
import socketserver
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from agents import scopes
from agents.models import Agent, Brand, Conversation, Membership, Role
from demo.child import free_port
from handoff import chats, configuration, delivery, services, sweeping, tasks
from handoff.alarms import alarm_mail, alarm_words, watching
from handoff.chats import Receipt
from handoff.configuration import Configuration
from handoff.models import Alarm, AlarmKind, Handoff
from handoff.providers import registry
from handoff.providers.base import Customer, ProviderError
from tests.admin_builders import a_client_of
from tests.builders import a_brand, a_consultation, a_provider, an_agent
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db

TOKEN = "stand-in-test-token"
SECRET = "Rumpelstilzchen"
WRONG_TOKEN = "wrong-token-of-somebody"
INTERCOM = "api.intercom.io"
REJECTED = ProviderError("api.intercom.io refused the request (401).", permanent=True, status=401)
_numbers = count(1)


@pytest.fixture
def agent() -> Agent:
    """Of a Brand on Zendesk, whose chat takes no context."""
    brand = a_brand()
    a_provider(brand)
    return an_agent(brand)


@pytest.fixture
def on_intercom(stand_ins: StandIns) -> Agent:
    brand = a_brand()
    a_provider(brand, "intercom", secrets={"access_token": TOKEN})
    return an_agent(brand)


def started(agent: Agent, conversation: str = "") -> Handoff:
    customer = Customer(id="shopper-1", email="ada@example.com")
    consultation = a_consultation(conversation=conversation, customer=customer)
    return services.start_handoff(agent.brand, agent.pk, consultation).handoff


def delivered(agent: Agent) -> Handoff:
    handoff = started(agent)
    delivery.deliver(handoff.pk)
    return handoff


def report(handoff: Handoff, event: str, reason: str = "") -> None:
    chats.record_receipt(handoff.pk, Receipt(event, reason))


def blocked(agent: Agent, conversation: str = "") -> Handoff:
    """A customer whose browser did not open the chat."""
    handoff = started(agent, conversation)
    report(handoff, chats.FAILED, "widget_blocked")
    return handoff


def opened(agent: Agent) -> Handoff:
    handoff = delivered(agent)
    report(handoff, chats.OPENED)
    return handoff


def alarm_of(agent: Agent) -> Alarm | None:
    return watching.open_alarm(agent.brand)


def kind_of(agent: Agent) -> str:
    alarm = alarm_of(agent)
    return alarm.kind if alarm else ""


# A rejected credential


def use_token(agent: Agent, token: str) -> None:
    wanted = Configuration("intercom", secrets={"access_token": token})
    configuration.save_provider(agent.brand, wanted)


def test_a_rejected_credential_raises_an_alarm_at_once(on_intercom: Agent) -> None:
    use_token(on_intercom, WRONG_TOKEN)
    delivered(on_intercom)
    alarm = alarm_of(on_intercom)
    assert alarm
    assert (alarm.kind, alarm.provider, alarm.mailed_at) == (AlarmKind.CREDENTIALS, "intercom", None)
    assert "refused the request (401" in alarm.detail
    assert WRONG_TOKEN not in alarm.detail


@pytest.mark.parametrize(("status", "kind"), [(401, "credentials"), (403, "credentials"), (422, ""), (500, "")])
def test_only_a_refusal_of_the_credential_does(on_intercom: Agent, stand_ins: StandIns, status: int, kind: str) -> None:
    stand_ins.fail(host=INTERCOM, times=9, status=status)
    delivered(on_intercom)
    assert kind_of(on_intercom) == kind


def test_a_passed_context_clears_it(on_intercom: Agent, stand_ins: StandIns) -> None:
    stand_ins.fail(host=INTERCOM, times=1, status=401)
    delivered(on_intercom)
    assert kind_of(on_intercom) == "credentials"
    report(started(on_intercom), chats.OPENED)
    assert kind_of(on_intercom) == "credentials", "That the chat opens says nothing of the token."
    delivered(on_intercom)
    assert alarm_of(on_intercom) is None
    assert Alarm.objects.get().cleared_at


def test_once_cleared_it_may_be_raised_anew(on_intercom: Agent) -> None:
    for token in (WRONG_TOKEN, TOKEN, WRONG_TOKEN):
        use_token(on_intercom, token)
        delivered(on_intercom)
    assert kind_of(on_intercom) == "credentials"
    assert Alarm.objects.count() == 2


def test_a_test_with_a_wrong_token_is_told_on_its_own_page_alone(on_intercom: Agent) -> None:
    use_token(on_intercom, WRONG_TOKEN)
    handoff = started(on_intercom)
    Conversation.objects.update(is_test=True)
    delivery.deliver(handoff.pk)
    assert alarm_of(on_intercom) is None


def test_a_test_that_passes_the_context_proves_the_credential(on_intercom: Agent, stand_ins: StandIns) -> None:
    stand_ins.fail(host=INTERCOM, times=1, status=401)
    delivered(on_intercom)
    handoff = started(on_intercom)
    Conversation.objects.filter(handoffs=handoff).update(is_test=True)
    delivery.deliver(handoff.pk)
    assert alarm_of(on_intercom) is None


# Failures in a row


@pytest.mark.parametrize(
    ("newest_first", "alarming"),
    [
        ([], False),
        ([(1, True), (2, True)], False),
        ([(1, True), (2, True), (3, True)], True),
        ([(1, True), (2, True), (3, True), (4, False)], True),
        ([(1, True), (2, False), (3, True), (4, True)], False),
        ([(1, False), (2, True), (3, True), (4, True)], False),
        ([(1, True), (1, True), (1, True)], False),
        ([(1, True), (1, True), (2, True), (3, True)], True),
        ([(1, True), (1, False), (2, True), (3, True)], True),
        ([(1, False), (1, True), (2, True), (3, True)], False),
    ],
)
def test_three_in_a_row_of_different_conversations(newest_first: list[tuple[int, bool]], alarming: bool) -> None:
    assert watching.fails_in_a_row(newest_first) is alarming


def test_the_third_chat_that_does_not_open_raises_an_alarm(agent: Agent) -> None:
    for _ in range(2):
        blocked(agent)
        assert alarm_of(agent) is None
    blocked(agent)
    alarm = alarm_of(agent)
    assert alarm
    assert (alarm.kind, alarm.provider) == (AlarmKind.FAILURES, "zendesk")
    assert "chat widget was kept from loading" in alarm.detail


def test_one_browser_that_blocks_widgets_raises_none(agent: Agent) -> None:
    for _ in range(5):
        blocked(agent, "the same customer")
    assert alarm_of(agent) is None


def test_what_a_browser_gives_as_its_reason_is_shown_to_nobody(agent: Agent) -> None:
    for _ in range(3):
        report(started(agent), chats.FAILED, "Call +1 555 0199 to restore your account")
    alarm = alarm_of(agent)
    assert alarm
    assert alarm.detail == ""


def test_a_chat_that_opens_in_between_breaks_the_row(agent: Agent) -> None:
    blocked(agent)
    blocked(agent)
    opened(agent)
    blocked(agent)
    assert alarm_of(agent) is None


def test_a_handoff_that_is_still_on_its_way_does_not_break_the_row(agent: Agent) -> None:
    blocked(agent)
    blocked(agent)
    started(agent)
    blocked(agent)
    assert kind_of(agent) == "failures"


def test_tests_other_brands_and_other_platforms_do_not_count(agent: Agent) -> None:
    other = an_agent(a_brand())
    a_provider(other.brand)
    handoffs = [blocked(each) for each in (agent, agent, agent, agent, other, other) if alarm_of(each) is None][:4]
    assert kind_of(agent) == "failures"
    Alarm.objects.all().delete()
    Conversation.objects.filter(handoffs=handoffs[0]).update(is_test=True)
    Handoff.objects.filter(pk=handoffs[1].pk).update(provider="intercom")
    blocked(agent)
    assert alarm_of(agent) is None
    assert alarm_of(other) is None
    blocked(agent)
    assert kind_of(agent) == "failures"


def test_contexts_that_are_not_passed_count_too(on_intercom: Agent, stand_ins: StandIns) -> None:
    stand_ins.fail(host=INTERCOM, times=99, status=422)
    for _ in range(3):
        report(delivered(on_intercom), chats.OPENED)
    alarm = alarm_of(on_intercom)
    assert alarm
    assert (alarm.kind, alarm.detail) == (AlarmKind.FAILURES, "api.intercom.io refused the request (422).")


def test_customers_who_go_away_before_the_chat_opens_raise_none() -> None:
    brand = a_brand()
    a_provider(brand, settings={"summary_field_id": "123456"})
    agent = an_agent(brand)
    for _ in range(3):
        delivered(agent)
    Handoff.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert sweeping.tidy() == 3
    assert kind_of(agent) == ""


def test_an_opened_chat_clears_it_and_the_old_failures_count_no_more(agent: Agent) -> None:
    for _ in range(3):
        blocked(agent)
    opened(agent)
    assert alarm_of(agent) is None
    blocked(agent)
    assert alarm_of(agent) is None


def test_a_chat_opened_in_a_test_clears_no_failures(agent: Agent) -> None:
    for _ in range(3):
        blocked(agent)
    handoff = delivered(agent)
    Conversation.objects.filter(handoffs=handoff).update(is_test=True)
    report(handoff, chats.OPENED)
    assert kind_of(agent) == "failures"


def test_a_chat_whose_context_is_still_on_its_way_proves_nothing(on_intercom: Agent, stand_ins: StandIns) -> None:
    stand_ins.fail(host=INTERCOM, times=3, status=422)
    for _ in range(3):
        delivered(on_intercom)
    handoff = started(on_intercom)
    report(handoff, chats.OPENED)
    assert kind_of(on_intercom) == "failures"
    delivery.deliver(handoff.pk)
    assert alarm_of(on_intercom) is None


# One at a time


def test_a_second_cause_changes_nothing_but_a_rejected_credential_explains_more(agent: Agent) -> None:
    for _ in range(3):
        blocked(agent)
    first = Alarm.objects.get()
    handoff = started(agent)
    watching.note_rejection(handoff, REJECTED)
    sharpened = Alarm.objects.get()
    assert (sharpened.kind, sharpened.detail) == (AlarmKind.CREDENTIALS, str(REJECTED))
    assert sharpened.raised_at == first.raised_at
    for _ in range(3):
        blocked(agent)
    assert Alarm.objects.get().kind == AlarmKind.CREDENTIALS


@pytest.mark.django_db(transaction=True)
def test_workers_that_see_it_at_once_raise_one_alarm(agent: Agent) -> None:
    handoffs = [started(agent) for _ in range(6)]

    def note(handoff: Handoff) -> None:
        try:
            with scopes.brand(handoff.brand_id):
                watching.note_rejection(handoff, REJECTED)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(note, handoffs))
    assert Alarm.objects.count() == 1


@contextmanager
def no_alarms_can_be_stored() -> Iterator[None]:
    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if "handoff_alarm" in sql:
            raise OperationalError(SECRET)
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


def test_an_alarm_that_cannot_be_raised_or_cleared_disturbs_no_handoff(
    on_intercom: Agent, stand_ins: StandIns, caplog: pytest.LogCaptureFixture
) -> None:
    stand_ins.fail(host=INTERCOM, times=1, status=401)
    with no_alarms_can_be_stored():
        rejected, passed = delivered(on_intercom), delivered(on_intercom)
        report(passed, chats.OPENED)
    assert Handoff.objects.get(pk=rejected.pk).context_status == "failed"
    assert Handoff.objects.get(pk=passed.pk).chat_status == "opened"
    assert alarm_of(on_intercom) is None
    assert "Alarm about" in caplog.text
    assert SECRET not in caplog.text


# The merchant mends it


@pytest.mark.parametrize(
    ("wanted", "cleared"),
    [
        (Configuration("intercom", secrets={"access_token": "another-long-token"}), True),
        (Configuration("intercom", settings={"region": "eu"}), True),
        (Configuration("zendesk"), True),
        (Configuration(""), True),
        (Configuration("intercom", secrets={"access_token": TOKEN}), False),
        (Configuration("intercom", "Europe/Berlin", hours_restricted=True), False),
    ],
    ids=["a new token", "another region", "another platform", "none", "the same token", "other hours"],
)
def test_changing_how_the_platform_is_reached_clears_it(
    on_intercom: Agent, stand_ins: StandIns, wanted: Configuration, cleared: bool
) -> None:
    stand_ins.fail(host=INTERCOM, times=1, status=401)
    delivered(on_intercom)
    other = Alarm.objects.create(
        brand=a_brand(), kind=AlarmKind.CREDENTIALS, provider="intercom", raised_at=timezone.now()
    )
    configuration.save_provider(on_intercom.brand, wanted)
    assert (alarm_of(on_intercom) is None) is cleared
    assert watching.open_alarm(other.brand) == other


def test_what_is_left_of_a_platform_that_was_given_up_raises_none(on_intercom: Agent) -> None:
    handoffs = [started(on_intercom) for _ in range(3)]
    configuration.save_provider(on_intercom.brand, Configuration("zendesk"))
    for handoff in handoffs:
        delivery.deliver(handoff.pk)
        report(handoff, chats.FAILED, "widget_blocked")
    assert alarm_of(on_intercom) is None


# What people read


@pytest.mark.parametrize("slug", [slug for slug, _ in registry.choices()])
@pytest.mark.parametrize("kind", AlarmKind.values)
def test_each_platform_s_alarm_says_how_to_mend_it(kind: str, slug: str) -> None:
    words = alarm_words.words_of(kind, slug)
    platform = registry.provider_class(slug)
    assert words.headline == f"Handoffs to {platform.label} are failing"
    assert platform.label in words.what
    assert len(words.steps) > 1
    assert all(step.endswith(".") for step in words.steps)


def test_a_rejected_token_is_mended_where_the_platform_keeps_it() -> None:
    words = alarm_words.words_of("credentials", "intercom")
    assert words.steps[0].startswith("Make a new access token. In Intercom: Settings > ")
    assert "Paste it in Platform Services, and save." in words.steps


def test_a_platform_that_is_no_more_has_words_too() -> None:
    assert alarm_words.words_of("failures", "gone").headline == "Handoffs to your platform are failing"


# The pages


@pytest.mark.parametrize("address", ["/admin/", "/admin/handoff/supportprovider/"])
def test_an_admin_reads_on_the_pages_what_happened_and_how_to_mend_it(address: str) -> None:
    alarm = an_alarm(detail="It said <b>401</b>")
    shown = a_client_of(alarm.brand).get(address, follow=True).content.decode()
    assert "Handoffs to Intercom are failing" in shown
    assert "It said &lt;b&gt;401&lt;/b&gt;." in shown
    assert "Make a new access token. In Intercom: Settings &gt;" in shown
    watching.clear(alarm.brand.pk)
    assert "are failing" not in a_client_of(alarm.brand).get(address, follow=True).content.decode()


def test_who_cannot_mend_it_is_sent_to_an_admin() -> None:
    alarm = an_alarm()
    shown = a_client_of(alarm.brand, Role.VIEWER).get("/admin/").content.decode()
    assert "Handoffs to Intercom are failing" in shown
    assert "Ask an admin of your Brand to mend it." in shown
    assert "Make a new access token" not in shown


def test_another_brand_reads_nothing_of_it() -> None:
    an_alarm()
    assert "are failing" not in a_client_of(a_brand()).get("/admin/").content.decode()


# The e-mail


@pytest.fixture
def mail_server(settings: Any) -> Any:
    settings.EMAIL_URL = "smtp://mail.example"
    return settings


def a_member(brand: Brand, role: Role = Role.ADMIN, **fields: Any) -> User:
    name = f"person{next(_numbers)}"
    own = {"username": name, "email": f"{name}@example.com", "is_staff": True, **fields}
    user = User.objects.create_user(**own)
    Membership.objects.create(user=user, brand=brand, role=role)
    return user


def an_alarm(brand: Brand | None = None, **fields: Any) -> Alarm:
    now = timezone.now()
    known = {"kind": AlarmKind.CREDENTIALS, "provider": "intercom", "detail": str(REJECTED), "raised_at": now}
    return Alarm.objects.create(**{"brand": brand or a_brand(), "mail_due_at": now, **known, **fields})


def mailed(alarm: Alarm) -> bool:
    alarm.refresh_from_db()
    return alarm.mailed_at is not None


def test_each_admin_of_the_brand_is_told_apart(mail_server: Any, mailoutbox: list[EmailMessage]) -> None:
    alarm = an_alarm()
    told = [a_member(alarm.brand), a_member(alarm.brand, is_superuser=True)]
    a_member(alarm.brand, Role.AUTHOR)
    a_member(alarm.brand, Role.VIEWER)
    a_member(alarm.brand, is_active=False)
    a_member(alarm.brand, is_staff=False)
    a_member(alarm.brand, email="")
    a_member(alarm.brand, email=told[0].email.upper())
    a_member(a_brand())
    User.objects.create_superuser("operator", "operator@example.com")
    alarm_mail.send(alarm.pk)
    assert [message.recipients() for message in mailoutbox] == [[user.email] for user in told]
    assert all(not message.cc and not message.bcc for message in mailoutbox)
    assert mailed(alarm)


def test_the_e_mail_says_what_happened_and_how_to_mend_it(mail_server: Any, mailoutbox: list[EmailMessage]) -> None:
    mail_server.PUBLIC_URL = "https://handoff.example"
    brand = a_brand("Tom & Jerry's <Shop>")
    a_provider(brand, "intercom", secrets={"access_token": TOKEN}, timezone="Europe/Berlin")
    a_member(brand)
    alarm_mail.send(an_alarm(brand).pk)
    [message] = mailoutbox
    assert message.subject == "Handoffs to Intercom are failing"
    assert "Tom & Jerry's <Shop>" in message.body
    assert "refused the request (401)" in message.body
    assert "1. Make a new access token. In Intercom: Settings > " in message.body
    assert "https://handoff.example/admin/handoff/supportprovider/" in message.body
    assert "(Europe/Berlin)" in message.body
    assert TOKEN not in message.body
    assert "\n\n\n" not in message.body


def test_without_a_known_address_it_has_no_link(mail_server: Any, mailoutbox: list[EmailMessage]) -> None:
    mail_server.PUBLIC_URL = ""
    alarm = an_alarm()
    a_member(alarm.brand)
    alarm_mail.send(alarm.pk)
    assert "Platform Services" in mailoutbox[0].body
    assert "/admin/" not in mailoutbox[0].body


def test_without_a_mail_server_nothing_is_tried(settings: Any, mailoutbox: list[EmailMessage]) -> None:
    settings.EMAIL_URL = ""
    alarm = an_alarm()
    a_member(alarm.brand)
    assert list(sweeping.alarms_to_mail()) == []
    alarm_mail.send(alarm.pk)
    assert (mailoutbox, mailed(alarm)) == ([], False)


def test_it_is_sent_once_however_often_it_is_asked_for(mail_server: Any, mailoutbox: list[EmailMessage]) -> None:
    alarm = an_alarm()
    a_member(alarm.brand)
    assert list(sweeping.alarms_to_mail()) == [alarm.pk]
    for _ in range(3):
        tasks.mail_alarm(alarm.pk)
    call_command("sweep")
    assert len(mailoutbox) == 1
    assert list(sweeping.alarms_to_mail()) == []


def test_the_sweep_command_sends_it_without_a_worker(mail_server: Any, mailoutbox: list[EmailMessage]) -> None:
    a_member(an_alarm().brand)
    call_command("sweep")
    assert len(mailoutbox) == 1


def test_a_brand_gets_one_e_mail_an_hour(mail_server: Any, mailoutbox: list[EmailMessage]) -> None:
    now = timezone.now()
    lately = an_alarm(mailed_at=now - timedelta(minutes=50), cleared_at=now)
    a_member(lately.brand)
    alarm = an_alarm(lately.brand)
    assert list(sweeping.alarms_to_mail()) == []
    alarm_mail.send(alarm.pk)
    assert mailoutbox == []
    Alarm.objects.filter(pk=lately.pk).update(mailed_at=now - timedelta(minutes=61))
    call_command("sweep")
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"cleared_at": timezone.now()},
        {"raised_at": timezone.now() - timedelta(minutes=61)},
        {"mail_due_at": timezone.now() + timedelta(hours=9)},
    ],
    ids=["cleared", "an hour old", "not due"],
)
def test_what_is_not_to_be_told_now_is_not(
    mail_server: Any, mailoutbox: list[EmailMessage], fields: dict[str, Any]
) -> None:
    alarm = an_alarm(**fields)
    a_member(alarm.brand)
    alarm_mail.send(alarm.pk)
    assert mailoutbox == []


class _Mail(socketserver.StreamRequestHandler):
    """As much of a mail server as a client asks for. It refuses whomever it does not know."""

    def handle(self) -> None:
        self._say("220 here")
        answers = {"RCPT": self._recipient, "DATA": self._text}
        for line in self.rfile:
            word = line[:4].decode().upper()
            self._say(answers.get(word, lambda line: "250 well")(line.decode()))
            if word == "QUIT":
                return

    def _recipient(self, line: str) -> str:
        return "550 who" if "unknown" in line else "250 well"

    def _text(self, line: str) -> str:
        self._say("354 go on")
        text = "".join(iter(lambda: self.rfile.readline().decode(), ".\r\n"))
        self.server.texts.append(text)  # type: ignore[attr-defined]
        return "250 well"

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@pytest.fixture
def real_mail_server(mail_server: Any) -> Iterator[list[str]]:
    """What it took."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server:
        texts: list[str] = []
        server.texts = texts  # type: ignore[attr-defined]
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        mail_server.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        mail_server.EMAIL_HOST, mail_server.EMAIL_PORT = server.server_address
        yield texts
        server.shutdown()


def test_an_address_that_is_refused_keeps_nobody_else_from_being_told(real_mail_server: list[str]) -> None:
    alarm = an_alarm()
    a_member(alarm.brand, email="unknown@example.com")
    told = a_member(alarm.brand)
    alarm_mail.send(alarm.pk)
    [text] = real_mail_server
    assert f"To: {told.email}" in text
    assert "unknown" not in text
    assert mailed(alarm)


def test_where_every_address_is_refused_it_is_tried_again(real_mail_server: list[str]) -> None:
    alarm = an_alarm()
    a_member(alarm.brand, email="unknown@example.com")
    alarm_mail.send(alarm.pk)
    assert (real_mail_server, mailed(alarm)) == ([], False)
    assert alarm.mail_due_at
    assert alarm.mail_due_at > timezone.now() + timedelta(minutes=4)


def test_a_dead_mail_server_disturbs_nothing_and_is_tried_again(
    mail_server: Any, caplog: pytest.LogCaptureFixture, mailoutbox: list[EmailMessage]
) -> None:
    working = mail_server.EMAIL_BACKEND
    mail_server.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    mail_server.EMAIL_HOST, mail_server.EMAIL_PORT = "127.0.0.1", free_port()
    mail_server.EMAIL_HOST_PASSWORD = SECRET
    alarm = an_alarm()
    user = a_member(alarm.brand)
    with caplog.at_level(logging.DEBUG):
        call_command("sweep")
    assert not mailed(alarm)
    assert list(sweeping.alarms_to_mail()) == [], "Not at once."
    assert "No e-mail about alarm" in caplog.text
    assert not any(secret in caplog.text for secret in (SECRET, user.email))
    mail_server.EMAIL_BACKEND = working
    Alarm.objects.update(mail_due_at=timezone.now() - timedelta(seconds=1))
    call_command("sweep")
    assert len(mailoutbox) == 1
    assert mailed(alarm)

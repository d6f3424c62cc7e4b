"""What a page or a mail about a fault shows: where it happened, and nothing that the code held then."""

from __future__ import annotations

import logging
import sys
from typing import Any

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter

from handoff import notices
from handoff.configuration import Configuration
from handoff_project.logs import HideLinkTokens
from tests.builders import a_brand, a_notice_source
from tests.notice_senders import gorgias

# Put together here: a report shows lines of the source.
CANARY = "-".join(["canary", "that", "the", "code", "held"])


def failing(secret: str) -> None:
    held = {"in a dict": secret}
    raise RuntimeError(f"{len(held)} failed")


def reported(path: str = "/") -> str:
    request = RequestFactory().post(path, {"access_token": CANARY, "comment": f"{CANARY}-posted"})
    try:
        failing(CANARY)
    except RuntimeError:
        reporter = ExceptionReporter(request, *sys.exc_info())
    return reporter.get_traceback_text() + reporter.get_traceback_html()


def test_no_report_holds_a_local_variable_or_what_was_posted(settings: Any) -> None:
    settings.DEBUG = False
    told = reported()
    assert "failing" in told
    assert "RuntimeError" in told
    assert CANARY not in told


def test_a_developer_sees_variables(settings: Any) -> None:
    settings.DEBUG = True
    assert CANARY in reported()


@pytest.mark.parametrize("debug", [True, False])
def test_no_report_holds_a_password_of_the_settings(settings: Any, debug: bool) -> None:
    settings.DEBUG = debug
    password = "canary-in-a-setting"
    settings.EMAIL_URL = f"smtp://me:{password}@mail.example"
    settings.CELERY_BROKER_URL = settings.REDIS_URL = f"redis://:{password}@redis.example"
    settings.CACHES = {**settings.CACHES, "other": {"BACKEND": "x", "LOCATION": f"redis://:{password}@redis"}}
    settings.FIELD_ENCRYPTION_KEYS, settings.SECRET_KEY_FALLBACKS = [password], [password]
    settings.OPENAI_API_KEY = settings.METRICS_TOKEN = settings.EMAIL_HOST_PASSWORD = password
    assert password not in reported()


@pytest.mark.django_db
def test_a_mail_about_a_fault_behind_the_webhooks_door_holds_no_secret(settings: Any, monkeypatch: Any) -> None:
    settings.ADMINS, settings.DEBUG = [("Ops", "ops@example.com")], False

    def fails(brand: Any, platform: str, told: Any) -> None:
        raise RuntimeError("went wrong")

    monkeypatch.setattr(notices, "_ACTS", {"closed": fails})
    source = a_notice_source(a_brand(), "gorgias", CANARY)
    handler = AdminEmailHandler(include_html=True)
    logger = logging.getLogger("handoff")
    logger.addHandler(handler)
    try:
        gorgias("7", CANARY).to(f"/webhooks/v1/gorgias/{source.address}/", Client(raise_request_exception=False))
    finally:
        logger.removeHandler(handler)
    assert mail.outbox
    told = "".join(str(message.message()) for message in mail.outbox)
    assert CANARY not in told


def test_what_a_merchant_saves_does_not_show_itself() -> None:
    assert CANARY not in repr(Configuration("intercom", secrets={"access_token": CANARY}))


@pytest.mark.parametrize(
    "message",
    [
        f"POST /webhooks/v1/zendesk/{CANARY}/ 401",
        f"/storefront/v1/launches/{CANARY}/receipts/",
        f"?next=%2Fwebhooks%2Fv1%2Fintercom%2F{CANARY}%2F",
    ],
)
def test_an_address_that_opens_something_is_cut_out_of_each_line(message: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "x", 1, "%s", (message,), None)
    HideLinkTokens().filter(record)
    assert CANARY not in record.getMessage()
    assert "…" in record.getMessage()

"""One whole day of a Brand, with canaries for secrets and for what a customer said: everything that may go wrong does.

A merchant enters credentials and tries them; handoffs start, and the platform rejects each and repeats the credentials
in its error; the model's server repeats its key; an alarm is mailed; somebody walks through every page that a link
leads to. `full_run` returns all that was answered, logged, published and mailed. What was stored is there to be seen.
"""

from __future__ import annotations

import json
import logging
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core import mail
from django.test import Client

from agents.models import Brand
from handoff import delivery, sweeping
from handoff.alarms import alarm_mail
from handoff.models import CircuitBreaker, Handoff, HandoffTrial
from handoff.trials import credential_check
from tests import canaries, test_llm
from tests.admin_builders import a_person, provider_post, provider_url
from tests.builders import a_brand, an_agent, an_api_key
from tests.notice_senders import intercom
from tests.providers.sockets import serving

# In letters alone, so that it could pass for a platform's short code of an error.
TOKEN = "canarytokenofthemerchantabcdefg"
NOTICE_SECRET = "canary-secret-of-the-webhook-51f0"
MODEL_KEY = "sk-canary-key-of-the-model-93ab77"
MAIL_PASSWORD = "canary-password-of-the-mail-server"
SECRETS = {
    "the platform's token": TOKEN,
    "the webhook's secret": NOTICE_SECRET,
    "the model's key": MODEL_KEY,
    "the mail server's password": MAIL_PASSWORD,
}
# Of a customer: stored with the conversation and shown to the team, and nowhere else.
EMAIL = "canary.person@example.com"
CARD = "4111 1111 1111 1111"
WORDS = "CanaryWordsOfTheCustomer"
PHONE = "+49 30 99887766"
CUSTOMERS = {"the e-mail address": EMAIL, "the card number": CARD, "the words": WORDS, "the phone number": PHONE}
# What would begin a line of its own in a log, colour it or turn it around.
MARKS = ("\r", "\n", "\x1b", "\u202e", "\u2066", "\x00")
_LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
_MOST_PAGES = 120


@dataclass
class Run:
    """`shown_once`: what was told to whom it belongs, and must be nowhere else."""

    brand: Brand
    answers: canaries.Texts = field(default_factory=dict)
    log: str = ""
    messages: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    shown_once: dict[str, str] = field(default_factory=dict)
    pages: int = 0

    def told(self) -> canaries.Texts:
        """All that left the process, but for the database."""
        apart = {"the log": self.log, "Celery": "\n".join(self.messages), "e-mails": "\n".join(self.mails)}
        return {**self.answers, **apart}


@contextmanager
def an_echoing_platform() -> Iterator[str]:
    """Rejects everything, and repeats in each way that it has what it was sent."""

    def reject(connection: socket.socket) -> None:
        asked = server.requests[-1].decode("latin-1")
        head, _, body = asked.partition("\r\n\r\n")
        token = re.findall(r"(?im)^authorization: \w+ (.*)$", head)
        words = {"errors": [{"code": token[0].strip() if token else "unauthorized", "message": f"{head} {body}"}]}
        said = json.dumps({**words, "error": token, "description": asked}).encode()
        connection.sendall(f"HTTP/1.1 401 {TOKEN}\r\nContent-Length: {len(said)}\r\n\r\n".encode() + said)

    with serving(reject) as server:
        yield server.url


def full_run(settings: Any) -> Run:
    """`settings`: pytest-django's. The database and the cache are those of the test."""
    settings.OPENAI_API_KEY, settings.EMAIL_HOST_PASSWORD = MODEL_KEY, MAIL_PASSWORD
    settings.EMAIL_URL = f"smtp://mailer:{MAIL_PASSWORD}@127.0.0.1:1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    # As in production: what is printed with DEBUG is a developer's own.
    settings.DEBUG = False
    run = Run(a_brand("Canary Brand"))
    refused = test_llm.replies(
        401, {"error": {"message": f"Incorrect API key provided: {MODEL_KEY}", "code": MODEL_KEY}}
    )
    with (
        an_echoing_platform() as platform,
        test_llm.serving(responses=refused, completions=refused) as model,
        canaries.logged() as log,
        canaries.published() as run.messages,
    ):
        settings.STAND_IN_URL, settings.OPENAI_BASE_URL = platform, model.base_url
        _work(run)
        _look(run)
        _forge(run)
    run.log = log.getvalue()
    run.mails = [str(message.message()) for message in mail.outbox]
    return run


def _work(run: Run) -> None:
    admin = _admin(run)
    _configure(run, admin)
    _try_credentials(run, admin)
    handoffs = [_hand_off(run, number) for number in range(3)]
    for handoff in handoffs:
        delivery.deliver(handoff)
        CircuitBreaker.objects.update(open_until=None)
    for alarm in sweeping.alarms_to_mail():
        alarm_mail.send(alarm)


def _admin(run: Run) -> Client:
    client = canaries.RecordingClient(run.answers, raise_request_exception=False)
    client.force_login(a_person(run.brand))
    return client


def _configure(run: Run, admin: Client) -> None:
    url = provider_url(run.brand)
    # First refused, then saved: both answers hold nothing of it.
    for region in ("nowhere", "eu"):
        fields = {"intercom-access_token": TOKEN, "intercom-region": region, "intercom-admin_id": "5017691"}
        admin.post(url, provider_post(kind="intercom", **fields))
    notices = url.replace("/change/", "/notices/")
    admin.post(notices, {"act": "on"})
    admin.post(notices, {"act": "enter", "notice_secret": f"{NOTICE_SECRET} with spaces"})
    admin.post(notices, {"act": "enter", "notice_secret": NOTICE_SECRET})
    source = run.brand.notice_sources.get()
    run.shown_once["the webhook's address"] = source.address
    for secret in (NOTICE_SECRET, f"{NOTICE_SECRET}x"):
        intercom("7", secret).to(f"/webhooks/v1/intercom/{source.address}/")


def _try_credentials(run: Run, admin: Client) -> None:
    agent = an_agent(run.brand, "Canary Agent")
    admin.get("/admin/handoff/handofftrial/new/")
    admin.post("/admin/handoff/handofftrial/new/", {"agent": str(agent.pk), "conversation": "sample"})
    trial = HandoffTrial.objects.latest("created_at")
    credential_check.check(trial.pk)


def _hand_off(run: Run, number: int) -> Any:
    agent = run.brand.agents.first()
    key = an_api_key(run.brand, name=f"Canary key {number}")
    runtime = canaries.RecordingClient(
        run.answers, raise_request_exception=False, headers={"authorization": f"Api-Key {key}"}
    )
    said = f"{WORDS}: I am {EMAIL}, {PHONE}, and my card is {CARD}. I want to talk to a human!"
    body = {
        "conversation": f"canary-{number}",
        "transcript": [{"role": "customer", "text": said}],
        "customer": {"id": f"person-{number}", "email": EMAIL, "phone": PHONE},
    }
    path = f"/api/v1/agents/{agent.pk}/handoffs/"
    runtime.post(path, json.dumps(body)[:-1], "application/json")
    answer = runtime.post(path, json.dumps(body), "application/json", headers={"idempotency-key": key[-12:]})
    started = answer.json()
    run.shown_once[f"API key {number}"] = key
    run.shown_once[f"launch token {number}"] = started["launch_token"]
    # What it belongs to may know it; nobody else.
    run.answers = {place: text.replace(started["launch_token"], "") for place, text in run.answers.items()}
    Client().get(f"/storefront/v1/launches/{started['launch_token']}/")
    return Handoff.objects.get(pk=started["id"]).pk


def _forge(run: Run) -> None:
    """Whatever a sender may write is a value in a line of the log, and no line."""
    line = "".join(f"x{mark}forged ERROR" for mark in MARKS)
    client = Client(raise_request_exception=False, headers={"user-agent": line, "x-request-id": line})
    client.get("/admin/", headers={"host": line})
    client.get(f"/api/v1/{line}/")
    client.post("/admin/login/", {"username": line, "password": line})
    logging.getLogger("handoff").warning("%s asked for %s", line, line)


def _look(run: Run) -> None:
    """Every page that a link leads to, histories, exports, and pages that are not there."""
    admin, waiting, seen = _admin(run), ["/admin/", "/api/docs/", "/api/schema/", "/healthz", "/readyz"], set[str]()
    waiting += [f"/admin/handoff/handoff/{pk}/history/" for pk in Handoff.objects.values_list("pk", flat=True)]
    waiting += [
        provider_url(run.brand).replace("/change/", "/history/"),
        "/admin/handoff/handoff/export/",
        "/admin/no/",
    ]
    while waiting and len(seen) < _MOST_PAGES:
        url = waiting.pop(0).replace("&amp;", "&")
        if url in seen or "logout" in url or url.startswith("/static/"):
            continue
        seen.add(url)
        before = set(run.answers)
        admin.get(url)
        for place in set(run.answers) - before:
            waiting += _LINK.findall(run.answers[place])
    run.pages = len(seen)

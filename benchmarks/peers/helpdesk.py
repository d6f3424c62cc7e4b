"""django-helpdesk (BSD): a ticket through its REST API, with and without the mail that it writes for the customer."""

from __future__ import annotations

import json
import secrets
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers.environments import Environment
from benchmarks.peers.rivals import REQUESTS, Rival, Running, as_text, database
from benchmarks.serving.contenders import ASKING_FOR_PEOPLE, CUSTOMER, Contender
from benchmarks.serving.installation import WEB_THREADS, Installation
from benchmarks.serving.pinned import SERVER
from devtools.services import answers, free_port
from devtools.stages import clean_environ
from faults.processes import Program, run

NAME = "django-helpdesk"
# Its Django, server and driver are those that the product runs on here.
SHARED = ("django", "djangorestframework", "gunicorn", "psycopg[binary]")
PINS = ("django-helpdesk==2.6.1", *(f"{name}=={version(name.partition('[')[0])}" for name in SHARED))
ENVIRONMENT = Environment("django-helpdesk", PINS)
TICKET, MAILED = "django-helpdesk, a ticket", "django-helpdesk, and its mail"
SITE = Path(__file__).parent / "helpdesk_site"
QUEUE, PRIORITY = 1, 3
KEPT = "SELECT description FROM helpdesk_ticket WHERE title = %s"


def rivals(installation: Installation, python: Path) -> list[Rival]:
    url, token = database(installation, "helpdesk"), secrets.token_hex(20)
    environ = {
        **clean_environ(),
        "PYTHONPATH": str(SITE),
        "DJANGO_SETTINGS_MODULE": "settings",
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_urlsafe(48),
    }
    fixture = installation.folder / "helpdesk.json"
    fixture.write_text(json.dumps(first_rows(token)))
    for command in (["migrate"], ["loaddata", str(fixture)]):
        run([str(python), "-m", "django", *command, "--verbosity", "0"], installation.folder, environ)
    server = _server(installation, python, environ)
    return [Rival(server, contender, url, KEPT) for contender in contenders(token)]


def first_rows(token: str) -> list[dict[str, object]]:
    """Whoever owns the token may write tickets; and a queue for them."""
    user = {"username": "runtime", "password": "!", "is_staff": True, "is_superuser": True}
    return [
        {"model": "auth.user", "pk": 1, "fields": user},
        {"model": "authtoken.token", "pk": token, "fields": {"user": 1, "created": "2026-01-01T00:00:00Z"}},
        {"model": "helpdesk.queue", "pk": QUEUE, "fields": {"title": "Support", "slug": "support"}},
    ]


def contenders(token: str) -> list[Contender]:
    headers = {"Authorization": f"Token {token}"}
    bodies = [(TICKET, ticket), (MAILED, mailed)]
    return [Contender(name, "/api/tickets/", 201, REQUESTS, body, headers) for name, body in bodies]


def ticket(conversation: str) -> dict[str, object]:
    """Nobody is written to where the ticket names no address: who asked is told in its text."""
    customer = "\n".join(f"{name}: {value}" for name, value in CUSTOMER.items())
    description = f"{customer}\n\n{as_text(ASKING_FOR_PEOPLE)}"
    return {"queue": QUEUE, "title": conversation, "description": description, "priority": PRIORITY}


def mailed(conversation: str) -> dict[str, object]:
    return {**ticket(conversation), "submitter_email": CUSTOMER["email"]}


def _server(installation: Installation, python: Path, environ: dict[str, str]) -> Running:
    """As the product's own is run."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", str(WEB_THREADS), "--keep-alive", "75"]
    served = ["django.core.wsgi:get_wsgi_application()", *options, "--no-control-socket", "--timeout", "60"]
    command = [str(python), "-m", "gunicorn", *served]
    folder, log = installation.folder, installation.folder / "helpdesk.log"
    program = Program("helpdesk", command, folder, log, environ, lambda: answers(port))
    return Running(url, installation.run(program, SERVER), installation.postgres)

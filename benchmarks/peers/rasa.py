"""Rasa Open Source (Apache 2.0) with its SQL tracker store, on the product's PostgreSQL.

Its bot has no model to run: words for a person are found by their letters, and one rule answers.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.peers.environments import Environment
from benchmarks.peers.rivals import REQUESTS, Rival, Running, as_text, database
from benchmarks.serving.contenders import ASKING_FOR_PEOPLE, CUSTOMER, Contender
from benchmarks.serving.installation import Installation
from benchmarks.serving.pinned import SERVER
from devtools.services import answers, free_port
from devtools.stages import clean_environ
from faults.processes import Program, run

NAME = "Rasa"
# The last line of Rasa Open Source, and the last Python that it knows. It imports setuptools' pkg_resources.
ENVIRONMENT = Environment("rasa", ("rasa==3.6.21", "setuptools==70.3.0"), line="3.10")
MESSAGE, EVENTS = "Rasa, a message", "Rasa, ten events"
BOT = Path(__file__).parent / "rasa_bot"
KEPT = "SELECT string_agg(data::json ->> 'text', ' ') FROM events WHERE sender_id = %s"
KINDS = {"customer": "user", "agent": "bot"}
# Nobody has looked for an intent in it.
UNREAD: dict[str, object] = {"intent": {}, "entities": []}


def rivals(installation: Installation, python: Path) -> list[Rival]:
    url, folder = database(installation, "rasa"), installation.folder / "rasa"
    shutil.copytree(BOT, folder)
    (folder / "endpoints.yml").write_text(json.dumps({"tracker_store": tracker_store(url)}))
    environ = {**clean_environ(), "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    run([str(python), "-m", "rasa", "train", "--fixed-model-name", "bot"], folder, environ)
    server = _server(installation, python, folder, environ)
    return [Rival(server, contender, url, KEPT) for contender in contenders()]


def tracker_store(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    names = {"username": parts.username, "password": parts.password, "db": parts.path.lstrip("/")}
    return {"type": "SQL", "dialect": "postgresql", "url": parts.hostname, "port": parts.port, **names}


def contenders() -> list[Contender]:
    """Neither door asks for a key."""
    events = "/conversations/{conversation}/tracker/events?include_events=NONE"
    return [
        Contender(MESSAGE, "/webhooks/rest/webhook", 200, REQUESTS, message),
        Contender(EVENTS, events, 200, REQUESTS, ten_events),
    ]


def message(conversation: str) -> dict[str, object]:
    """The whole transcript as what the customer says, since the channel takes one text."""
    return {"sender": conversation, "message": as_text(ASKING_FOR_PEOPLE), "metadata": CUSTOMER}


def ten_events(conversation: str) -> list[dict[str, object]]:
    """Kept as they are: nothing is decided."""
    return [{"event": KINDS[turn["role"]], "text": turn["text"], "parse_data": UNREAD} for turn in ASKING_FOR_PEOPLE]


def _server(installation: Installation, python: Path, folder: Path, environ: dict[str, str]) -> Running:
    url = f"http://127.0.0.1:{(port := free_port())}"
    options = ["--enable-api", "--interface", "127.0.0.1", "--port", str(port), "--model", "models/bot.tar.gz"]
    command = [str(python), "-m", "rasa", "run", *options, "--credentials", "credentials.yml"]
    program = Program("rasa", command, folder, folder / "rasa.log", environ, lambda: answers(port))
    return Running(url, installation.run(program, SERVER), installation.postgres)

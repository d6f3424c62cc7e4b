"""The product on PostgreSQL and Redis of its own, each at the end of a cable; gunicorn serves it as in production."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from redis import Redis

from demo.child import ROOT, free_port, wait_until_answers
from devtools import services
from devtools.environment import Environment
from devtools.stages import clean_environ
from tests import builders
from tests.cable import Cable, cable_to

SEED = "from demo import seed; print(seed.seed(1).api_key)"
PYTHON = [sys.executable]
MANAGE = [*PYTHON, "manage.py"]
CLIENT_SECONDS = 60.0
START_SECONDS = 120.0


@dataclass(frozen=True)
class Product:
    url: str
    client: httpx2.Client
    agent: str
    environ: Mapping[str, str]
    messages: Redis
    database: Cable
    redis: Cable
    model: Cable

    def ask(self, door: str, **fields: Any) -> httpx2.Response:
        """With a body of its own, as `decisions/` and `handoffs/` take it."""
        return self.client.post(f"/api/v1/agents/{self.agent}/{door}", json=builders.a_body(**fields))

    def launch(self, token: str) -> httpx2.Response:
        return self.client.get(f"/storefront/v1/launches/{token}/")

    def opened(self, token: str) -> httpx2.Response:
        return self.client.post(f"/storefront/v1/launches/{token}/receipts/", json={"event": "opened"})

    def handoff(self, handoff_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/api/v1/handoffs/{handoff_id}/").json()
        return found

    def sweep(self) -> None:
        """As cron does: with neither Redis nor a worker."""
        manage(self.environ, "sweep")

    def deliver(self, handoff_id: str) -> None:
        """As a worker does, with this one alone."""
        manage(self.environ, "shell", "-c", f"from handoff import tasks; tasks.deliver('{handoff_id}')")

    def wake_ups(self) -> int:
        """How many messages wait in Redis; nobody takes them here."""
        lists = [key for key in self.messages.scan_iter() if self.messages.type(key) == b"list"]
        return sum(int(self.messages.llen(key)) for key in lists)

    def works_again(self) -> None:
        """A process that has lost its connections makes new ones by itself."""
        assert self.ask("decisions/").status_code == 200
        assert self.ask("handoffs/").status_code == 201


def manage(environ: Mapping[str, str], *words: str) -> str:
    done = subprocess.run([*MANAGE, *words], cwd=ROOT, env=environ, check=True, capture_output=True, text=True)
    return done.stdout


def timed(response: httpx2.Response) -> float:
    return response.elapsed.total_seconds()


@contextmanager
def running_product(folder: Path, stand_in_url: str) -> Iterator[Product]:
    with ExitStack() as parts:
        stack = parts.enter_context(services.stack(Environment()))
        database, redis = (parts.enter_context(cable_to(url)) for url in (stack.database_url, stack.redis_url))
        model = parts.enter_context(cable_to("http://127.0.0.1"))
        environ = {
            **clean_environ(),
            "DATABASE_URL": database.address(stack.database_url),
            "REDIS_URL": redis.address(stack.redis_url),
            "LOCAL_DIR": str(folder),
            "STAND_IN_URL": stand_in_url,
            "OPENAI_API_KEY": "sk-of-nobody",
            "OPENAI_BASE_URL": model.address("http://127.0.0.1/v1"),
            "OPENAI_SUMMARY_BUDGET_SECONDS": "2",
        }
        manage(environ, "migrate", "--verbosity", "0")
        key = manage(environ, "shell", "--verbosity", "0", "-c", SEED).split()[-1]
        url = parts.enter_context(gunicorn(environ, folder))
        headers = {"Authorization": f"Api-Key {key}"}
        client = httpx2.Client(base_url=url, headers=headers, trust_env=False, timeout=CLIENT_SECONDS)
        parts.enter_context(client)
        messages = parts.enter_context(Redis.from_url(stack.redis_url))
        yield Product(url, client, agent_of(client), environ, messages, database, redis, model)


def agent_of(client: httpx2.Client) -> str:
    """One that may hand off."""
    agents = client.get("/api/v1/agents/").json()["results"]
    [agent] = [str(agent["id"]) for agent in agents if agent["name"] == "Shop assistant"]
    return agent


@contextmanager
def gunicorn(environ: Mapping[str, str], folder: Path) -> Iterator[str]:
    port = free_port()
    options = [
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
        "--threads",
        "8",
        "--timeout",
        "120",
        "--graceful-timeout",
        "5",
    ]
    command = [*PYTHON, "-m", "gunicorn", "handoff_project.wsgi", *options]
    log = folder / "web.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=ROOT, env=environ, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        try:
            wait_until_answers(f"http://127.0.0.1:{port}/healthz", process, START_SECONDS)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()

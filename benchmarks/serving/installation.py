"""PostgreSQL, Redis and the product's web server on cores of their own, with one merchant or many.

with Installation(folder) as installation:
    installation.web_url, installation.accounts
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import random
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
import redis

from benchmarks.serving.pinned import OTHERS, SERVER, on_core
from devtools.services import free_port
from devtools.stages import clean_environ
from faults import roles, servers
from faults.commands import PYTHON
from faults.machine import APP_ROLE, LIMITS, NO_LIMIT, ROOT, answers
from faults.merchants import Account, Merchant, merchants
from faults.processes import Program, run

SETTINGS = "benchmarks.serving.settings"
WEB_THREADS = 4
SEED = 9
# No backlog of the product's own stands between the load and the door: no worker runs while a door is measured.
NO_BACKLOG = 1_000_000
# No worker is there to do it: what was started is delivered, and the key's last use is noted.
SETTLED = """
UPDATE handoff_handoff SET context_status = 'not_supported', next_due = NULL WHERE context_status = 'pending';
UPDATE agents_apikey SET last_used_at = now();
"""


class Installation:
    """`environ` is added to every program's."""

    def __init__(self, folder: Path, *, brands: int = 1, environ: Mapping[str, str] | None = None) -> None:
        self.folder, self._brands, self._more = folder, brands, environ or {}
        self.port = free_port()
        self.web_url = f"http://127.0.0.1:{self.port}"
        self.accounts: list[Account] = []
        self._cleanup = contextlib.ExitStack()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._cleanup.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._cleanup.close()

    def run(self, program: Program, core: int = OTHERS) -> Program:
        """It serves when this returns, and ends with everything else."""
        with on_core(core):
            program.start()
        self._cleanup.callback(program.stop)
        program.wait_until_ready()
        return program

    def owner(self) -> psycopg.Connection[Any]:
        """As whoever owns the tables."""
        return psycopg.connect(self.owner_url, autocommit=True)

    def manage(self, *words: str) -> str:
        """manage.py, or with "-m" a module; as the tables' owner."""
        command = [PYTHON, *(words if words[0] == "-m" else ("manage.py", *words))]
        return run(command, ROOT, {**self.environ, "DATABASE_URL": self.owner_url})

    def settle(self) -> None:
        """No handoff is due, nothing waits in a queue, and the cache counted nobody."""
        with self.owner() as connection:
            connection.execute(SETTLED)
        with redis.Redis.from_url(self.redis_url) as cache:
            cache.flushdb()

    def restart_web(self) -> None:
        self.web.stop()
        with on_core(SERVER):
            self.web.start()
        self.web.wait_until_ready()

    def _start(self) -> None:
        postgres, broker = servers.postgres(self.folder), servers.redis(self.folder)
        self.postgres, self.redis = self.run(postgres.program), self.run(broker.program)
        self.owner_url, self.redis_url = postgres.url, broker.url
        self.environ = self._environ()
        self.manage("migrate", "--run-syncdb", "--verbosity", "0")
        self.manage("secure_database", "--role", APP_ROLE)
        self.environ["DATABASE_URL"] = roles.with_login(self.owner_url, APP_ROLE)
        self.accounts = self._accounts()
        self.web = self.run(self._web(), SERVER)
        self.settle()

    def _environ(self) -> dict[str, str]:
        return {
            **clean_environ(),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DATABASE_URL": self.owner_url,
            "REDIS_URL": self.redis_url,
            "LOCAL_DIR": str(self.folder / "local"),
            "SECRET_KEY": secrets.token_urlsafe(48),
            "FIELD_ENCRYPTION_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "0",
            "API_THROTTLE": NO_LIMIT,
            **dict.fromkeys(LIMITS, NO_LIMIT),
            "HANDOFF_BRAND_BACKLOG": str(NO_BACKLOG),
            **self._more,
        }

    def _accounts(self) -> list[Account]:
        made = merchants(self._brands, random.Random(SEED))[: self._brands]  # noqa: S311 - to be the same each time
        rows = self.manage("-m", "faults.seeding", json.dumps([asdict(merchant) for merchant in made]))
        return [_account(merchant, json.loads(row)) for merchant, row in zip(made, rows.splitlines(), strict=True)]

    def _web(self) -> Program:
        options = ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", str(WEB_THREADS)]
        command = [PYTHON, "-m", "gunicorn", "handoff_project.wsgi", *options, "--no-control-socket", "--timeout", "60"]
        log, ready = self.folder / "web.log", lambda: answers(f"{self.web_url}/healthz")
        return Program("web", command, ROOT, log, self.environ, ready)


def _account(merchant: Merchant, row: dict[str, str]) -> Account:
    return Account(merchant, row["brand"], row["agent"], row["api_key"])

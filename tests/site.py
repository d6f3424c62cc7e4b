"""The whole product as `dev.py run` starts it: the server, its worker, the demo shop; on a database of its own."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx2
import psycopg
from psycopg import sql

from demo.child import ROOT, free_port, wait_until_answers
from faults import roles

START_SECONDS = 60


@dataclass(frozen=True)
class Site:
    api: str
    shop: str
    api_key: str
    username: str
    password: str

    @property
    def stand_in(self) -> str:
        return f"{self.shop}stand-in"

    def client(self) -> httpx2.Client:
        """As a merchant's runtime calls."""
        headers = {"Authorization": f"Api-Key {self.api_key}"}
        return httpx2.Client(base_url=f"{self.api}/api/v1", headers=headers, trust_env=False, timeout=20)


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """On PostgreSQL, Redis and a separate worker where the environment names them, else on SQLite with one inside."""
    port = two_free_ports()
    with database(folder) as database_url:
        environ = {
            **os.environ,
            "DATABASE_URL": database_url,
            "LOCAL_DIR": str(folder),
            "DEBUG": "1",
            "STAND_IN_URL": f"http://127.0.0.1:{port + 1}/stand-in",
            "DEMO_SHOP_URL": f"http://127.0.0.1:{port + 1}/",
            **redis_of_its_own(),
        }
        run = [sys.executable, "manage.py"]
        subprocess.run([*run, "migrate", "--verbosity", "0"], cwd=ROOT, env=environ, check=True)
        environ |= settings_of_the_app_role(environ)
        log = folder / "site.log"
        with (
            log.open("wb") as output,
            subprocess.Popen(
                [*run, "rundemo", "--port", str(port)], cwd=ROOT, env=environ, stdout=output, stderr=subprocess.STDOUT
            ) as process,
        ):
            try:
                wait_until_answers(f"http://127.0.0.1:{port}/healthz", process, START_SECONDS)
                yield site_told_by(log)
            finally:
                process.send_signal(signal.SIGTERM)


def site_told_by(log: Path) -> Site:
    """What the command printed for its user."""
    told = dict(line.split(": ", 1) for line in log.read_text().splitlines() if ": " in line)
    username, _, password = told["Login"].partition(", password ")
    return Site(told["Admin"].removesuffix("/admin/"), told["Demo shop"], told["API key"], username, password)


def two_free_ports() -> int:
    """The first of two neighbours that both are free."""
    while not is_free((port := free_port()) + 1):
        pass
    return port


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def redis_of_its_own(first: int = 1) -> dict[str, str]:
    """A database number apart from the other test process's, so that no worker takes another site's messages."""
    url = os.environ.get("REDIS_URL", "")
    number = first + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return {"REDIS_URL": urlunsplit(urlsplit(url)._replace(path=f"/{number}"))} if url else {}


def settings_of_the_app_role(owner: dict[str, str]) -> dict[str, str]:
    """As operators are told to: the product logs in as a role that owns nothing. SQLite has no roles."""
    if not owner["DATABASE_URL"].startswith("postgres"):
        return {}
    role = f"handoff_site_{uuid.uuid4().hex[:8]}"
    with one_process_at_a_time():
        command = [sys.executable, "manage.py", "secure_database", "--role", role]
        subprocess.run(command, cwd=ROOT, env=owner, check=True, stdout=subprocess.DEVNULL)
    return {"DATABASE_URL": roles.with_login(owner["DATABASE_URL"], role), "DATABASE_ROLE": ""}


@contextmanager
def one_process_at_a_time() -> Iterator[None]:
    """Roles are of the server, and the databases of all test processes are on one."""
    with (Path(tempfile.gettempdir()) / f"handoff-tests-{os.getuid()}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def database(folder: Path) -> Iterator[str]:
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    name = f"handoff_site_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))

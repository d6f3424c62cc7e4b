"""What deploy/compose.yaml starts, as plain processes, behind a balancer in place of the operator's proxy.

with Installation(folder, source) as installation:
    installation.replace("web")
"""

from __future__ import annotations

import base64
import itertools
import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from devtools.services import free_port
from devtools.stages import clean_environ
from faults import balancer, compose, roles
from faults.history import History
from faults.machine import LIMITS, NO_LIMIT, OPEN_DEADLINE_SECONDS, Machine, answers
from faults.processes import Program, run

KINDS = ("web", "worker", "beat")
# Kubernetes has `Recreate` for it, and compose no other way.
WITHOUT_OVERLAP = {"beat"}
HOST = "handoff.example.com"
DATABASE = "handoff"


@dataclass(frozen=True, slots=True)
class Replaced:
    """`seconds` since the history began. `ended_with`: the old one's exit code."""

    kind: str
    began: float
    ended: float
    ended_with: int | None


class Installation(Machine):
    """`source`: the folder where its programs run."""

    def __init__(self, folder: Path, source: Path, *, log: History | None = None) -> None:
        super().__init__(folder, log=log)
        self.source = source
        self.variables = new_variables()
        self.ports: dict[str, int] = {}
        self._numbers = itertools.count(1)

    def start(self) -> None:
        self.balancer = self._cleanup.enter_context(balancer.running(self.port, HOST))
        super().start()
        for port in self.ports.values():
            self.balancer.add(port)

    def stop(self) -> None:
        """Nobody looks any more, so nothing is waited for."""
        self._over.set()
        with self._lock:
            for name in self._own_programs_names():
                self.programs[name].kill()
        super().stop()

    def replace(self, kind: str) -> Replaced:
        """As a deploy does it: a new one serves before the old one is asked to end."""
        began, [old] = self.log.now(), self.names(kind)
        if kind in WITHOUT_OVERLAP:
            self.end(old)
        new = self._new(kind)
        self.programs[new.name] = new
        self._begin(new.name)
        if kind == "web":
            self.balancer.add(self.ports[new.name])
        self.end(old)
        self.balancer.remove(self.ports.pop(old, 0))
        return Replaced(kind, began, self.log.now(), self.programs.pop(old).ended_with)

    def names(self, kind: str) -> list[str]:
        """All of a kind; a name is itself."""
        return [name for name in self.programs if kind in (name, name.rstrip("0123456789"))]

    def product_logs(self) -> dict[str, Path]:
        """Of those too that were replaced."""
        return {path.stem: path for kind in KINDS for path in self.folder.glob(f"{kind}*.log")}

    def services(self) -> dict[str, compose.Service]:
        return compose.read(self.variables)

    def _make_tables(self) -> None:
        """As PostgreSQL's container and the job do it."""
        roles.make(self.database_url, self.variables)
        self.database_url = urlunsplit(urlsplit(self.database_url)._replace(path=f"/{DATABASE}"))
        self.variables["REDIS_PASSWORD"] = urlsplit(self.redis_url).password or ""
        migrate = self.services()["migrate"]
        run(migrate.command, self.source, self._environ_of(migrate))
        # For what is run here beside the programs: as whom they connect.
        self.environ |= self._environ_of(self.services()["beat"])

    def _environ(self) -> dict[str, str]:
        """Besides what the file says: this machine, the stand-ins, and no limit between the load and the product."""
        return {
            **clean_environ(),
            "PYTHONUNBUFFERED": "1",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "LOCAL_DIR": str(self.source / "var"),
            "STAND_IN_URL": self.stand_in.url,
            "HANDOFF_OPEN_DEADLINE_SECONDS": str(OPEN_DEADLINE_SECONDS),
            **dict.fromkeys(("API_THROTTLE", "STOREFRONT_THROTTLE", *LIMITS), NO_LIMIT),
        }

    def _environ_of(self, service: compose.Service) -> dict[str, str]:
        """The file's settings; where they name a container, it is this machine."""
        places = {"postgres:5432": _place(self.database_url), "redis:6379": _place(self.redis_url)}
        environ = {**self.environ, **service.environ}
        for name in ("DATABASE_URL", "REDIS_URL"):
            for container, place in places.items():
                environ[name] = environ[name].replace(f"@{container}/", f"@{place}/")
        return environ

    def _own_programs(self) -> dict[str, Program]:
        return {program.name: program for program in map(self._new, KINDS)}

    def _own_programs_names(self) -> list[str]:
        return [name for kind in KINDS for name in self.names(kind)]

    def _new(self, kind: str) -> Program:
        """One more of this kind, not yet started."""
        name, service = f"{kind}{next(self._numbers)}", self.services()[kind]
        own, is_ready = self._own_of(kind, name)
        environ, log = {**self._environ_of(service), **own}, self.folder / f"{name}.log"
        return Program(name, service.command, self.source, log, environ, is_ready)

    def _own_of(self, kind: str, name: str) -> tuple[dict[str, str], Callable[[], bool]]:
        """Settings that containers do not share, and two processes of one machine would; and whether it serves."""
        port = free_port()
        if kind == "web":
            self.ports[name] = port
            figures = self.folder / f"{name}-figures"
            figures.mkdir()
            bind = f"--bind=127.0.0.1:{port}"
            own = {"GUNICORN_CMD_ARGS": bind, "PROMETHEUS_MULTIPROC_DIR": str(figures)}
            return own, lambda: balancer.is_ready(port)
        if kind == "worker":
            return {"METRICS_PORT": str(port)}, lambda: answers(f"http://127.0.0.1:{port}/")
        # It serves nothing: that it began is all there is to see.
        log = self.folder / f"{name}.log"
        return {}, lambda: "is starting" in log.read_text()


def new_variables() -> dict[str, str]:
    """What an operator writes into deploy/.env."""
    passwords = ("SECRET_KEY", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "REDIS_PASSWORD")
    return {
        "FIELD_ENCRYPTION_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
        "ALLOWED_HOSTS": HOST,
        "PUBLIC_URL": f"https://{HOST}",
        **{name: secrets.token_hex(32) for name in passwords},
    }


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}"

"""All the processes of one installation, and a supervisor that starts again what has ended without being asked to.

with Machine(folder) as machine:
    machine.kill("postgres")
    machine.restore("postgres")
"""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx2
import psycopg

from demo.child import demo_process
from devtools.services import free_port
from devtools.stages import clean_environ
from faults import history, roles, servers
from faults.commands import HOST, PYTHON, beat_command, hosted, web_command, worker_command
from faults.history import History
from faults.platforms import Platforms
from faults.processes import Program, run

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
WATCHED_EVERY = 0.2
# What the product's processes connect as.
APP_ROLE = "handoff_app"
# No limit of the product's own stands between the load and the faults.
NO_LIMIT = "1000000/min"
LIMITS = (
    "LIMIT_BRAND",
    "LIMIT_TOKEN",
    "LIMIT_ADDRESS",
    "LIMIT_GUESSES",
    "LIMIT_STARTS_CONVERSATION",
    "LIMIT_STARTS_CUSTOMER",
    "LIMIT_STARTS_BRAND",
)
OPEN_DEADLINE_SECONDS = 30


class Machine:
    """`environ` is added to every program's; `worker` and `web` are the commands in place of the usual ones.

    `log` is where the operations go that it does by itself.
    """

    def __init__(
        self,
        folder: Path,
        *,
        log: History | None = None,
        environ: Mapping[str, str] | None = None,
        workers: int = WORKERS,
        worker: Callable[[str], Sequence[str]] = lambda name: hosted(worker_command(name)),
        web: Callable[[int], Sequence[str]] = lambda port: hosted(web_command(port)),
    ) -> None:
        self.folder = folder
        self.log = log or History(folder / "history.jsonl")
        self.port = free_port()
        self.web_url = f"http://127.0.0.1:{self.port}"
        self.programs: dict[str, Program] = {}
        self._worker_names = [f"worker{number}" for number in range(1, workers + 1)]
        self._worker, self._web, self._more = worker, web, environ or {}
        self._wanted: set[str] = set()
        self._lock = threading.RLock()
        self._cleanup = contextlib.ExitStack()
        self._over = threading.Event()
        self._next_worker = 0

    # Life

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Everything runs and answers when this returns; the tables are made."""
        postgres, redis = servers.postgres(self.folder), servers.redis(self.folder)
        self.database_url, self.redis_url = postgres.url, redis.url
        output = self._cleanup.enter_context((self.folder / "stand-ins.log").open("wb"))
        shop = self._cleanup.enter_context(demo_process(free_port(), self.web_url, output=output))
        self.stand_in = Platforms(f"{shop}/stand-in")
        self._cleanup.callback(self.stand_in.close)
        self.environ = self._environ()
        self.programs = {"postgres": postgres.program, "redis": redis.program}
        self._begin("postgres", "redis")
        self._make_tables()
        self.programs |= self._own_programs()
        self._begin(*self._own_programs_names())
        threading.Thread(target=self._supervise, name="supervisor", daemon=True).start()

    def stop(self) -> None:
        self._over.set()
        with self._lock:
            self._wanted.clear()
            for program in reversed(self.programs.values()):
                program.stop()
        self._cleanup.close()

    # Faults

    def names(self, kind: str) -> list[str]:
        """The programs of a kind: "worker" is one of them by turns, "workers" are all."""
        if kind == "workers":
            return self._worker_names
        if kind == "worker":
            self._next_worker += 1
            return [self._worker_names[self._next_worker % len(self._worker_names)]]
        return [kind]

    def kill(self, kind: str) -> list[str]:
        """kill -9 (PostgreSQL: an immediate shutdown), and nobody starts it again before `restore`. What was killed."""
        return self._end(self.names(kind), hard=True)

    def end(self, kind: str) -> list[str]:
        """As a deploy does it: the program is asked to end, and may finish what it has in hand."""
        return self._end(self.names(kind), hard=False)

    def restore(self, *names: str) -> None:
        """Start these, or everything that was killed, and wait until they serve."""
        self._begin(*(names or self.programs))

    def pause(self, name: str) -> None:
        """It hangs: it takes connections, and answers nothing."""
        self.programs[name].send(signal.SIGSTOP)

    def resume(self, name: str) -> None:
        self.programs[name].send(signal.SIGCONT)

    # For whoever looks at it

    def connection(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.database_url, autocommit=True, connect_timeout=5)

    def manage(self, *arguments: str) -> str:
        """manage.py, or with "-m" a module, in the environment of the others. What it printed."""
        command = [PYTHON, *(arguments if arguments[0] == "-m" else ("manage.py", *arguments))]
        return run(command, ROOT, self.environ)

    def product_logs(self) -> dict[str, Path]:
        return {name: self.programs[name].log for name in self._own_programs_names()}

    # The rest

    def _make_tables(self) -> None:
        self.manage("migrate", "--verbosity", "0")
        self.manage("secure_database", "--role", APP_ROLE)
        self.environ["DATABASE_URL"] = roles.with_login(self.database_url, APP_ROLE)

    def _environ(self) -> dict[str, str]:
        return {
            **clean_environ(),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "STAND_IN_URL": self.stand_in.url,
            "LOCAL_DIR": str(self.folder / "local"),
            "SECRET_KEY": secrets.token_urlsafe(48),
            "FIELD_ENCRYPTION_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "0",
            "API_THROTTLE": NO_LIMIT,
            "STOREFRONT_THROTTLE": NO_LIMIT,
            **dict.fromkeys(LIMITS, NO_LIMIT),
            "HANDOFF_OPEN_DEADLINE_SECONDS": str(OPEN_DEADLINE_SECONDS),
            "PYTHONUNBUFFERED": "1",
            **self._more,
        }

    def _own_programs(self) -> dict[str, Program]:
        made = {name: self._program(name, self._worker(name)) for name in self._worker_names}
        made["beat"] = self._program("beat", beat_command())
        made["web"] = self._program("web", self._web(self.port), lambda: answers(f"{self.web_url}/healthz"))
        return made

    def _own_programs_names(self) -> list[str]:
        return [*self._worker_names, "beat", "web"]

    def _program(self, name: str, command: Sequence[str], is_ready: Callable[[], bool] = lambda: True) -> Program:
        log = self.folder / f"{name}.log"
        return Program(name, command, ROOT, log, self.environ, is_ready, hosted=HOST in command)

    def _end(self, names: list[str], *, hard: bool) -> list[str]:
        with self._lock:
            self._wanted -= set(names)
        for name in names:
            program = self.programs[name]
            if not hard:
                program.stop()
            elif name == "postgres":
                program.end(signal.SIGQUIT)
            else:
                program.kill()
        return names

    def _begin(self, *names: str) -> None:
        with self._lock:
            if self._over.is_set():  # somebody brings back at the last moment what he killed
                return
            self._wanted |= set(names)
            for name in names:
                self.programs[name].start()
        for name in names:
            self.programs[name].wait_until_ready()

    def _supervise(self) -> None:
        while not self._over.wait(WATCHED_EVERY):
            with self._lock:
                for name in self._ended_by_themselves():
                    self.log.add(history.MACHINE, history.RESTARTED, program=name)
                    self.programs[name].start()

    def _ended_by_themselves(self) -> list[str]:
        wanted = () if self._over.is_set() else sorted(self._wanted)
        return [name for name in wanted if not self.programs[name].is_running()]


def answers(url: str) -> bool:
    with contextlib.suppress(httpx2.HTTPError):
        return httpx2.get(url, timeout=2, trust_env=False).is_success
    return False

"""A backup of the tests' own database, made and restored with the tools that docs/deployment.md names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection

from devtools.stages import clean_environ
from faults import roles, servers
from faults.commands import PYTHON
from faults.installation import DATABASE, new_variables
from faults.machine import ROOT
from faults.processes import run

STATES = "SELECT provider, context_status FROM handoff_handoff"


class Backup:
    """The file, and nothing of the server or folder that it was made of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "handoff.backup"
        self._make()

    def _make(self) -> None:
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as database:
            database.execute("VACUUM INTO ?", [str(self.file)])

    @contextmanager
    def restored(self) -> Iterator[Restored]:
        url = f"sqlite:///{self.file}"
        yield Restored(url, url)


class PostgresBackup(Backup):
    """`server` is another one, which has never seen the product."""

    def _make(self) -> None:
        self.server = servers.postgres(self.folder)
        self.programs = Path(self.server.program.command[0]).parent
        of_the_tests = connection.settings_dict
        login = {"PGPASSWORD": of_the_tests["PASSWORD"], "PGUSER": of_the_tests["USER"]}
        place = {"PGHOST": of_the_tests["HOST"], "PGPORT": str(of_the_tests["PORT"])}
        command = [str(self.programs / "pg_dump"), "--format=custom", f"--file={self.file}", of_the_tests["NAME"]]
        run(command, self.folder, {**clean_environ(), **login, **place})

    @contextmanager
    def restored(self) -> Iterator[Restored]:
        program, passwords = self.server.program, new_variables()
        program.start()
        try:
            program.wait_until_ready()
            roles.make(self.server.url, passwords)
            superuser = urlunsplit(urlsplit(self.server.url)._replace(path=f"/{DATABASE}"))
            options = ["--exit-on-error", "--no-owner", "--role=handoff_owner", f"--dbname={superuser}"]
            run([str(self.programs / "pg_restore"), *options, str(self.file)], self.folder, clean_environ())
            manage("secure_database", as_role(superuser, "handoff_owner", passwords["OWNER_PASSWORD"]))
            yield Restored(as_role(superuser, "handoff_app", passwords["APP_PASSWORD"]), superuser)
        finally:
            program.stop()


class Restored:
    """`url` is for the product, `whole_url` for whoever looks at all Brands."""

    def __init__(self, url: str, whole_url: str) -> None:
        self.url, self.whole_url = url, whole_url

    def states(self) -> dict[str, str]:
        """How each platform's context is."""
        if self.whole_url.startswith("sqlite"):
            with closing(sqlite3.connect(self.whole_url.removeprefix("sqlite:///"))) as database:
                return dict(database.execute(STATES))
        with psycopg.connect(self.whole_url) as database:
            return dict(database.execute(STATES))


def as_role(url: str, role: str, password: str) -> str:
    place = urlsplit(url)
    return urlunsplit(place._replace(netloc=f"{role}:{password}@{place.hostname}:{place.port}"))


def manage(command: str, url: str, **settings: str) -> str:
    """manage.py in a process of its own. What it printed."""
    return run([PYTHON, "manage.py", command], ROOT, {**clean_environ(), "DATABASE_URL": url, **settings})

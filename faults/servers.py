"""PostgreSQL and Redis as programs that can be killed and started again on the same port."""

from __future__ import annotations

import secrets
import signal
from dataclasses import dataclass
from pathlib import Path

from devtools import services
from devtools.environment import Environment
from faults.processes import Program

# A crash must lose no commit: what the tests' own server switches off is on here, as PostgreSQL has it by itself.
SAFE = {"fsync", "synchronous_commit", "full_page_writes"}


@dataclass(frozen=True)
class Server:
    program: Program
    url: str


def postgres(folder: Path) -> Server:
    """Ended by `immediate` shutdown: every connection breaks off, and the next start recovers from the log."""
    programs = services.find_postgres() or services.wheel_postgres(Environment(), folder)
    data, password, port = folder / "postgres", secrets.token_hex(16), services.free_port()
    services.make_cluster(programs, data, password)
    kept = {name: value for name, value in services.POSTGRES_SETTINGS.items() if name not in SAFE}
    options = [part for name, value in {**kept, "port": port}.items() for part in ("-c", f"{name}={value}")]
    program = Program(
        "postgres",
        [str(programs / "postgres"), "-D", str(data), *options],
        folder,
        folder / "postgres.log",
        is_ready=lambda: services.postgres_is_ready(data),
        stop_with=signal.SIGINT,
        plain_user=services.as_plain_user(),
    )
    return Server(program, f"postgres://handoff:{password}@127.0.0.1:{port}/postgres")


def redis(folder: Path) -> Server:
    """Keeps nothing on disk: whoever kills it takes its data away too."""
    found = services.find_redis() or services.wheel_redis(Environment(), folder)
    password, port = secrets.token_hex(16), services.free_port()
    lines = ["bind 127.0.0.1", f"port {port}", f"requirepass {password}", 'save ""', "appendonly no", f"dir {folder}"]
    config = services.private_file(folder / "redis.conf", "\n".join(lines))
    program = Program(
        "redis",
        [str(found), str(config)],
        folder,
        folder / "redis.log",
        is_ready=lambda: services.answers(port),
        plain_user=services.as_plain_user(),
    )
    return Server(program, f"redis://:{password}@127.0.0.1:{port}/0")

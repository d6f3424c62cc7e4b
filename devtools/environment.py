"""The virtual environment .venv: made once, filled from the locks, rebuilt when the Python changes."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = "requirements.txt"
DEV = "requirements-dev.txt"
SERVICES = "requirements-services.txt"


class SetupFailed(Exception):
    """Something the reader can mend; the message says how."""


@dataclass(frozen=True)
class Environment:
    root: Path = ROOT

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def stamp(self, lock: str) -> Path:
        return self.folder / f".{lock}.sha256"

    def is_current(self, lock: str) -> bool:
        with contextlib.suppress(FileNotFoundError):
            return self.python.exists() and self.stamp(lock).read_text() == fingerprint(self.root / lock)
        return False


def fingerprint(lock: Path) -> str:
    """Of the lock and of the Python it was installed for: either one changing means installing again."""
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} python{python_line()}\n"


def python_line() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def set_up(environment: Environment, *locks: str) -> None:
    """Bring .venv to the state of the locks. Quick when it is there already."""
    if all(environment.is_current(lock) for lock in locks):
        return
    with one_at_a_time(environment.root / ".venv.lock"):
        if not is_for_this_python(environment.folder):
            create(environment.folder)
        for lock in locks:
            if not environment.is_current(lock):
                install(environment, lock)


def is_for_this_python(folder: Path) -> bool:
    """Whether folder holds a virtual environment of the Python line that runs now, with its interpreter still there."""
    try:
        lines = (folder / "pyvenv.cfg").read_text().splitlines()
    except FileNotFoundError:
        return False
    pairs = dict(line.split(" = ", 1) for line in lines if " = " in line)
    return pairs.get("version", "").startswith(f"{python_line()}.") and (folder / "bin" / "python").exists()


def create(folder: Path) -> None:
    say(f"Creating .venv for Python {platform.python_version()}")
    shutil.rmtree(folder, ignore_errors=True)
    run_or_fail([sys.executable, "-m", "venv", *pip_option(), str(folder)], "The virtual environment was not made.")


def pip_option() -> list[str]:
    """Debian ships ensurepip apart; without it, the pip of this Python can fill .venv from outside."""
    if importlib.util.find_spec("ensurepip"):
        return []
    if importlib.util.find_spec("pip"):
        return ["--without-pip"]
    raise SetupFailed(
        "This Python can make no virtual environment: its module ensurepip is missing. On Debian or Ubuntu:\n"
        f"  apt-get install python{python_line()}-venv\nElsewhere: install a complete Python {python_line()}."
    )


def install(environment: Environment, lock: str) -> None:
    say(f"Installing {lock} (about a minute the first time)")
    began = time.monotonic()
    environment.stamp(lock).unlink(missing_ok=True)
    command = [*pip(environment), "install", "-qq", "--require-hashes", "-r", str(environment.root / lock)]
    run_or_fail(command, f"pip could not install {lock}; its message is above. Check the network, then start again.")
    environment.stamp(lock).write_text(fingerprint(environment.root / lock))
    say(f"Installed {lock} in {time.monotonic() - began:.0f} s")


def pip(environment: Environment) -> list[str]:
    if any(environment.folder.glob("lib/python*/site-packages/pip")):
        return [str(environment.python), "-m", "pip", "--disable-pip-version-check"]
    return [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(environment.python)]


def run_or_fail(command: list[str], complaint: str) -> None:
    if subprocess.run(command, env=clean_environ()).returncode:
        raise SetupFailed(complaint)


def clean_environ() -> dict[str, str]:
    """Without what would make pip or Python look outside .venv."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH", "PIP_USER"}}


@contextlib.contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Two setups at once would break each other; the second one waits."""
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another setup of .venv to end")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def say(message: str) -> None:
    print(f"dev.py: {message}", file=sys.stderr, flush=True)

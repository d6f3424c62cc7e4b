"""A peer's own virtual environment: made once from the registry, in a cache folder, and in none of the locks."""

from __future__ import annotations

import glob
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from devtools.environment import clean_environ

DONE = "installed"
# Where a Python of another line lies, besides PATH.
PYTHONS = (
    "~/.pyenv/versions/{line}.*/bin/python",
    "~/.local/share/uv/python/cpython-{line}.*/bin/python{line}",
    "/opt/python{line}/bin/python{line}",
)


class NotRun(RuntimeError):
    """Why a peer can't be measured here."""


@dataclass(frozen=True, slots=True)
class Environment:
    """`line`: the Python it needs, as "3.10"."""

    name: str
    pins: tuple[str, ...]
    line: str = ".".join(platform.python_version_tuple()[:2])

    @property
    def folder(self) -> Path:
        """Another pin or Python is another folder."""
        content = hashlib.sha256(" ".join([self.line, *self.pins]).encode()).hexdigest()
        return cache() / f"{self.name}-{content[:12]}"

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"


def cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "handoff-benchmarks"


def installed(environment: Environment) -> Path:
    """Its Python. Raises NotRun."""
    if not (environment.folder / DONE).exists():
        python = find_python(environment.line)
        if python is None:
            raise NotRun(f"no Python {environment.line} was found")
        tqdm.write(f"installing {environment.pins[0]} into {environment.folder}", file=sys.stderr)
        _make(environment, python)
    return environment.python


def find_python(line: str) -> Path | None:
    return first_of_line(line, candidates(line))


def candidates(line: str) -> list[Path]:
    found = [sys.executable, shutil.which(f"python{line}")]
    patterns = [str(Path(pattern.format(line=line)).expanduser()) for pattern in PYTHONS]
    elsewhere = [path for pattern in patterns for path in sorted(glob.glob(pattern))]
    return [Path(path) for path in [*found, *elsewhere] if path]


def first_of_line(line: str, pythons: Iterable[Path]) -> Path | None:
    """They are asked: a name on PATH may lead to none."""
    return next((python for python in pythons if _line(python) == line), None)


def _line(python: Path) -> str:
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        return subprocess.run([python, "-c", ask], capture_output=True, text=True, timeout=30).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _make(environment: Environment, python: Path) -> None:
    shutil.rmtree(environment.folder, ignore_errors=True)
    environment.folder.parent.mkdir(parents=True, exist_ok=True)
    _run([str(python), "-m", "venv", str(environment.folder)])
    _run([str(environment.python), "-m", "pip", "--disable-pip-version-check", "install", "-q", *environment.pins])
    (environment.folder / DONE).touch()


def _run(command: list[str]) -> None:
    done = subprocess.run(command, env=clean_environ(), capture_output=True, text=True)
    if done.returncode:
        raise NotRun(f"{' '.join(command[1:4])} failed: {last_line(done.stderr or done.stdout)}")


def last_line(said: str) -> str:
    return next((line for line in reversed(said.splitlines()) if line.strip()), "it said nothing")

"""What the image of deploy/Containerfile holds, in a folder: put there by the same rules, without an engine."""

from __future__ import annotations

import shutil
from pathlib import Path

from devtools.stages import clean_environ
from faults.commands import PYTHON
from faults.machine import ROOT
from faults.processes import run

LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")


def made(folder: Path) -> Path:
    """Where the product is, as in the image; packages are those that this Python has."""
    image, collected = folder / "image", folder / "collected"
    image.mkdir()
    for name in kept():
        source, target = ROOT / name, image / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=LEFT_OUT)
        else:
            shutil.copy2(source, target)
    environ = {**clean_environ(), "LOCAL_DIR": str(collected)}
    run([PYTHON, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"], image, environ)
    shutil.move(collected / "static", image / "var/static")
    return image


def kept() -> list[str]:
    """What .dockerignore lets in."""
    return [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]

"""What the storefront's script weighs: minified, gzipped, in bytes. The core, and each platform's module on top."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import BYTES, Result, Tick, figure
from devtools import node
from devtools.environment import Environment

NAME = "size"
CORE = "core"
CORE_TARGET = 8_192
STATIC = Path(__file__).resolve().parent.parent / "static" / "handoff"
OPTIONS = ("--bundle", "--minify", "--format=esm", "--log-level=error")
# The core fetches a platform's module when it needs one.
WITHOUT_PROVIDERS = "--external:../providers/*"


def results(tick: Tick) -> Iterator[Result]:
    for case, module in _modules().items():
        minified = minify(module)
        tick()
        target = CORE_TARGET if case == CORE else None
        yield figure(NAME, "minified", case, len(minified), unit=BYTES, target=None)
        yield figure(NAME, "minified, gzipped", case, len(gzip.compress(minified)), unit=BYTES, target=target)


def count() -> int:
    return len(_modules())


def minify(module: Path) -> bytes:
    environment = Environment()
    command = node.command(environment, node.ESBUILD, str(module), *OPTIONS, WITHOUT_PROVIDERS)
    return subprocess.run(command, capture_output=True, check=True, cwd=environment.root).stdout


def _modules() -> dict[str, Path]:
    providers = sorted((STATIC / "providers").glob("*.js"))
    return {CORE: STATIC / "handoff.js", **{module.stem: module for module in providers}}

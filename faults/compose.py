"""What deploy/compose.yaml starts: commands and settings, for whoever starts them without containers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parent.parent / "deploy/compose.yaml"
# ${NAME}, ${NAME:-default}, ${NAME:?why it must be set}; $$ is a dollar.
_VARIABLE = re.compile(r"\$(?:\$|\{(?P<name>\w+)(?::(?P<sign>[-?])(?P<words>[^}]*))?\})")


class Unset(Exception):
    """A variable that must be set, with the file's own words."""


@dataclass(frozen=True, slots=True)
class Service:
    command: Sequence[str]
    environ: Mapping[str, str]


def read(variables: Mapping[str, str], text: str = "") -> dict[str, Service]:
    """Those that say what they start, by name."""
    file = yaml.safe_load(text or FILE.read_text())
    return {name: _service(row, variables) for name, row in file["services"].items() if "command" in row}


def _service(row: Mapping[str, Any], variables: Mapping[str, str]) -> Service:
    command, environ = row["command"], row.get("environment", {})
    words = shlex.split(command) if isinstance(command, str) else command
    return Service([filled(word, variables) for word in words], {k: filled(v, variables) for k, v in environ.items()})


def filled(text: str, variables: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: _value(found, variables), text)


def _value(found: re.Match[str], variables: Mapping[str, str]) -> str:
    name, words = found["name"], found["words"] or ""
    if name is None:
        return "$"
    if found["sign"] == "?" and not variables.get(name):
        raise Unset(f"{name}: {words}")
    return variables.get(name) or words


def required(text: str) -> set[str]:
    """The variables without which nothing starts."""
    return {found["name"] for found in _VARIABLE.finditer(text) if found["sign"] == "?"}

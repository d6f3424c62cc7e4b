"""Faults in the code and in what it is made of: bandit, semgrep, pip-audit, what is overdue, licences, the bill.

Their environment is .venv-audit, for their pins clash with the product's.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from devtools import processes
from devtools.environment import Environment, set_up

LOCK = "requirements-audit.txt"
PRODUCT = ("agents", "playbooks", "handoff", "handoff_project")
# Rules are ours, in the repository: those of semgrep's registry need the network, and scan nothing without it.
SEMGREP = ("scan", "--metrics=off", "--disable-version-check", "--quiet", "--error", "--config", "devtools/semgrep")
SCANNED = (*PRODUCT, "devtools", "demo", "static", "templates")


class Tools(Environment):
    @property
    def folder(self) -> Path:
        return self.root / ".venv-audit"

    def program(self, name: str) -> str:
        return str(self.folder / "bin" / name)

    def environ(self) -> dict[str, str]:
        """semgrep starts parts of itself by name."""
        return {**os.environ, "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


def of_the_code(environment: Environment) -> dict[str, Callable[[], bool]]:
    """Quick, and without the network: parts of `dev.py test` too."""
    tools = Tools(environment.root)
    return {
        "bandit": action(tools, tools.program("bandit"), "-q", "-c", "devtools/bandit.yml", "-r", *PRODUCT),
        "semgrep's rules find theirs": action(tools, str(tools.python), "-m", "devtools.planted"),
        "semgrep": action(tools, tools.program("semgrep"), *SEMGREP, *SCANNED),
    }


def of_what_it_is_made_of(environment: Environment) -> dict[str, Callable[[], bool]]:
    tools = Tools(environment.root)
    return {
        "known vulnerabilities": action(tools, str(tools.python), "-m", "devtools.advisories"),
        "overdue components": action(tools, str(tools.python), "-m", "devtools.freshness"),
        "sbom.json, licences": action(tools, str(tools.python), "-m", "devtools.materials", str(environment.python)),
    }


def action(tools: Tools, *words: str) -> Callable[[], bool]:
    def act() -> bool:
        set_up(tools, LOCK)
        return processes.run(list(words), tools.root, tools.environ()) == 0

    return act

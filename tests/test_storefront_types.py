"""The types of handoff.js are checked: a call that a platform doesn't have, and a move to no state, do not pass."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from devtools import node
from devtools.environment import ROOT, Environment

LICENCES = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MPL-2.0"}

TYPOS = {
    "providers/intercom.js": ('Intercom("showNewMessage", prefill)', 'Intercom("showNewMesage", prefill)'),
    "providers/zendesk.js": ('zE("messenger", "open")', 'zE("messenger", "opens")'),
    "providers/gorgias.js": ('"widget:opened"', '"widget:open"'),
    "providers/gladly.js": ("setUser?.(user)", "setUsers?.(user)"),
    "providers/sprinklr.js": ('sprChat("openExistingConversation")', 'sprChat("openExistingConversations")'),
    "providers/shopify_inbox.js": ("host.show()", "host.shown()"),
    "sdk/chat.js": ('this.#move("opening")', 'this.#move("openning")'),
    "sdk/widgets.js": ('"widget_absent"', '"widget_missing"'),
    "handoff.js": ("there.adopt(given, wanted)", "there.adopts(given, wanted)"),
}


@pytest.fixture(scope="module")
def environment() -> Environment:
    node.set_up(Environment())
    return Environment()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What tsconfig.json reads, in a folder of its own."""
    shutil.copytree(ROOT / "static/handoff", tmp_path / "static/handoff")
    shutil.copytree(ROOT / "devtools/types", tmp_path / "devtools/types")
    shutil.copy(ROOT / "tsconfig.json", tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def faults(environment: Environment, folder: Path) -> str:
    command = node.command(environment, node.TSC, "--project", str(folder))
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60).stdout


def test_the_scripts_as_they_are_pass(environment: Environment, copy: Path) -> None:
    assert faults(environment, copy) == ""


@pytest.mark.parametrize("name", TYPOS)
def test_a_planted_typo_is_found(environment: Environment, copy: Path, name: str) -> None:
    file, (right, wrong) = copy / "static/handoff" / name, TYPOS[name]
    text = file.read_text()
    assert right in text
    file.write_text(text.replace(right, wrong, 1))
    assert f"static/handoff/{name}" in faults(environment, copy)


def test_the_lock_names_no_registry_and_free_licences_alone() -> None:
    text = (ROOT / node.LOCK).read_text()
    packages = json.loads(text)["packages"]
    assert "resolved" not in text
    assert "://" not in text
    assert {package["license"] for package in packages.values()} <= LICENCES


def test_versions_are_pinned() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    assert all(version[0].isdigit() for version in wanted.values())

"""ADDING_A_PROVIDER.md, followed to the letter on a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devtools import node
from devtools.environment import Environment

ROOT = Path(__file__).resolve().parent.parent
IGNORED = (".git", *(ROOT / ".gitignore").read_text().replace("/\n", "\n").split())
BLOCK = re.compile(r"^\*\*`(?P<path>[^`]+)`\*\*\n\n```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SLUG = "beacon"
FOUR = {
    f"handoff/providers/{SLUG}.py",
    "handoff/providers/registry.py",
    f"static/handoff/providers/{SLUG}.js",
    f"tests/providers/test_{SLUG}.py",
}
PAGE = "tests/test_platform_form.py"
HOLD = (
    f"tests/providers/test_{SLUG}.py",
    f"{PAGE}::test_all_can_be_chosen_in_the_registrys_order",
    f"{PAGE}::test_each_is_explained",
)
# The services of the tests around this one are not for the copy.
OURS = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("project") / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*IGNORED, "node_modules"))
    return copy


@pytest.fixture(scope="module")
def before(project: Path) -> dict[str, bytes]:
    return files(project)


@pytest.fixture(scope="module")
def with_a_seventh(project: Path, before: dict[str, bytes]) -> Path:
    for block in BLOCK.finditer((project / "ADDING_A_PROVIDER.md").read_text()):
        path = project / block["path"]
        if block["kind"] == "diff":
            path.write_text(patched(path.read_text(), block["text"]))
        else:
            assert not path.exists(), path
            path.write_text(block["text"])
    return project


def patched(text: str, diff: str) -> str:
    for hunk in diff.split("@@\n"):
        lines = hunk.splitlines(keepends=True)
        old, new = ("".join(line[1:] for line in lines if line[0] in (" ", sign)) for sign in "-+")
        assert text.count(old) == 1, f"ADDING_A_PROVIDER.md shows lines that are not there:\n{old}"
        text = text.replace(old, new)
    return text


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in walk(folder)}


def walk(folder: Path) -> Iterator[Path]:
    ignore = shutil.ignore_patterns(*IGNORED)
    for path, folders, names in os.walk(folder):
        left_out = ignore(path, [*folders, *names])
        folders[:] = [name for name in folders if name not in left_out]
        yield from (Path(path) / name for name in names if name not in left_out)


def run(project: Path, *arguments: str) -> str:
    environ = {name: value for name, value in os.environ.items() if name not in OURS}
    environ["LOCAL_DIR"] = str(project.parent)
    done = subprocess.run([sys.executable, *arguments], cwd=project, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-4_000:]
    return done.stdout


def test_it_keeps_every_promise_and_the_houses_rules_and_can_be_chosen(with_a_seventh: Path) -> None:
    pytest_quietly = ("-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider")
    assert re.search(r"\d+ passed", run(with_a_seventh, *pytest_quietly, *HOLD))
    # Of the house's rules those about its own file, and about all platforms together.
    rules = ("tests/test_house.py", "-k", f"{SLUG} or platform or twin or doors or pure")
    assert re.search(r"\d+ passed", run(with_a_seventh, *pytest_quietly, *rules))


def test_it_needs_no_migration(with_a_seventh: Path) -> None:
    assert "No changes detected" in run(with_a_seventh, "manage.py", "makemigrations", "--check", "--dry-run")


def test_four_files_changed_and_no_others(with_a_seventh: Path, before: dict[str, bytes]) -> None:
    after = files(with_a_seventh)
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == FOUR


def test_the_table_of_platforms_is_written_by_the_command(with_a_seventh: Path, before: dict[str, bytes]) -> None:
    """What the guide says of the README: nobody types it."""
    readme = with_a_seventh / "README.md"
    run(with_a_seventh, "manage.py", "platforms", "--write")
    try:
        assert "| **Beacon** | In a note for your team alone" in readme.read_text()
    finally:
        readme.write_bytes(before["README.md"])


def test_its_browser_half_has_its_types_right(with_a_seventh: Path) -> None:
    node.set_up(Environment())
    (with_a_seventh / "node_modules").symlink_to(ROOT / "node_modules")
    tsc = node.command(Environment(), node.TSC, "--project", str(with_a_seventh))
    done = subprocess.run(tsc, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_a_page_that_is_out_of_date_is_seen() -> None:
    with pytest.raises(AssertionError, match="are not there"):
        patched("nothing of it\n", " from here\n+to there\n")

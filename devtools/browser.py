"""Chromium for the browser tests: found, else installed, else a message that says how to mend it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from devtools import processes
from devtools.environment import ROOT, Environment, SetupFailed, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PLAYWRIGHT_FOLDERS = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
IN_PLAYWRIGHT = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium_headless_shell-*/chrome-linux*/*headless[-_]shell",
    "chromium_headless_shell-*/chrome-*/*headless[-_]shell",
)
DOWNLOAD_WITHIN = 300
FONT = "fonts-dejavu-core"  # a slim image has none at all, and text without a font takes no room on the page
HELP = """\
The browser tests need Chromium, and none was found or could be installed. One of these mends it:
  apt-get install chromium                              (Debian, as root)
  .venv/bin/python -m playwright install --with-deps chromium
  HANDOFF_CHROMIUM=/path/to/chrome python3 dev.py test  (a Chrome or Chromium you have)"""


def chromium(environment: Environment) -> Path:
    found = find() or (download(environment) and find()) or (apt_install() and find())
    if not found:
        raise SetupFailed(HELP)
    return found


def find() -> Path | None:
    given = os.environ.get("HANDOFF_CHROMIUM")
    if given:
        return first_that_runs([Path(given)])
    on_path = [Path(found) for name in NAMES if (found := shutil.which(name))]
    return first_that_runs([*on_path, *map(Path, APPLICATIONS), *playwright_browsers(playwright_folders())])


def playwright_folders() -> list[Path]:
    own = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    return [Path(own)] if own and own != "0" else [Path(name).expanduser() for name in PLAYWRIGHT_FOLDERS]


def playwright_browsers(folders: Iterable[Path]) -> list[Path]:
    """The newest first; the whole browser before the headless shell."""
    return [
        found for folder in folders for pattern in IN_PLAYWRIGHT for found in sorted(folder.glob(pattern), reverse=True)
    ]


def first_that_runs(candidates: Iterable[Path]) -> Path | None:
    """Being there is not enough: a library may be missing, and Ubuntu's chromium-browser may be an empty shell."""
    return next((candidate for candidate in candidates if runs(candidate)), None)


def runs(program: Path) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def download(environment: Environment) -> bool:
    say("No Chromium found: asking Playwright for one")
    return attempt([str(environment.python), "-m", "playwright", "install", "chromium"])


def apt_install() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say("Installing Debian's chromium")
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    return attempt(["apt-get", "update", "-qq"]) and attempt(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", FONT]
    )


def attempt(command: list[str]) -> bool:
    """Its output is shown only where it fails: then it is the reason."""
    with tempfile.TemporaryFile() as output:
        with processes.started(command, ROOT, None, stdout=output, stderr=output) as process:
            try:
                code = process.wait(DOWNLOAD_WITHIN)
            except subprocess.TimeoutExpired:
                code = 1
        output.seek(0)
        if code:
            say("That failed:\n" + "\n".join(output.read().decode(errors="replace").strip().splitlines()[-5:]))
    return code == 0

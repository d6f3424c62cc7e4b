"""A real browser, and the whole product running for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.album import Album
from tests.site import Site, running_site

NO_BROWSER = "HANDOFF_CHROMIUM names no browser. `python3 dev.py test` finds or installs one."


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = os.environ.get("HANDOFF_CHROMIUM", "")
    if not path:
        pytest.fail(NO_BROWSER, pytrace=False)
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
    return {**browser_type_launch_args, "executable_path": path, "args": [*quiet, "--disable-component-update"]}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def album() -> Album:
    """Pictures of the pages that the tests see, in the folder that HANDOFF_SCREENSHOTS names."""
    wanted = os.environ.get("HANDOFF_SCREENSHOTS", "")
    folder = Path(wanted) if wanted else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    return Album(folder)

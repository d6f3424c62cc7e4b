"""What a shop may pin handoff.js to: the hash of each of its files, as browsers check it (Subresource Integrity)."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders

ROOT = "handoff/handoff.js"
FOLDERS = ("sdk", "providers")


def integrity_of(content: bytes) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def pins() -> dict[str, str]:
    """By the file's path below /storefront/v1/: the script imports the others, so that its own hash is not enough."""
    root = Path(finders.find(ROOT) or "")
    files = [root, *(path for folder in FOLDERS for path in sorted((root.parent / folder).glob("*.js")))]
    return {path.relative_to(root.parent).as_posix(): integrity_of(path.read_bytes()) for path in files}

"""What a web process does before its first request."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Some 300,000 objects are loaded; a tenth of them would be a sign that it was done too early.
LOADED = "import gc, handoff_project.wsgi; assert gc.get_freeze_count() > 100_000, gc.get_freeze_count()"


def test_what_is_loaded_is_never_again_looked_through_for_garbage() -> None:
    subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, timeout=120, check=True)

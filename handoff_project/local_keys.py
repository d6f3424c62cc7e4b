"""Keys for a machine that was given none: made once, kept beside the local database. `check --deploy` refuses them."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet


def local_secret_key(folder: Path) -> str:
    return _kept(folder / "local-secret-key", lambda: f"django-insecure-{secrets.token_urlsafe(48)}")


def local_encryption_key(folder: Path) -> str:
    return _kept(folder / "local-encryption-key", lambda: Fernet.generate_key().decode())


def _kept(path: Path, make: Callable[[], str]) -> str:
    """What the file holds. Two processes that start at once agree: only one of them can link its file into place."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()

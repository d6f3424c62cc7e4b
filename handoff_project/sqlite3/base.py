"""The connections to an SQLite file: Django finds this file by its name."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base

from agents import walls


class DatabaseWrapper(base.DatabaseWrapper):
    """No statement on a Brand's table before somebody said whom it is for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(walls.guard)
